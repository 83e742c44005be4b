"""Answers a question again, as it was or edited: it becomes another version, beside which the earlier ones are kept."""

import uuid
from dataclasses import dataclass
from typing import cast

import chainlit as cl
from chainlit.context import context
from chainlit.data import get_data_layer
from chainlit.session import WebsocketSession
from chainlit.types import ThreadDict
from chainlit.utils import utc_now

from agents.turn.routes import STUDY
from chat.chainlit_adapter.session import enter_page, is_busy, run_message, start_task
from chat.history.step import StepRecord, without_feedback
from chat.history.step_metadata import AGAIN, VERSION_OF, StepMetadata, read_metadata
from chat.history.store import ConversationStore, StoreError
from chat.history.versions import TooManyVersions
from chat.history.write_queue import WriteQueue
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.turns.conversation_pages import ConversationPages
from chat.ui.mode_pickers import HOW, ModePickers, manner_of


@dataclass(frozen=True, slots=True)
class Regeneration:
    """Answers questions of a stored conversation again."""

    store: ConversationStore
    writer: WriteQueue
    pickers: ModePickers
    pages: ConversationPages

    def start(self, session: WebsocketSession, question_id: str, text: str | None = None) -> None:
        """Answer a question of the open conversation again, unless the page is busy.

        Args:
            session: The page.
            question_id: The id of the question.
            text: The edited question; None to leave it as it was.
        """
        if not is_busy(session):
            start_task(session, self._answer_again(session, question_id, text))

    async def _answer_again(self, session: WebsocketSession, question_id: str, text: str | None) -> None:
        emitter = enter_page(session).emitter
        owner = current_caller.get().sub
        await emitter.task_start()
        try:
            stored = await self.store.get_step(owner, session.thread_id, question_id)
            if stored is None or stored.get("type") != "user_message":
                await _refuse()
                return
            picked = await self.pickers.picks(owner)
            if manner_of([stored]) == {HOW: STUDY}:  # it stays there, whatever was picked elsewhere since
                picked[HOW] = STUDY
            first = read_metadata(stored).get(VERSION_OF) or question_id
            metadata: StepMetadata = {**read_metadata(stored), "picked": picked, "version_of": first}
            asked: StepRecord = {
                **without_feedback(stored),
                "id": str(uuid.uuid4()),
                "createdAt": utc_now(),
                "output": text or stored["output"],
                "modes": picked,
                "metadata": metadata,
            }
            question = cl.Message.from_dict(asked)  # type: ignore[arg-type]
            question.metadata = {**metadata, AGAIN: question_id}
            await run_message(question)
        except StoreError:
            await emitter.send_toast(translate("Your history cannot be read just now; ask again in a moment."), "error")
            await show_as_saved()
        finally:
            await emitter.task_end()

    async def begin_version(self, owner: str, question: cl.Message) -> bool:
        """Store a question as a version of the one that it replaces, and show it in the place of that one.

        Args:
            owner: The conversation's owner.
            question: The question; its turn must hold the lease of the conversation.

        Returns:
            False if the question is no longer part of the conversation, or has as many versions as are kept.

        Raises:
            StoreError: If it could not be written.
        """
        thread_id, run = context.session.thread_id, context.current_run
        metadata = cast(StepMetadata, {**(question.metadata or {})})
        replaced = metadata.pop("again")
        await self.writer.flush(thread_id)
        stored = await self.store.get_step(owner, thread_id, replaced)
        if stored is None:
            await _refuse()
            return False
        modes = question.modes or {}
        changed: StepRecord = {"id": question.id, "createdAt": question.created_at, "output": question.content}
        kept: StepRecord = {**without_feedback(stored), **changed, "modes": modes, "metadata": metadata}
        try:
            if not await self.store.begin_version(owner, thread_id, kept, replaces=replaced):
                await _refuse()
                return False
        except TooManyVersions:
            full = translate("There are as many versions here as are kept; ask this as a new question.")
            await context.emitter.send_toast(full, "error")
            await show_as_saved()
            return False
        layer = get_data_layer()
        if run is not None and layer is not None:
            # Chainlit has saved the step that wraps the answer already: it belongs after the new version.
            await layer.delete_step(run.id)
            await layer.create_step(run.to_dict())
        if (shown := await show_as_saved()) is not None:
            await self.pages.show_elsewhere(shown)
        return True


def is_regenerated(question: cl.Message) -> bool:
    """Whether a question was asked before, and is answered again."""
    return bool((question.metadata or {}).get(AGAIN))


async def show_as_saved() -> ThreadDict | None:
    """Show the conversation as it is in the store, and return it: what is shown of it may have changed."""
    layer = get_data_layer()
    thread = await layer.get_thread(context.session.thread_id) if layer else None
    if thread is not None:
        await context.emitter.resume_thread(thread)
    return thread


async def _refuse() -> None:
    await context.emitter.send_toast(translate("This question is no longer part of the conversation."), "error")
    await show_as_saved()
