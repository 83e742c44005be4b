"""What a person can do after an answer: have it made again, or have it go on."""

import uuid

import chainlit as cl
from chainlit.context import context
from chainlit.step import StepDict
from chainlit.utils import utc_now

from chat.i18n.language import translate

AGAIN, CONTINUE = "again", "continue"


async def offer(message_id: str, question_id: str, *, unfinished: bool) -> None:
    """Offer what fits under the last answer.

    Args:
        message_id: The answer.
        question_id: The question that would be asked again.
        unfinished: Whether the answer could go on.
    """
    if unfinished:
        await _action(CONTINUE, translate("Continue"), "play", question_id).send(for_id=message_id)
    await _action(AGAIN, translate("Answer again"), "refresh-cw", question_id).send(for_id=message_id)


async def offer_answer(question_id: str) -> None:
    """Say of a question that it was not answered, and offer to do so. This is shown and not kept."""
    now = utc_now()
    notice: StepDict = {
        "id": str(uuid.uuid4()),
        "threadId": context.session.thread_id,
        "name": cl.Message(content="").author,
        "type": "assistant_message",
        "output": translate("*This question was not answered.*"),
        "createdAt": now,
        "start": now,
        "end": now,
        "streaming": False,
    }
    await context.emitter.send_step(notice)
    await _action(AGAIN, translate("Answer this"), "play", question_id).send(for_id=notice["id"])


async def withdraw() -> None:
    """Offer nothing more: the conversation goes on."""
    for name in (CONTINUE, AGAIN):
        await _action(name, "", None, "").remove()


def _action(name: str, label: str, icon: str | None, question_id: str) -> cl.Action:
    # A page has one of each at most, so their names are ids enough.
    return cl.Action(name=name, id=name, label=label, icon=icon, payload={"question": question_id})
