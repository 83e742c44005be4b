"""The actions below an answer: answer again, and continue."""

import uuid
from weakref import WeakKeyDictionary

import chainlit as cl
from chainlit.context import context
from chainlit.session import BaseSession
from chainlit.step import StepDict
from chainlit.utils import utc_now

from chat.i18n.language import translate

AGAIN, CONTINUE, HINT, SHOW = "again", "continue", "study_hint", "study_show"

# The actions on each page. A page that is not here may have any: it was opened by a server that is no more.
_offered: WeakKeyDictionary[BaseSession, set[str]] = WeakKeyDictionary()


def begin_page() -> None:
    """Note that the current page is new, and has no actions."""
    _offered[context.session] = set()


async def offer_actions(message_id: str, question_id: str, *, unfinished: bool) -> None:
    """Show the actions that fit below the last answer.

    Args:
        message_id: The id of the answer.
        question_id: The id of its question.
        unfinished: Whether the answer ended early and can be continued.
    """
    if unfinished:
        await _offer(CONTINUE, translate("Continue"), "play", question_id, message_id)
    await _offer(AGAIN, translate("Answer again"), "refresh-cw", question_id, message_id)


async def offer_study_actions(message_id: str) -> None:
    """Show the actions below a hint: the next one, and the answer."""
    await _offer(HINT, translate("Next hint"), "lightbulb", "", message_id)
    await _offer(SHOW, translate("Show me"), "eye", "", message_id)


async def offer_answer(question_id: str) -> None:
    """Show that a question was not answered, and an action that answers it; neither is saved."""
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
    await _offer(AGAIN, translate("Answer this"), "play", question_id, notice["id"])


async def remove_actions() -> None:
    """Remove the actions from the page."""
    for name in sorted(_offered.get(context.session, {CONTINUE, AGAIN, HINT, SHOW})):
        await context.emitter.emit("remove_action", _action(name))
    _offered[context.session] = set()


async def _offer(name: str, label: str, icon: str, question_id: str, message_id: str) -> None:
    _offered.setdefault(context.session, {CONTINUE, AGAIN, HINT, SHOW}).add(name)
    # Chainlit's own class takes half a millisecond to become this.
    await context.emitter.emit("action", _action(name, label, icon, question_id, message_id))


def _action(
    name: str, label: str = "", icon: str | None = None, question_id: str = "", message_id: str | None = None
) -> dict[str, object]:
    # A page shows at most one action of each name, so the name serves as its id.
    return {
        "name": name,
        "payload": {"question": question_id},
        "label": label,
        "tooltip": "",
        "icon": icon,
        "forId": message_id,
        "id": name,
    }
