"""A page that stops reading costs little, holds nobody up, and is let go; on real sockets."""

import asyncio
import base64
import json
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import socketio
import uvicorn

from chat.chainlit_adapter import send_queue, websocket_protocol
from tests.support.waiting import eventually

PIECE = "x" * 100_000


class Server:
    """A Socket.IO server as the chat server runs it, which tells everybody who is there."""

    def __init__(self) -> None:
        self.sio = socketio.AsyncServer(async_mode="asgi")
        send_queue.install(self.sio)
        self.pages: list[str] = []
        self.gone: list[str] = []
        self.port = 0
        self.sio.on("connect", self._come)
        self.sio.on("disconnect", self._go)

    async def _come(self, page: str, *_: object) -> None:
        self.pages.append(page)

    async def _go(self, page: str, *_: object) -> None:
        self.gone.append(page)

    def outbox(self, page: str) -> send_queue.SendQueue:
        queue = self.sio.eio.sockets[self.sio.manager.eio_sid_from_sid(page, "/")].queue
        assert isinstance(queue, send_queue.SendQueue)
        return queue

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        config = uvicorn.Config(
            socketio.ASGIApp(self.sio), ws=websocket_protocol.WebSocketProtocol, log_config=None, lifespan="off"
        )
        server = uvicorn.Server(config)
        with socket.create_server(("127.0.0.1", 0)) as listening:
            self.port = listening.getsockname()[1]
            serving = asyncio.create_task(server.serve([listening]))
            await eventually(lambda: server.started)
            try:
                yield
            finally:
                server.should_exit = server.force_exit = True
                await serving


@asynccontextmanager
async def unread_page(port: int) -> AsyncIterator[socket.socket]:
    """A page that connects and then never reads."""
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(connection, ("127.0.0.1", port))
        key = base64.b64encode(os.urandom(16)).decode()
        upgrade = (
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
        )
        await loop.sock_sendall(connection, upgrade.encode())
        assert (await loop.sock_recv(connection, 4096)).startswith(b"HTTP/1.1 101")
        await loop.sock_sendall(connection, b"\x81\x82" + bytes(4) + b"40")  # a masked frame: connect
        yield connection


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Server]:
    monkeypatch.setattr(websocket_protocol, "STALLED_SECONDS", 1)
    server = Server()
    async with server.running():
        yield server


async def test_a_page_that_does_not_read_is_bounded_holds_nobody_up_and_is_let_go(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    async with unread_page(server.port), socketio.AsyncSimpleClient() as reader:
        await eventually(lambda: len(server.pages) == 1)
        await reader.connect(f"http://127.0.0.1:{server.port}", transports=["websocket"])
        await eventually(lambda: len(server.pages) == 2)
        slow, quick = server.pages
        queue, most = server.outbox(slow), 0
        while queue._waiting < 5 * len(PIECE):  # until the system's own buffers are full
            await server.sio.emit("piece", PIECE, to=slow)
            await asyncio.sleep(0)
        for number in range(100):
            await server.sio.emit("piece", PIECE, to=slow)
            await server.sio.emit("number", number, to=quick)
            assert await reader.receive() == ["number", number]
            most = max(most, queue._waiting)
        assert most <= send_queue.MAX_WAITING_CHARACTERS + len(PIECE) + 100
        assert queue._waiting == 0  # what would never be read is not kept either
        await eventually(lambda: server.gone == [slow])
        told = [record.getMessage() for record in caplog.records if record.name.startswith("chat")]
        assert told == ["send_queue_overflowed", "stalled_page_disconnected"]


async def test_a_page_that_reads_again_in_time_goes_on(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket_protocol, "STALLED_SECONDS", 60)
    async with unread_page(server.port) as page:
        await eventually(lambda: len(server.pages) == 1)
        while server.outbox(server.pages[0])._waiting < 5 * len(PIECE):
            await server.sio.emit("piece", PIECE, to=server.pages[0])
            await asyncio.sleep(0)
        await server.sio.emit("last", to=server.pages[0])
        received = b""
        while not received.endswith(json.dumps(["last"]).encode()):
            received = received[-100:] + await asyncio.get_running_loop().sock_recv(page, 1_000_000)
        assert server.gone == []
