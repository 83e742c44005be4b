"""The button "Saved · undo" below an answer that saved a fact to the memory."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

import chainlit as cl
from chainlit.context import context
from chainlit.data import get_data_layer

from agents.memory.errors import MemoryUnavailable
from agents.memory.fact import Fact
from agents.memory.service import MemoryService
from chat.history.step import StepRecord, without_feedback
from chat.history.step_metadata import saved_fact_ids
from chat.history.store import ConversationStore, StoreError
from chat.i18n.language import translate
from chat.identity.caller import current_caller

logger = logging.getLogger(__name__)

UNDO = "undo_memory"

_restoring: set[asyncio.Task[None]] = set()


async def offer_undo(fact_ids: Sequence[str], answer_id: str) -> None:
    """Show a button below an answer for each fact that it saved."""
    for fact_id in fact_ids:
        await _button(fact_id).send(for_id=answer_id)


def _button(fact_id: str) -> cl.Action:
    return cl.Action(
        id=f"{UNDO}-{fact_id}",
        name=UNDO,
        payload={"fact": fact_id},
        label=translate("Saved · undo"),
        tooltip=translate("Forget this again"),
        icon="undo-2",
    )


def restore_undo(memory: MemoryService, steps: Sequence[Any]) -> None:
    """Show the buttons of a conversation that is opened again, for the facts that are still stored."""
    saved = {str(step["id"]): ids for step in steps if (ids := saved_fact_ids(step))}
    if saved:
        task = asyncio.create_task(_restore(memory, current_caller.get().sub, saved))
        _restoring.add(task)
        task.add_done_callback(_restoring.discard)


async def _restore(memory: MemoryService, owner: str, saved: dict[str, list[str]]) -> None:
    try:
        for answer_id, fact_ids in saved.items():
            for fact_id in fact_ids:
                await _button(fact_id).remove()  # a page that is sent its conversation again has it already
            await offer_undo([one for one in fact_ids if await memory.get(owner, one)], answer_id)
    except MemoryUnavailable as error:
        logger.warning("undo_not_offered", extra={"reason": str(error)})


class Undo:
    """Handles the button.

    Args:
        memory: The memory of all people.
        store: The store of conversations.
    """

    def __init__(self, memory: MemoryService, store: ConversationStore) -> None:
        self._memory = memory
        self._store = store

    async def undo(self, action: cl.Action) -> None:
        """Forget the fact of a button; if it is gone already, show that."""
        fact_id = str(action.payload.get("fact"))
        try:
            forgotten = await self._memory.undo(current_caller.get().sub, [fact_id])
            if forgotten:
                await self._add_note(action.forId or "", fact_id, _undone(forgotten))
        except (MemoryUnavailable, StoreError) as error:
            logger.warning("undo_failed", extra={"reason": str(error)})
            await context.emitter.send_toast(
                translate("This cannot be undone just now; try again in a minute."), "error"
            )
            return
        await action.remove()
        sentence = _undone(forgotten) if forgotten else translate("This was forgotten already.")
        await context.emitter.send_toast(sentence, "info")

    async def _add_note(self, answer_id: str, fact_id: str, note: str) -> None:
        """Add a note to the answer that saved the fact."""
        step = await read_answer(self._store, answer_id)
        if step is not None and fact_id in saved_fact_ids(step) and note not in step["output"]:
            await add_paragraph(step, f"*{note}*")


async def read_answer(store: ConversationStore, answer_id: str) -> StepRecord | None:
    """Return an answer of the open conversation as it is stored; None if it is gone."""
    return await store.get_step(current_caller.get().sub, context.session.thread_id, answer_id)


async def add_paragraph(answer: StepRecord, text: str) -> None:
    """Add a paragraph to an answer, on the page and in the history."""
    changed: StepRecord = {**without_feedback(answer), "output": f"{answer['output']}\n\n{text}"}
    await context.emitter.update_step(changed)  # type: ignore[arg-type]
    layer = get_data_layer()
    if layer is not None:
        await layer.update_step(changed)


def _undone(forgotten: Sequence[Fact]) -> str:
    if any(fact.replaced for fact in forgotten):
        return translate("Undone: what was remembered before is remembered again.")
    return translate("Undone: this is no longer remembered.")
