"""What happens when somebody comes back to a conversation whose last answer was not there yet."""

import asyncio
import logging
import uuid
from typing import cast

from chainlit.context import context
from chainlit.session import BaseSession, WebsocketSession
from chainlit.socket import process_message
from chainlit.types import ThreadDict
from chainlit.utils import utc_now

from chat.history.step import StepRecord, is_message, is_partial, is_unfinished, with_interruption_note
from chat.history.step_metadata import question_id
from chat.history.store import StoreError
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.services import Services
from chat.turns.running_answers import ConversationKey
from chat.ui.answer_actions import offer, offer_answer, withdraw
from chat.ui.status_line import StatusLine

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 1.0
# What a page shows of a step that may change while the step is made.
_CHANGING = ("name", "input", "output", "start", "end", "isError", "defaultOpen")

_following: set[asyncio.Task[None]] = set()


def come_back(services: Services, thread: ThreadDict) -> None:
    """Show what is still being made, wherever it is, and offer to go on with what was cut off."""
    session = context.session
    if _is_busy(session):
        return  # it is made for this very page, and tells it all
    known = {step["id"]: cast(StepRecord, dict(step)) for step in thread["steps"]}
    task = asyncio.create_task(_follow(services, current_caller.get().sub, thread["id"], known))
    _following.add(task)
    task.add_done_callback(_following.discard)


async def show_busy(services: Services) -> None:
    """Let a page whose question is being answered stop that; Chainlit takes this away when a socket is new."""
    conversation = ConversationKey(current_caller.get().sub, context.session.thread_id)
    if _is_busy(context.session) and conversation in services.answers:
        await context.emitter.task_start()


async def _follow(services: Services, owner: str, thread_id: str, known: dict[str, StepRecord]) -> None:
    session_id = context.session.id
    answering, status = True, None
    conversation = ConversationKey(owner, thread_id)
    is_ours = conversation in services.answers  # or another server's, which only that one can stop
    try:
        if is_ours:
            await context.emitter.task_start()
        while answering and (session := WebsocketSession.get_by_id(session_id)) is not None:
            thread = await services.store.get_thread(owner, thread_id)
            answering = (thread is not None and thread.answering) or conversation in services.answers
            steps = await services.store.get_steps(owner, thread_id)
            shown = steps if answering else [with_interruption_note(step) for step in steps]
            # What this page has asked meanwhile is told to it by the turn itself, faster than it is saved.
            await _show(shown, known, others_only=_is_busy(session))
            run = _run(steps) if answering else None
            if status is None and run and not _moves(steps, run):
                status = StatusLine(run)
                await status.say(translate("This is being answered…"))
            elif status is not None and (run is None or _moves(steps, run)):
                await status.clear()
                status = None
            if answering:
                await asyncio.sleep(_LOOK_SECONDS)
            elif not _is_busy(session):
                await _offer(steps)
    except StoreError as error:
        logger.warning("conversation not followed", extra={"reason": str(error)})
    finally:
        if status is not None:
            await status.clear()
        if is_ours and not _is_busy(context.session):
            await context.emitter.task_end()


async def _show(steps: list[StepRecord], known: dict[str, StepRecord], *, others_only: bool) -> None:
    for step in steps:
        question = question_id(step)
        if others_only and question not in known:
            continue
        if step["id"] not in known:
            await context.emitter.send_step(step)  # type: ignore[arg-type]
        elif any(step.get(name) != known[step["id"]].get(name) for name in _CHANGING):
            await context.emitter.update_step(step)  # type: ignore[arg-type]
        known[step["id"]] = step


def _run(steps: list[StepRecord]) -> str | None:
    """The step below which the latest answer hangs."""
    return next((step["id"] for step in reversed(steps) if step.get("type") == "run"), None)


def _moves(steps: list[StepRecord], run: str) -> bool:
    """Whether somebody is seen at work there."""
    below = [step for step in steps if step.get("parentId") == run]
    return any(is_partial(step) or (step.get("type") == "tool" and not step.get("end")) for step in below)


def _is_busy(session: BaseSession) -> bool:
    return session.current_task is not None and not session.current_task.done()


async def _offer(steps: list[StepRecord]) -> None:
    said = [step for step in steps if is_message(step)]
    questions = [step["id"] for step in said if step["type"] == "user_message"]
    if not questions:
        return
    await withdraw()
    if said[-1]["id"] == questions[-1]:
        await offer_answer(questions[-1])
    else:
        await offer(said[-1]["id"], questions[-1], unfinished=is_unfinished(said[-1]))


async def go_on(services: Services) -> None:
    """Ask for the rest, as the person would."""
    session = context.session
    if not isinstance(session, WebsocketSession) or _is_busy(session):
        return
    question = {
        "id": str(uuid.uuid4()),
        "threadId": session.thread_id,
        "type": "user_message",
        "name": "user",
        "output": translate("Please continue your last answer where it stopped."),
        "createdAt": utc_now(),
        "modes": await services.picks.of(current_caller.get().sub),
    }
    await context.emitter.send_step(question)  # type: ignore[arg-type]
    payload = {"message": question, "fileReferences": None}
    session.current_task = asyncio.create_task(process_message(session, payload))  # type: ignore[arg-type]
