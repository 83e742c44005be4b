"""Chooses which version of a question a conversation goes on from, for a page that asks for it."""

import logging
import uuid
from dataclasses import dataclass

from chainlit.session import WebsocketSession

from chat.chainlit_adapter.session import enter_page, is_busy
from chat.history.store import ConversationDeleted, ConversationStore, StoreError
from chat.history.write_queue import WriteQueue
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.turns.conversation_pages import ConversationPages
from chat.turns.regenerate import show_as_saved
from chat.turns.running_answers import ConversationKey, RunningAnswers

logger = logging.getLogger(__name__)

_LATEST = 10  # messages, among which is the last question
_LEASE_SECONDS = 10.0  # after which a server that crashed while it chose blocks the conversation no longer


@dataclass(frozen=True, slots=True)
class VersionChoice:
    """Shows other versions of questions, each with all that was said after it.

    Args:
        store: The store of conversations.
        writer: Pending writes of a conversation are awaited.
        running: The answers in progress in this process.
        pages: The pages on which the conversation is open.
    """

    store: ConversationStore
    writer: WriteQueue
    running: RunningAnswers
    pages: ConversationPages

    async def show_step(self, page: WebsocketSession, step_id: str) -> None:
        """Show the version in which a step of the open conversation is; its pages are sent the conversation again.

        Args:
            page: The page that asks.
            step_id: The step, which need not be the caller's.
        """
        emitter, owner = enter_page(page).emitter, current_caller.get().sub
        try:
            thread = await self.store.get_thread(owner, page.thread_id)
            if thread is None or not thread.versions.groups:
                return
            if await self._choose(page, owner, step_id):
                if (shown := await show_as_saved()) is not None:
                    self.pages.restore(shown)
                    await self.pages.show_elsewhere(shown)
                return
            await emitter.send_toast(translate("This is not there, or not any more."), "error")
        except _Busy:
            busy = translate("An answer is being written here; choose another version when it is complete.")
            await emitter.send_toast(busy, "info")
        except StoreError as error:
            logger.warning("version_not_shown", extra={"reason": str(error)})
            await emitter.send_toast(translate("Your history cannot be read just now; ask again in a moment."), "error")

    async def catch_up(self, page: WebsocketSession, question_id: str) -> None:
        """Send a page that is looked at again its conversation, if its last question is another one by now.

        Another server may have answered in it, or shown another version; a page of this server was told.

        Args:
            page: The page.
            question_id: The last question that it shows.
        """
        enter_page(page)
        owner, thread_id = current_caller.get().sub, page.thread_id
        if is_busy(page) or ConversationKey(owner, thread_id) in self.running:
            return
        try:
            await self.writer.flush(thread_id)
            latest = await self.store.get_messages(owner, thread_id, _LATEST)
            questions = [step["id"] for step in latest if step["type"] == "user_message"]
            if questions and questions[-1] != question_id and (shown := await show_as_saved()) is not None:
                self.pages.restore(shown)
        except StoreError as error:
            logger.warning("page_not_brought_up_to_date", extra={"reason": str(error)})

    async def _choose(self, page: WebsocketSession, owner: str, step_id: str) -> bool:
        thread_id, turn_id = page.thread_id, str(uuid.uuid4())
        if is_busy(page) or ConversationKey(owner, thread_id) in self.running:
            raise _Busy
        try:
            if not await self.store.acquire_lease(owner, thread_id, turn_id, _LEASE_SECONDS):
                raise _Busy
        except ConversationDeleted:
            return False
        try:
            await self.writer.flush(thread_id)
            return await self.store.show_step(owner, thread_id, step_id)
        finally:
            await self.store.release_lease(owner, thread_id, turn_id)


class _Busy(Exception):
    """An answer of the conversation is in progress."""
