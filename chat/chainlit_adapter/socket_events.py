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

from chat.chainlit_adapter import send_queue
from chat.history.step_metadata import UPLOADED
from chat.i18n.language import translate
from chat.identity.caller import current_caller
from chat.services import Services
from chat.turns.regenerate import ask_again
from chat.turns.resume import show_busy
from chat.turns.running_answers import ConversationKey

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


def harden(services: Services) -> None:
    """Close Chainlit's events but those in use, and stand before those that carry a person's intent."""
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
            await show_busy(services)
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
        ask_again(services, session, question["id"], question["output"])

    async def picked(socket_id: str, payload: object = None, *_: object) -> None:
        session = WebsocketSession.get(socket_id)
        if session is not None:
            services.picks.put(current_caller.get().sub, _texts(payload))

    async def stop(socket_id: str, *_: object) -> None:
        # Chainlit's own handler also writes a message of its own into the conversation.
        session = WebsocketSession.get(socket_id)
        asked = session.current_task if session is not None else None
        if asked is not None and not asked.done():
            asked.cancel()
        elif session is not None:
            services.answers.stop(ConversationKey(current_caller.get().sub, session.thread_id))

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
