"""Chainlit's session of a page: the task that answers in it, and its way of running a message.

Written for Chainlit 2.12. Reaches into `session.current_task`, `chainlit.context.init_ws_context`,
`chainlit.socket.process_message`, `config.code.on_message` and `context.current_run`, none of which is documented.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

import chainlit as cl
from chainlit.config import config
from chainlit.context import context, init_ws_context
from chainlit.emitter import BaseChainlitEmitter
from chainlit.session import BaseSession, WebsocketSession
from chainlit.socket import process_message


def is_busy(session: BaseSession) -> bool:
    """Whether a task of this page is running."""
    return session.current_task is not None and not session.current_task.done()


def start_task(session: BaseSession, work: Coroutine[Any, Any, None]) -> None:
    """Run work as the page's task, which its stop button cancels."""
    session.current_task = asyncio.create_task(work)


def cancel_task(session: BaseSession) -> None:
    """Cancel the page's task, if there is one."""
    if session.current_task is not None:
        session.current_task.cancel()


def enter_session(session: WebsocketSession) -> BaseChainlitEmitter:
    """Make this page the context of the running task, and return its emitter."""
    return init_ws_context(session).emitter


def submit_question(session: WebsocketSession, question: dict[str, Any]) -> None:
    """Process a question as if the page had sent it."""
    payload: Any = {"message": question, "fileReferences": None}
    start_task(session, process_message(session, payload))


async def run_message(message: cl.Message) -> None:
    """Call the registered message callback, within a run step of its own as Chainlit does."""
    if config.code.on_message:
        await config.code.on_message(message)


def run_step_id() -> str | None:
    """The id of the step in which Chainlit wraps the message being answered; other steps are its children."""
    run = context.current_run
    return run.id if run else None
