"""What our own code reads and changes of Chainlit's session (2.12).

A `WebsocketSession` is one open page. Its `current_task` is the answer being made for the page: Chainlit sets it when a
question arrives, and cancels it when the page asks to stop.
"""

import asyncio
from collections.abc import Coroutine, Mapping
from contextvars import ContextVar
from typing import Any
from weakref import WeakSet

import chainlit as cl
from chainlit.config import config
from chainlit.context import ChainlitContext, context, init_ws_context
from chainlit.session import BaseSession, WebsocketSession, ws_sessions_id
from chainlit.socket import process_message

_begins_conversation: ContextVar[bool] = ContextVar("begins_conversation", default=False)
_have_asked: WeakSet[WebsocketSession] = WeakSet()  # Chainlit notes it later: two questions may arrive at once


def note_question(session: WebsocketSession) -> None:
    """Note, for the task that handles it, that a question has arrived from a page; call before Chainlit gets it."""
    is_first = session not in _have_asked and not session.has_first_interaction
    _have_asked.add(session)
    _begins_conversation.set(is_first and session.thread_id_to_resume is None)


def begins_conversation() -> bool:
    """Return whether the question that is handled is the first of a conversation that its page began.

    Nothing else can be in such a conversation: its id is made for the page, which learns it with this question.
    """
    return _begins_conversation.get()


def is_busy(session: BaseSession) -> bool:
    """Return whether something is being answered for this page."""
    return session.current_task is not None and not session.current_task.done()


def start_task(session: BaseSession, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
    """Run work as the answer of this page, so that its stop button cancels it."""
    task = asyncio.create_task(work)
    session.current_task = task
    return task


def submit_question(session: WebsocketSession, question: Mapping[str, Any]) -> None:
    """Answer a question as if the page had sent it.

    Args:
        session: The page.
        question: Chainlit's form of a user message: `id`, `threadId`, `type`, `name`, `output`, `createdAt`, `modes`.
    """
    payload: Any = {"message": dict(question), "fileReferences": None}
    start_task(session, process_message(session, payload))


def cancel_task(session: BaseSession) -> bool:
    """Cancel what is being answered for this page; returns whether there was anything."""
    if session.current_task is None or session.current_task.done():
        return False
    session.current_task.cancel()
    return True


def page_of_session(session_id: str) -> WebsocketSession | None:
    """Return the open page of a session id, if there is one."""
    page: WebsocketSession | None = WebsocketSession.get_by_id(session_id)
    return page


def other_pages(session: BaseSession) -> list[WebsocketSession]:
    """Return the same person's other open pages with the conversation of a page."""
    owner = session.user.identifier if session.user is not None else None
    return [
        page
        for page in list(ws_sessions_id.values())
        if page is not session
        and page.thread_id == session.thread_id
        and page.user is not None
        and page.user.identifier == owner
    ]


def current_page() -> WebsocketSession | None:
    """Return the page whose event is being handled; `None` in a request over HTTP."""
    session = context.session
    return session if isinstance(session, WebsocketSession) else None


def enter_page(session: WebsocketSession) -> ChainlitContext:
    """Make a page the current one of this task, and return Chainlit's context of it."""
    return init_ws_context(session)


def root_step_id() -> str | None:
    """Return the id of the step in which Chainlit wraps the current question and its answer."""
    run = context.current_run
    return None if run is None else str(run.id)


def edge_trace_header() -> str | None:
    """Return the load balancer's trace header of the request that opened the current page's socket, if it had one."""
    page = current_page()
    header = ((page and page.environ) or {}).get("HTTP_X_AMZN_TRACE_ID")
    return header if isinstance(header, str) else None


async def run_message(message: cl.Message) -> None:
    """Call the registered message callback, within a run step of its own as Chainlit does for a question of a page."""
    if config.code.on_message:
        await config.code.on_message(message)
