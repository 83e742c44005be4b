"""What a page may send over its socket: a few events, and questions of one plain form.

Chainlit 2.12 registers its handlers on `chainlit.server.sio`. `install` deletes those that nothing here needs, wraps
`connection_successful`, `client_message` and `disconnect`, and replaces
`edit_message`, `message_favorite` and `stop`.
"""

import asyncio
import logging
import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from chainlit.data import get_data_layer
from chainlit.server import sio
from chainlit.session import WebsocketSession
from chainlit.utils import utc_now

from chat.chainlit_adapter import send_queue
from chat.chainlit_adapter.session import cancel_task, note_question
from chat.history.step_metadata import UPLOADED
from chat.i18n.language import translate

logger = logging.getLogger(__name__)

MAX_FILES = 10
MAX_QUESTION_CHARACTERS = 100_000  # that are kept; how many are answered, agents/turn/run_turn.py says
# Chainlit's handlers that stay: the kept ones as they are, the others wrapped or replaced.
KEPT_EVENTS = frozenset({"connect", "clear_session", "fetch_favorites"})
WRAPPED_EVENTS = frozenset({"connection_successful", "client_message", "disconnect"})
REPLACED_EVENTS = frozenset({"edit_message", "message_favorite", "stop"})
NAMESPACE = "/"

Handler = Callable[..., Awaitable[Any]]


class PageEvents(Protocol):
    """Handles what a page sends, for the current caller."""

    async def on_connected(self) -> None:
        """A page has connected, and has its conversation."""

    def on_edit(self, page: WebsocketSession, question_id: str, text: str) -> None:
        """A question of the open conversation is asked again with another text."""

    async def on_earlier(self, page: WebsocketSession, line: object) -> None:
        """A line that stands for earlier messages has come into view."""

    async def on_favorite(self, page: WebsocketSession, question_id: str, keep: bool) -> None:
        """A question of the open conversation is to be saved, or a saved one is to be removed."""

    async def on_look(self, page: WebsocketSession, question_id: str) -> None:
        """A page is looked at again, whose last question is this one."""

    async def on_question(self, question: dict[str, Any]) -> None:
        """A question of a page is about to be asked; its `modes` are as the page sent them, its `metadata` may grow."""

    async def on_version(self, page: WebsocketSession, step_id: str) -> None:
        """The version in which a step of the open conversation is, is to be shown."""

    async def on_modes_picked(self, modes: dict[str, str]) -> None:
        """Another model or specialist is picked; an empty option stands for the default."""

    def on_stop(self, thread_id: str) -> None:
        """The answer in a conversation is stopped from a page that did not ask for it."""


def install(events: PageEvents) -> None:
    """Close every event of Chainlit's that is not used, and check what arrives with the others.

    Args:
        events: Handles what is left.
    """
    send_queue.install(sio)
    handlers: dict[str, Handler] = sio.handlers[NAMESPACE]
    for event in set(handlers) - KEPT_EVENTS - WRAPPED_EVENTS - REPLACED_EVENTS:
        del handlers[event]
    welcome, ask, leave = handlers["connection_successful"], handlers["client_message"], handlers["disconnect"]
    # A page that lost its socket sends what was typed meanwhile before it requests the conversation again. In that
    # order, the conversation as it was would replace the new question and its answer on the page.
    welcomed: dict[str, asyncio.Event] = defaultdict(asyncio.Event)

    async def connection_successful(socket_id: str, *_: object) -> None:
        try:
            await _resume_again(WebsocketSession.get(socket_id))
            await welcome(socket_id)
            await events.on_connected()
        finally:
            welcomed[socket_id].set()

    async def client_message(socket_id: str, payload: object = None, *_: object) -> None:
        page, question = WebsocketSession.get(socket_id), plain_question(payload)
        if page is None or question is None:
            logger.warning("malformed_question_dropped")
            return
        if not welcomed[socket_id].is_set():
            await welcomed[socket_id].wait()
            await sio.emit("new_message", {**question, "threadId": page.thread_id}, to=socket_id)
        note_question(page)
        await events.on_question(question)
        await sio.emit("conversation", page.thread_id, to=socket_id)  # its address, for `address.js`
        await ask(socket_id, {"message": question, "fileReferences": None})

    async def edit_message(socket_id: str, payload: object = None, *_: object) -> None:
        # Chainlit's handler looks for the question in its chat context, and does not change the history.
        page, question = WebsocketSession.get(socket_id), plain_question(payload)
        if page is None or question is None:
            logger.warning("malformed_question_dropped")
            return
        events.on_edit(page, question["id"], question["output"])

    async def earlier(socket_id: str, payload: object = None, *_: object) -> None:
        page = WebsocketSession.get(socket_id)
        if page is not None:
            await events.on_earlier(page, payload)

    async def look(socket_id: str, payload: object = None, *_: object) -> None:
        page = WebsocketSession.get(socket_id)
        if page is not None and _is_uuid4(payload):
            await events.on_look(page, str(payload))

    async def message_favorite(socket_id: str, payload: object = None, *_: object) -> None:
        page, question = WebsocketSession.get(socket_id), _message(payload)
        identifier, metadata = question.get("id"), question.get("metadata")
        if page is None or not isinstance(identifier, str) or not _is_uuid4(identifier):
            return
        keep = isinstance(metadata, dict) and metadata.get("favorite") is True
        await events.on_favorite(page, identifier, keep)

    async def picked(socket_id: str, payload: object = None, *_: object) -> None:
        modes = _texts(payload)
        if WebsocketSession.get(socket_id) is not None and modes:
            await events.on_modes_picked(modes)

    async def stop(socket_id: str, *_: object) -> None:
        # Chainlit's handler also writes a message into the conversation.
        page = WebsocketSession.get(socket_id)
        if page is not None and not cancel_task(page):
            events.on_stop(page.thread_id)

    async def version(socket_id: str, payload: object = None, *_: object) -> None:
        page = WebsocketSession.get(socket_id)
        if page is not None and _is_uuid4(payload):
            await events.on_version(page, str(payload))

    async def disconnect(socket_id: str, *_: object) -> None:
        if event := welcomed.pop(socket_id, None):
            event.set()  # a question that still waits is processed
        await leave(socket_id)

    replaced = (connection_successful, client_message, edit_message, message_favorite, stop, disconnect)
    for handler in (*replaced, earlier, look, picked, version):
        sio.on(handler.__name__, handler)


async def _resume_again(page: WebsocketSession | None) -> None:
    """Let a page that lost its socket be sent its conversation: Chainlit does so only if it was opened with one.

    What was sent to the lost socket is missing on the page.
    """
    layer = get_data_layer()
    if page is None or layer is None or not (page.restored and page.has_first_interaction):
        return
    if await layer.get_thread_author(page.thread_id):
        page.thread_id_to_resume = page.thread_id


def plain_question(payload: object) -> dict[str, Any] | None:
    """Return a question with only the fields that a page may set; the others, such as its author, are fixed.

    Args:
        payload: What arrived over the socket.

    Returns:
        Chainlit's form of a user message, or `None` when the payload is no question.
    """
    message = _message(payload)
    uploaded = references(payload)
    text, identifier, modes = message.get("output"), message.get("id"), message.get("modes")
    if not isinstance(text, str) or not (text.strip() or uploaded) or not _is_uuid4(identifier):
        return None
    return {
        "id": identifier,
        "type": "user_message",
        "name": "user",
        "output": text[:MAX_QUESTION_CHARACTERS]
        if text.strip()
        else translate("Tell me what the attached file holds."),
        "createdAt": utc_now(),
        "modes": _texts(modes),
        "metadata": {UPLOADED: uploaded} if uploaded else {},
    }


def _message(payload: object) -> dict[str, Any]:
    message = payload.get("message") if isinstance(payload, dict) else None
    return message if isinstance(message, dict) else {}


def references(payload: object) -> list[str]:
    """Return the ids of the files that were uploaded for a question, at most `MAX_FILES`."""
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
