"""A question asked once more, as it was or edited. What came after it is taken back first, here and in the store."""

import asyncio
from functools import partial

import chainlit as cl
from chainlit.config import config
from chainlit.context import context, init_ws_context
from chainlit.data import get_data_layer
from chainlit.session import WebsocketSession

from chat.history.step import StepRecord
from chat.history.step_metadata import AGAIN
from chat.history.store import StoreError
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.services import Services
from chat.ui import saved_facts


def ask_again(services: Services, session: WebsocketSession, question_id: str, text: str | None = None) -> None:
    """Begin to answer a question of the open conversation again, unless something is being answered.

    Args:
        services: The process's shared parts.
        session: The page.
        question_id: Which.
        text: What is asked instead.
    """
    if session.current_task is None or session.current_task.done():
        session.current_task = asyncio.create_task(_ask(services, session, question_id, text))


def is_again(question: cl.Message) -> bool:
    """Whether a question was asked before."""
    return bool((question.metadata or {}).get(AGAIN))


async def _ask(services: Services, session: WebsocketSession, question_id: str, text: str | None) -> None:
    emitter = init_ws_context(session).emitter
    owner = current_caller.get().sub
    await emitter.task_start()
    try:
        steps = await services.store.get_steps(owner, session.thread_id)
        place = _place(steps, question_id)
        if place is None:
            await _refuse()
            return
        asked: StepRecord = {
            **steps[place],
            "output": text or steps[place]["output"],
            "modes": await services.picks.of(owner),
        }
        question = cl.Message.from_dict(asked)  # type: ignore[arg-type]
        question.metadata = {**(asked.get("metadata") or {}), AGAIN: True}
        if config.code.on_message:
            await config.code.on_message(question)
    except StoreError:
        await emitter.send_toast(translate("Your history cannot be read just now; ask again in a moment."), "error")
        await show_as_kept()
    finally:
        await emitter.task_end()


async def take_back(services: Services, owner: str, thread_id: str, question: cl.Message) -> bool:
    """Take back what came after a question and what it had saved, and keep the question as it is asked now.

    Args:
        services: The process's shared parts.
        owner: Whose conversation.
        thread_id: Which; the turn must have it.
        question: The question.

    Returns:
        False if the question is gone.

    Raises:
        StoreError: If it could not be done.
    """
    await services.writer.flush(thread_id)
    steps = await services.store.get_steps(owner, thread_id)
    place = _place(steps, question.id)
    if place is None:
        await _refuse()
        return False
    await saved_facts.take_back(services.memory, owner, question.id, steps[place + 1 :])
    run = context.current_run
    kept: StepRecord = {**steps[place], "output": question.content, "modes": question.modes}
    gone = [step for step in steps[place + 1 :] if run is None or step["id"] != run.id]
    writes = [services.writer.submit(thread_id, partial(services.store.put_step, owner, thread_id, kept))]
    for step in gone:
        deletion = partial(services.store.delete_step, owner, thread_id, step["id"])
        writes.append(services.writer.submit(thread_id, deletion))
        await context.emitter.delete_step(step)  # type: ignore[arg-type]
    await context.emitter.update_step(kept)  # type: ignore[arg-type]
    if not all(await asyncio.gather(*writes)):
        raise StoreError("not taken back")
    return True


async def show_as_kept() -> None:
    """Show the conversation as it is in the store: the page has hidden what an edited question would replace."""
    layer = get_data_layer()
    thread = await layer.get_thread(context.session.thread_id) if layer else None
    if thread is not None:
        await context.emitter.resume_thread(thread)


async def _refuse() -> None:
    await context.emitter.send_toast(translate("This question is no longer part of the conversation."), "error")
    await show_as_kept()


def _place(steps: list[StepRecord], question_id: str) -> int | None:
    for place, step in enumerate(steps):
        if step["id"] == question_id and step.get("type") == "user_message":
            return place
    return None
