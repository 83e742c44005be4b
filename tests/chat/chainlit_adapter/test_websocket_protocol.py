"""Uvicorn's WebSocket protocol has the methods that are extended; what they do is tested in test_send_queue.py."""

import inspect

import pytest
from wsproto import WSConnection
from wsproto.connection import Connection, ConnectionType
from wsproto.events import AcceptConnection, CloseConnection, Message, Request

from chat.chainlit_adapter.websocket_protocol import _COMPLETED, text_frame
from tests.support.upstream import Upstream

UVICORN = Upstream("uvicorn", "chat/chainlit_adapter/websocket_protocol.py")
WSPROTO = Upstream("wsproto", "chat/chainlit_adapter/websocket_protocol.py")
PROTOCOL = "uvicorn.protocols.websockets.wsproto_impl:WSProtocol"


@pytest.mark.guard
@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("send", ["self", "message"]),
        ("shutdown", ["self"]),
        ("handle_close", ["self", "event"]),
        ("pause_writing", ["self"]),
        ("resume_writing", ["self"]),
        ("connection_lost", ["self", "exc"]),
        ("keepalive_timeout", ["self"]),
    ],
)
def test_protocol_has_the_methods_that_are_extended(method: str, parameters: list[str]) -> None:
    found = list(inspect.signature(UVICORN.find(f"{PROTOCOL}.{method}")).parameters)
    UVICORN.require(found == parameters, f"a WSProtocol.{method} of {parameters}")


@pytest.mark.guard
def test_protocol_has_the_attributes_that_are_used() -> None:
    source = inspect.getsource(UVICORN.find(f"{PROTOCOL}.__init__"))
    for attribute in ("loop", "transport", "conn", "writable", "close_sent", "disconnected"):
        UVICORN.require(f"self.{attribute}" in source, f"`WSProtocol.{attribute}`")
    UVICORN.require("wsproto.WSConnection" in source, "a WSProtocol over wsproto")


@pytest.mark.guard
@pytest.mark.parametrize("length", [0, 1, 125, 126, 65_535, 65_536, 200_000])
def test_frame_is_what_wsproto_writes(length: int) -> None:
    text = ("é" + "x" * length)[:length]
    server = Connection(ConnectionType.SERVER)
    UVICORN.require(text_frame(text) == server.send(Message(data=text)), "frames as wsproto writes them")


@pytest.mark.guard
def test_unanswered_ping_calls_the_extended_method() -> None:
    source = inspect.getsource(UVICORN.find(PROTOCOL))
    UVICORN.require("self.ping_timeout, self.keepalive_timeout" in source, "a timer that calls `keepalive_timeout`")


@pytest.mark.guard
def test_handshake_is_asked_for_events_alone_once_it_is_complete() -> None:
    for name in ("state", "send", "receive_data"):
        source = inspect.getsource(getattr(WSConnection, name).fget if name == "state" else getattr(WSConnection, name))
        WSPROTO.require("if self.connection is None:" in source, f"a WSConnection.{name} without its handshake")
    server, client = WSConnection(ConnectionType.SERVER), WSConnection(ConnectionType.CLIENT)
    server.receive_data(client.send(Request(host="localhost", target="/")))
    assert [type(event) for event in server.events()] == [Request]
    client.receive_data(server.send(AcceptConnection()))
    server.handshake = _COMPLETED  # type: ignore[assignment]
    server.receive_data(client.send(Message(data="hello")))
    WSPROTO.require(
        [getattr(event, "data", "") for event in server.events()] == ["hello"],
        "messages after `handshake` was replaced",
    )
    server.receive_data(client.send(CloseConnection(code=1000)))
    WSPROTO.require(
        [getattr(event, "code", 0) for event in server.events()] == [1000], "a goodbye after `handshake` was replaced"
    )
