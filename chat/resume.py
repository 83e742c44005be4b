"""What happens when somebody comes back to a conversation whose last answer was not there yet."""

import asyncio
import logging
import uuid

import chainlit as cl
from chainlit.context import context
from chainlit.session import BaseSession, WebsocketSession
from chainlit.socket import process_message
from chainlit.types import ThreadDict
from chainlit.utils import utc_now

from chat.history.store import Record, Store, StoreError
from chat.history.values import marked, unfinished
from chat.identity.caller import current
from chat.services import Services

logger = logging.getLogger(__name__)

CONTINUE = "continue"
_LOOK_SECONDS = 1.0
_LATEST = 10  # messages that a page which had to wait may not have seen; those it has are only put in place again
_ASK = {
    "continue": "Please continue your last answer where it stopped.",
    "answer": "Please answer my last question.",
}

_following: set[asyncio.Task[None]] = set()


def come_back(services: Services, thread: ThreadDict) -> None:
    """Show what is still being made, wherever it is, and offer to go on with what was cut off."""
    session = context.session
    if _is_busy(session):
        return  # it is made for this very page, and tells it all
    known = {step["id"]: dict(step) for step in thread["steps"]}
    task = asyncio.create_task(_follow(services, current.get().sub, thread["id"], known))
    _following.add(task)
    task.add_done_callback(_following.discard)


async def catch_up(store: Store, owner: str, thread_id: str, question_id: str) -> None:
    """Show on this page what another tab or server added while a question waited for its turn."""
    for step in await store.get_messages(owner, thread_id, _LATEST):
        if step["id"] != question_id:
            await context.emitter.send_step(marked(step))  # type: ignore[arg-type]


async def _follow(services: Services, owner: str, thread_id: str, known: dict[str, Record]) -> None:
    session_id = context.session.id
    answering = True
    try:
        while answering and (session := WebsocketSession.get_by_id(session_id)) is not None:
            thread = await services.store.get_thread(owner, thread_id)
            answering = thread is not None and thread.answering
            steps = await services.store.get_steps(owner, thread_id)
            shown = steps if answering else [marked(step) for step in steps]
            # What this page has asked meanwhile is told to it by the turn itself, faster than it is saved.
            await _show(shown, known, others_only=_is_busy(session))
            if answering:
                await asyncio.sleep(_LOOK_SECONDS)
            elif not _is_busy(session):
                await _offer(steps)
    except StoreError as error:
        logger.warning("conversation not followed", extra={"reason": str(error)})


async def _show(steps: list[Record], known: dict[str, Record], *, others_only: bool) -> None:
    for step in steps:
        question = (step.get("metadata") or {}).get("question")
        if others_only and question not in known:
            continue
        if step["id"] not in known:
            await context.emitter.send_step(step)  # type: ignore[arg-type]
        elif step.get("output") != known[step["id"]].get("output"):
            await context.emitter.update_step(step)  # type: ignore[arg-type]
        known[step["id"]] = step


def _is_busy(session: BaseSession) -> bool:
    return session.current_task is not None and not session.current_task.done()


async def _offer(steps: list[Record]) -> None:
    last, what = unfinished(steps)
    if last is not None:
        label = "Continue" if what == "continue" else "Answer this"
        await cl.Action(name=CONTINUE, payload={"what": what}, label=label, icon="play").send(for_id=last)


async def go_on(action: cl.Action) -> None:
    """Ask for the rest, as the person would."""
    session = context.session
    if not isinstance(session, WebsocketSession) or _is_busy(session):
        return
    await action.remove()
    asked = _ASK.get(str(action.payload.get("what")), _ASK["answer"])
    question = {
        "id": str(uuid.uuid4()),
        "threadId": session.thread_id,
        "type": "user_message",
        "name": "user",
        "output": asked,
        "createdAt": utc_now(),
    }
    await context.emitter.send_step(question)  # type: ignore[arg-type]
    payload = {"message": question, "fileReferences": None}
    session.current_task = asyncio.create_task(process_message(session, payload))  # type: ignore[arg-type]
