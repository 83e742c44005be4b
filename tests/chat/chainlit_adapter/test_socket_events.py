"""The events of a page: which there are, and in which order they are processed."""

import asyncio
import inspect
import json
import uuid
from typing import Any

import pytest
import socketio

from tests.support.alb import Alb
from tests.support.page import Page, opened
from tests.support.server import ChatServer
from tests.support.upstream import Upstream
from tests.support.waiting import eventually

CHAINLIT = Upstream("chainlit", "chat/chainlit_adapter/socket_events.py")
# Chainlit's events that are closed: nothing of ours needs them.
CLOSED = {
    "audio_chunk",
    "audio_end",
    "audio_start",
    "chat_settings_change",
    "chat_settings_edit",
    "window_message",
}
# Chainlit's events that stay as they are, and ours. A new name here opens a door to every signed-in person.
KEPT = {"clear_session", "connect", "fetch_favorites"}
OURS = {
    "client_message",
    "connection_successful",
    "disconnect",
    "earlier",
    "edit_message",
    "look",
    "message_favorite",
    "picked",
    "stop",
    "version",
}


@pytest.fixture
def adapter() -> Any:
    return CHAINLIT.load("chat.chainlit_adapter.socket_events")


@pytest.mark.guard
def test_chainlit_registers_exactly_the_known_events(adapter: Any) -> None:
    CHAINLIT.load("chainlit.socket")
    registered = set(adapter.sio.handlers[adapter.NAMESPACE])
    used = adapter.KEPT_EVENTS | adapter.WRAPPED_EVENTS | adapter.REPLACED_EVENTS
    CHAINLIT.require(used <= registered, f"the socket events {sorted(used - registered)}")
    new = registered - used - CLOSED
    CHAINLIT.require(not new, f"a set of socket events without {sorted(new)}, which are closed until they are read")
    CHAINLIT.require(registered >= CLOSED, f"the socket events {sorted(CLOSED - registered)}, which the test names")


def test_exactly_the_used_events_stay_open(adapter: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    CHAINLIT.load("chainlit.socket")
    server = socketio.AsyncServer(async_mode="asgi")
    server.handlers[adapter.NAMESPACE] = dict(adapter.sio.handlers[adapter.NAMESPACE])
    monkeypatch.setattr(adapter, "sio", server)
    stock = dict(server.handlers[adapter.NAMESPACE])
    adapter.install(object())
    installed = server.handlers[adapter.NAMESPACE]
    assert set(installed) == KEPT | OURS
    assert {event for event in installed if installed[event] is stock.get(event)} == KEPT
    assert set(server.handlers) == {adapter.NAMESPACE}
    assert not server.namespace_handlers


async def test_question_sent_before_the_greeting_follows_the_conversation(server: ChatServer, server_alb: Alb) -> None:
    """A page that lost its socket sends what was typed meanwhile before it requests the conversation."""
    page = Page(server.url, server.public_url, server_alb, f"alice-{uuid.uuid4().hex[:8]}")
    await page.connect()
    await page.ask("What is 6 * 7?")
    await page.close()

    back = len(page.events)
    thread_id = page.thread_id
    await page.open(thread_id)
    question = await page.say("What is 5 * 5?")
    await page.greet()
    await page.until(lambda event, data: event == "update_message" and data.get("parentId") == question, after=back)
    assert any("25" in text for _, text in await page.messages())
    assert page.thread_id == thread_id
    received = [
        (name, data.get("output")) for name, data in page.events[back:] if name in ("resume_thread", "new_message")
    ]
    assert received[0] == ("resume_thread", None)
    assert ("new_message", "What is 5 * 5?") in received
    await page.close()


@pytest.mark.guard
def test_a_session_says_which_conversation_its_page_is_sent() -> None:
    session = inspect.getsource(CHAINLIT.load("chainlit.session"))
    handler = inspect.getsource(CHAINLIT.find("chainlit.socket:connection_successful"))
    for name in ("restored", "has_first_interaction", "thread_id_to_resume"):
        CHAINLIT.require(f"self.{name} = " in session and f"session.{name}" in handler, f"`{name}` of a session")


async def test_a_new_chat_that_lost_its_socket_is_sent_what_it_missed(server: ChatServer, server_alb: Alb) -> None:
    """Chainlit sends a conversation only to a page that was opened with one."""
    page = Page(server.url, server.public_url, server_alb, f"alice-{uuid.uuid4().hex[:8]}")
    await page.connect()
    await page.say("What is 6 * 7?")
    await page.until(lambda event, _: event == "first_interaction")
    assert await page.until(lambda event, _: event == "conversation") == page.thread_id
    await page.close()
    back = len(page.events)
    thread_id = page.thread_id
    await page.open(session_id=page.session_id)
    await page.emit("connection_successful")
    sent = await page.until(lambda event, _: event == "resume_thread", after=back)
    assert sent["id"] == thread_id
    assert sent["steps"][0]["output"] == "What is 6 * 7?"
    page.thread_id = thread_id
    await eventually(lambda: any(_holds(data, "42") for _, data in page.events[back:]))
    await page.close()


def _holds(data: Any, text: str) -> bool:
    return isinstance(data, dict) and text in json.dumps(data.get("steps") or data.get("output") or "")


async def test_stop_writes_no_message_into_the_conversation(server: ChatServer, server_alb: Alb) -> None:
    async with opened(server.url, server.public_url, server_alb, f"alice-{uuid.uuid4().hex[:8]}") as page:
        asked = asyncio.create_task(page.ask("Tell me a long story about a dragon and a teacher."))
        await page.until(lambda event, _: event == "stream_start")
        await page.stop()
        await asked
        assert not any("Task manually stopped" in output for _, output in await page.messages())
        thread_id = page.thread_id
        assert "42" in await page.ask("What is 6 * 7?")
        assert page.thread_id == thread_id
