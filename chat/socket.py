"""What the page may say over its socket: a few events, and questions of one plain form."""

import asyncio
import logging
import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

from chainlit.server import sio
from chainlit.session import WebsocketSession
from chainlit.utils import utc_now

from chat import outbox

logger = logging.getLogger(__name__)

MAX_QUESTION = 100_000  # characters that are kept; how many are answered, agents/turn.py says
# Every other event of Chainlit's is a door that nothing of ours needs.
_EVENTS = frozenset(
    {"connect", "disconnect", "connection_successful", "clear_session", "client_message", "stop", "fetch_favorites"}
)
_NAMESPACE = "/"

Handler = Callable[..., Awaitable[Any]]


def harden() -> None:
    """Close Chainlit's events but those in use, and stand before those that carry a person's intent."""
    outbox.install(sio)
    handlers: dict[str, Handler] = sio.handlers[_NAMESPACE]
    for event in set(handlers) - _EVENTS:
        del handlers[event]
    welcome, ask, leave = handlers["connection_successful"], handlers["client_message"], handlers["disconnect"]
    # A page that lost its socket sends what was typed meanwhile before it asks for the conversation again; taken in
    # that order, the conversation as it was would wipe the new question and its answer off the page.
    welcomed: dict[str, asyncio.Event] = defaultdict(asyncio.Event)

    async def connection_successful(socket_id: str, *_: object) -> None:
        try:
            await welcome(socket_id)
        finally:
            welcomed[socket_id].set()

    async def client_message(socket_id: str, payload: object = None, *_: object) -> None:
        session = WebsocketSession.get(socket_id)
        question = plain_question(payload)
        if session is None or question is None:
            logger.warning("question of no known form dropped")
            return
        if not welcomed[socket_id].is_set():
            await welcomed[socket_id].wait()
            await sio.emit("new_message", {**question, "threadId": session.thread_id}, to=socket_id)
        await ask(socket_id, {"message": question, "fileReferences": None})

    async def stop(socket_id: str, *_: object) -> None:
        # Chainlit's own handler also writes a message of its own into the conversation.
        session = WebsocketSession.get(socket_id)
        if session is not None and session.current_task is not None:
            session.current_task.cancel()

    async def disconnect(socket_id: str, *_: object) -> None:
        if event := welcomed.pop(socket_id, None):
            event.set()  # whoever still waits must not wait for ever
        await leave(socket_id)

    for handler in (connection_successful, client_message, stop, disconnect):
        sio.on(handler.__name__, handler)


def plain_question(payload: object) -> dict[str, Any] | None:
    """Keep what a question may say, and decide the rest: a page cannot speak as the assistant.

    Args:
        payload: What came over the socket.

    Returns:
        Chainlit's form of a question, or `None` when this is none.
    """
    message = payload.get("message") if isinstance(payload, dict) else None
    if not isinstance(message, dict):
        return None
    text, identifier, modes = message.get("output"), message.get("id"), message.get("modes")
    if not isinstance(text, str) or not text.strip() or not _is_uuid4(identifier):
        return None
    return {
        "id": identifier,
        "type": "user_message",
        "name": "user",
        "output": text[:MAX_QUESTION],
        "createdAt": utc_now(),
        "modes": _texts(modes),
        "metadata": {},
    }


def _is_uuid4(value: object) -> bool:
    try:
        return isinstance(value, str) and uuid.UUID(value).version == 4
    except ValueError:
        return False


def _texts(value: object) -> dict[str, str] | None:
    if not isinstance(value, dict):
        return None
    kept = {key: text for key, text in value.items() if isinstance(key, str) and isinstance(text, str)}
    return {key: text[:200] for key, text in list(kept.items())[:10]}
