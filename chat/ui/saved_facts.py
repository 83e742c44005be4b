"""The small "saved · undo" under an answer that remembered something."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

import chainlit as cl
from chainlit.context import context
from chainlit.data import get_data_layer

from agents.memory.errors import MemoryUnavailable
from agents.memory.service import MemoryService
from chat.history.step import StepRecord, without_feedback
from chat.history.step_metadata import question_id as answered_question
from chat.history.step_metadata import saved_fact_ids
from chat.history.store import ConversationStore, StoreError
from chat.i18n.language import translate
from chat.identity.caller import current_caller

logger = logging.getLogger(__name__)

UNDO = "undo_memory"

_offering: set[asyncio.Task[None]] = set()


async def offer(fact_ids: Sequence[str], answer_id: str) -> None:
    """Put the button under an answer, one for each fact."""
    for fact_id in fact_ids:
        button = cl.Action(
            name=UNDO,
            payload={"fact": fact_id},
            label=translate("Saved · undo"),
            tooltip=translate("Forget this again"),
            icon="undo-2",
        )
        await button.send(for_id=answer_id)


def offer_again(memory: MemoryService, steps: Sequence[Any]) -> None:
    """Put the buttons back when a conversation is opened again, where there still is something to undo."""
    saved = {str(step["id"]): ids for step in steps if (ids := saved_fact_ids(step))}
    if saved:
        task = asyncio.create_task(_offer_again(memory, current_caller.get().sub, saved))
        _offering.add(task)
        task.add_done_callback(_offering.discard)


async def _offer_again(memory: MemoryService, owner: str, saved: dict[str, list[str]]) -> None:
    try:
        for answer_id, fact_ids in saved.items():
            await offer([one for one in fact_ids if await memory.get(owner, one)], answer_id)
    except MemoryUnavailable as error:
        logger.warning("undo_not_offered", extra={"reason": str(error)})


async def take_back(memory: MemoryService, owner: str, question_id: str, steps: Sequence[StepRecord]) -> None:
    """Forget what the answers to a question saved, for it is asked anew; what its owner changed since stays.

    Args:
        memory: What forgets.
        owner: Whose.
        question_id: The question.
        steps: What was said after it.
    """
    answers = [step for step in steps if answered_question(step) == question_id]
    ids = [one for answer in answers for one in saved_fact_ids(answer)]
    try:
        saved = [await memory.get(owner, one) for one in ids]
        await memory.forget(owner, [fact.id for fact in saved if fact is not None and not fact.changed_at])
    except MemoryUnavailable as error:
        logger.warning("saved_not_taken_back", extra={"reason": str(error)})


class Undo:
    """What the button does.

    Args:
        memory: What forgets.
        store: Where the answer is kept that says so.
    """

    def __init__(self, memory: MemoryService, store: ConversationStore) -> None:
        self._memory = memory
        self._store = store

    async def undo(self, action: cl.Action) -> None:
        """Forget what was saved; a second time, say that it is forgotten."""
        fact_id = str(action.payload.get("fact"))
        try:
            forgotten = await self._memory.forget(current_caller.get().sub, [fact_id])
            if forgotten:
                await self._note(fact_id)
        except (MemoryUnavailable, StoreError) as error:
            logger.warning("undo_failed", extra={"reason": str(error)})
            await context.emitter.send_toast(
                translate("This cannot be undone just now; try again in a minute."), "error"
            )
            return
        await action.remove()
        told = (
            translate("Undone: this is no longer remembered.")
            if forgotten
            else translate("This was forgotten already.")
        )
        await context.emitter.send_toast(told, "info")

    async def _note(self, fact_id: str) -> None:
        """Say under the answer that saved it that it is remembered no more."""
        layer, note = get_data_layer(), translate("Undone: this is no longer remembered.")
        for step in await self._store.get_steps(current_caller.get().sub, context.session.thread_id):
            if fact_id in saved_fact_ids(step) and note not in step["output"]:
                noted = _noted(step, note)
                await context.emitter.update_step(noted)  # type: ignore[arg-type]
                if layer is not None:
                    await layer.update_step(noted)


def _noted(step: StepRecord, note: str) -> StepRecord:
    return {**without_feedback(step), "output": f"{step['output']}\n\n*{note}*"}
