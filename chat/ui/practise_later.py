"""The button "Practise this later" below an answer, and the same by a message: the answer comes back for review."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

import chainlit as cl
from chainlit.context import context

from chat.history.step import StepRecord, is_partial
from chat.history.step_metadata import question_id
from chat.history.store import ConversationStore, StoreError
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.teaching.events import EventData, EventKind
from chat.teaching.log import LearningLog
from chat.teaching.topics import SAVED
from chat.teaching_pages.review_view import PAGE
from chat.ui.math_markdown import typeset
from chat.ui.saved_facts import read_answer

logger = logging.getLogger(__name__)

LATER = "practise_later"
COMMAND = "/later"
_LATEST = 8  # messages among which the last answer is looked for

_restoring: set[asyncio.Task[None]] = set()


async def offer_later(answer_id: str) -> None:
    """Show the button below an answer."""
    await _button(answer_id).send(for_id=answer_id)


def _button(answer_id: str) -> cl.Action:
    label, name = translate("Practise this later"), f"{LATER}-{answer_id}"
    return cl.Action(id=name, name=LATER, payload={"answer": answer_id}, label=label, icon="repeat")


def restore_later(steps: Sequence[Any]) -> None:
    """Show the buttons of a conversation that is opened again."""
    task = asyncio.create_task(_restore([step["id"] for step in steps if _is_answer(step)]))
    _restoring.add(task)
    task.add_done_callback(_restoring.discard)


async def _restore(answers: Sequence[str]) -> None:
    for answer_id in answers:
        await _button(answer_id).remove()  # a page that is sent its conversation again has it already
        await offer_later(answer_id)


class PractiseLater:
    """Handles the button and the message.

    Args:
        log: The events of all learners.
        store: The store of conversations.
    """

    def __init__(self, log: LearningLog, store: ConversationStore) -> None:
        self._log = log
        self._store = store

    async def save(self, action: cl.Action) -> None:
        """Save the answer of a button; another person's answer does not exist."""
        try:
            answer = await read_answer(self._store, str(action.payload.get("answer")))
            is_there = answer is not None and _is_answer(answer)
            if answer is not None and is_there:
                await self._save(answer)
        except StoreError as error:
            logger.warning("answer_not_saved_for_review", extra={"reason": str(error)})
            sentence = translate("This could not be saved just now; try again in a minute.")
            await context.emitter.send_toast(sentence, "error")
            return
        await action.remove()
        saved = translate("Saved: it comes back in Review when it is due.")
        gone = translate("This is not there, or not any more.")
        await context.emitter.send_toast(saved if is_there else gone, "info" if is_there else "error")

    async def answer_command(self, message: cl.Message) -> bool:
        """Save the last answer if a message asks for that, and say so; return whether it did."""
        said = " ".join(message.content.split()).rstrip(".!").casefold()
        if said not in (COMMAND, "practise this later", "practice this later", _phrase()):
            return False
        try:
            latest = await self._store.get_messages(current_caller.get().sub, context.session.thread_id, _LATEST)
            answer = next((step for step in reversed(latest) if _is_answer(step)), None)
            if answer is not None:
                await self._save(answer)
        except StoreError as error:
            logger.warning("answer_not_saved_for_review", extra={"reason": str(error)})
            await cl.ErrorMessage(content=translate("This could not be saved just now; try again in a minute.")).send()
            return True
        if answer is None:
            sentence = translate("There is no answer here yet that could come back.")
        else:
            sentence = translate("Saved: it comes back in [Review]({page}) when it is due.", page=PAGE)
        await cl.Message(content=sentence).send()
        return True

    async def _save(self, answer: StepRecord) -> None:
        owner, thread_id = current_caller.get().sub, context.session.thread_id
        question = await self._store.get_step(owner, thread_id, question_id(answer) or "")
        asked = typeset(question["output"]) if question is not None else ""
        data = EventData(question=asked, answer=answer["output"], thread=thread_id, step=answer["id"])
        await self._log.append(owner, EventKind.SAVED, SAVED, answer["id"], data)


def _is_answer(step: Any) -> bool:
    return step.get("type") == "assistant_message" and bool(question_id(step)) and not is_partial(step)


def _phrase() -> str:
    return translate("Practise this later").casefold()
