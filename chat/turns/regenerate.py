"""Answers a question again, as it was or edited; what came after it is removed first, from the page and the store."""

import asyncio
from dataclasses import dataclass
from functools import partial

import chainlit as cl
from chainlit.context import context
from chainlit.data import get_data_layer
from chainlit.session import WebsocketSession

from agents.memory.service import MemoryService
from agents.turn.routes import STUDY
from chat.chainlit_adapter.session import enter_page, is_busy, root_step_id, run_message, start_task
from chat.history.step import StepRecord
from chat.history.step_metadata import AGAIN, PICKED, StepMetadata, read_metadata
from chat.history.store import ConversationStore, StoreError
from chat.history.write_queue import WriteQueue
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.ui.mode_pickers import HOW, ModePickers, manner_of
from chat.ui.saved_facts import forget_saved_facts

_MAX_REMOVED = 8  # messages that are removed from the page one by one; it takes its time for each


@dataclass(frozen=True, slots=True)
class Regeneration:
    """Answers questions of a stored conversation again."""

    store: ConversationStore
    writer: WriteQueue
    memory: MemoryService
    pickers: ModePickers

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
            asked: StepRecord = {**stored, "output": text or stored["output"], "modes": picked}
            question = cl.Message.from_dict(asked)  # type: ignore[arg-type]
            question.metadata = {**read_metadata(asked), PICKED: picked, AGAIN: True}
            await run_message(question)
        except StoreError:
            await emitter.send_toast(translate("Your history cannot be read just now; ask again in a moment."), "error")
            await show_as_saved()
        finally:
            await emitter.task_end()

    async def take_back(self, owner: str, question: cl.Message) -> bool:
        """Remove what came after a question and the facts that its answer saved; store the question as it is now.

        Args:
            owner: The conversation's owner.
            question: The question; its turn must hold the lease of the conversation.

        Returns:
            False if the question is no longer part of the conversation.

        Raises:
            StoreError: If it could not be written.
        """
        thread_id = context.session.thread_id
        await self.writer.flush(thread_id)
        steps = await self.store.get_shown_steps(owner, thread_id, question.id)
        if not steps or steps[0].get("type") != "user_message":
            await _refuse()
            return False
        stored, after = steps[0], steps[1:]
        await forget_saved_facts(self.memory, owner, question.id, after)
        modes = question.modes or {}
        metadata: StepMetadata = {**read_metadata(stored), "picked": modes}
        kept: StepRecord = {**stored, "output": question.content, "modes": modes, "metadata": metadata}
        writes = [self.writer.submit(thread_id, partial(self.store.put_step, owner, thread_id, kept))]
        removed = {step["id"]: step for step in after if step["id"] != root_step_id()}
        for step_id in removed:
            deletion = partial(self.store.delete_step, owner, thread_id, step_id)
            writes.append(self.writer.submit(thread_id, deletion))
        # The page removes a step with all that is in it.
        outermost = [step_id for step_id, step in removed.items() if step.get("parentId") not in removed]
        for step_id in outermost if len(outermost) <= _MAX_REMOVED else ():
            await context.emitter.delete_step({"id": step_id})
        await context.emitter.update_step(kept)  # type: ignore[arg-type]
        if not all(await asyncio.gather(*writes)):
            raise StoreError("not taken back")
        if len(outermost) > _MAX_REMOVED:
            await show_as_saved()
        return True


def is_regenerated(question: cl.Message) -> bool:
    """Whether a question was asked before, and is answered again."""
    return bool((question.metadata or {}).get(AGAIN))


async def show_as_saved() -> None:
    """Show the conversation as it is in the store: the page hides at once what an edited question would replace."""
    layer = get_data_layer()
    thread = await layer.get_thread(context.session.thread_id) if layer else None
    if thread is not None:
        await context.emitter.resume_thread(thread)


async def _refuse() -> None:
    await context.emitter.send_toast(translate("This question is no longer part of the conversation."), "error")
    await show_as_saved()
