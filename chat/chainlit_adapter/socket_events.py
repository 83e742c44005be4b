"""The Socket.IO events that a page may send: a short list, with questions in one plain form.

Written for Chainlit 2.12: replaces handlers of `chainlit.server.sio`, and removes those that are not listed here.
"""

import asyncio
import logging
import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chainlit.server import sio
from chainlit.session import WebsocketSession
from chainlit.utils import utc_now

from chat.chainlit_adapter import send_queue
from chat.chainlit_adapter.session import cancel_task, is_busy
from chat.history.step_metadata import UPLOADED
from chat.i18n.language import translate

logger = logging.getLogger(__name__)

MAX_FILES = 10
MAX_QUESTION = 100_000  # characters that are kept; how many are answered, agents/turn/run_turn.py says
# Every other event of Chainlit's is a door that nothing of ours needs.
_EVENTS = frozenset(
    {
        "connect",
        "disconnect",
        "connection_successful",
        "clear_session",
        "client_message",
        "edit_message",
        "stop",
        "fetch_favorites",
    }
)
_NAMESPACE = "/"

Handler = Callable[..., Awaitable[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketHandlers:
    """What the application does when a page sends an event.

    Args:
        on_connected: A page has connected, and has its conversation.
        on_edit: A question is edited: the page, the question's id, and its new text.
        on_modes_picked: A person picked modes: the option of each picker.
        on_stop: The answer of a conversation is to be stopped, whichever page asked for it: the thread id.
    """

    on_connected: Callable[[], Awaitable[None]]
    on_edit: Callable[[WebsocketSession, str, str], None]
    on_modes_picked: Callable[[Mapping[str, str] | None], None]
    on_stop: Callable[[str], None]


def harden(application: SocketHandlers) -> None:
    """Remove every Socket.IO event that is not used, and validate those that carry a person's intent."""
    send_queue.install(sio)
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
            await application.on_connected()
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

    async def edit_message(socket_id: str, payload: object = None, *_: object) -> None:
        # Chainlit's own handler looks for the question in its memory, and leaves the history as it was.
        session = WebsocketSession.get(socket_id)
        question = plain_question(payload)
        if session is None or question is None:
            logger.warning("question of no known form dropped")
            return
        application.on_edit(session, question["id"], question["output"])

    async def picked(socket_id: str, payload: object = None, *_: object) -> None:
        session = WebsocketSession.get(socket_id)
        if session is not None:
            application.on_modes_picked(_texts(payload))

    async def stop(socket_id: str, *_: object) -> None:
        # Chainlit's own handler also writes a message of its own into the conversation.
        session = WebsocketSession.get(socket_id)
        if session is not None and is_busy(session):
            cancel_task(session)
        elif session is not None:
            application.on_stop(session.thread_id)

    async def disconnect(socket_id: str, *_: object) -> None:
        if event := welcomed.pop(socket_id, None):
            event.set()  # whoever still waits must not wait for ever
        await leave(socket_id)

    for handler in (connection_successful, client_message, edit_message, picked, stop, disconnect):
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
    uploaded = references(payload)
    text, identifier, modes = message.get("output"), message.get("id"), message.get("modes")
    if not isinstance(text, str) or not (text.strip() or uploaded) or not _is_uuid4(identifier):
        return None
    return {
        "id": identifier,
        "type": "user_message",
        "name": "user",
        "output": text[:MAX_QUESTION] if text.strip() else translate("Tell me what the attached file holds."),
        "createdAt": utc_now(),
        "modes": _texts(modes),
        "metadata": {UPLOADED: uploaded} if uploaded else {},
    }


def references(payload: object) -> list[str]:
    """Return the ids of the files that the page has uploaded for a question."""
    given = payload.get("fileReferences") if isinstance(payload, dict) else None
    ids = [each.get("id") for each in given[:MAX_FILES] if isinstance(each, dict)] if isinstance(given, list) else []
    return [each for each in ids if isinstance(each, str) and _is_uuid4(each)]


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
