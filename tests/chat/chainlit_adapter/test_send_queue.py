"""A page that stops reading costs little, delays no other page, and is disconnected; on real sockets."""

import asyncio
import base64
import inspect
import json
import os
import random
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
import socketio
import uvicorn
from engineio.packet import MESSAGE, Packet

from chat.chainlit_adapter import send_queue, websocket_protocol
from tests.support.upstream import Upstream
from tests.support.waiting import PATIENCE, eventually

SOCKETIO = Upstream("python-socketio", "chat/chainlit_adapter/send_queue.py")
ENGINEIO = Upstream("python-engineio", "chat/chainlit_adapter/send_queue.py")

PIECE = "x" * 100_000


@pytest.mark.guard
def test_engineio_makes_the_queue_that_is_replaced() -> None:
    ENGINEIO.find("engineio.async_server:AsyncServer.create_queue")
    made = inspect.getsource(ENGINEIO.find("engineio.base_socket:BaseSocket.__init__"))
    ENGINEIO.require("self.server.create_queue()" in made, "a queue of each socket from `create_queue`")
    fields = ENGINEIO.find("engineio.packet:Packet")("4", "text")
    ENGINEIO.require(fields.data == "text", "`data` of a packet")


@pytest.mark.guard
async def test_engineio_uses_of_the_queue_only_what_is_replaced() -> None:
    used = set(re.findall(r"self\.queue\.(\w+)", inspect.getsource(ENGINEIO.find("engineio.async_socket:AsyncSocket"))))
    known = {"get", "get_nowait", "join", "put", "put_nowait", "task_done"}
    ENGINEIO.require(used <= known, f"a queue of which only {sorted(known)} are used")


@pytest.mark.guard
def test_socketio_has_the_manager_that_is_replaced() -> None:
    parameters = list(inspect.signature(SOCKETIO.find("socketio:AsyncManager.emit")).parameters)
    known = ["self", "event", "data", "namespace", "room", "skip_sid", "callback", "to", "kwargs"]
    SOCKETIO.require(parameters == known, f"an AsyncManager.emit of {known}")
    SOCKETIO.require_parameters("socketio:AsyncManager.eio_sid_from_sid", "sid", "namespace")
    SOCKETIO.require_parameters("socketio:AsyncManager.set_server", "server")
    SOCKETIO.require_parameters("socketio:AsyncServer._send_packet", "eio_sid", "pkt")


@pytest.mark.guard
def test_socketio_has_the_packet_class_that_is_replaced() -> None:
    packet = SOCKETIO.find("socketio.packet:Packet")
    SOCKETIO.require(packet.uses_binary_events is True, "`Packet.uses_binary_events`")
    SOCKETIO.require_parameters("socketio.packet:Packet", "packet_type", "data", "namespace")
    server = socketio.AsyncServer(async_mode="asgi")
    SOCKETIO.require(server.packet_class is packet, "`packet_class` of a server")
    SOCKETIO.require(isinstance(server.manager, socketio.AsyncManager), "`manager` of a server")
    SOCKETIO.require(hasattr(server.eio, "create_queue"), "`eio.create_queue` of a server")


@pytest.mark.guard
def test_engineio_awaits_the_next_packet_as_a_future_may_be_awaited() -> None:
    polled = inspect.getsource(ENGINEIO.find("engineio.async_socket:AsyncSocket.poll"))
    ENGINEIO.require(
        "asyncio.wait_for(\n                self.queue.get()," in polled, "`wait_for(self.queue.get(), …)`"
    )


@pytest.mark.guard
def test_socketio_writes_json_with_what_is_replaced() -> None:
    written = inspect.getsource(SOCKETIO.find("socketio.packet:Packet.encode"))
    SOCKETIO.require("self.json.dumps(data, separators=(',', ':'))" in written, "`json.dumps` of a packet")
    content = ["piece", {"text": 'a "quoted" Größe \ud83d\ude00 \u2028</script>', "numbers": [1, 2.5, None, True]}]
    stock = SOCKETIO.find("socketio.packet:Packet")(data=content, namespace="/").encode()
    assert send_queue.TextPacket(data=content, namespace="/").encode() == stock
    with pytest.raises(ValueError, match="too large"):
        send_queue.TextPacket(encoded_packet='2["piece",' + "1" * 101 + "]")


class Server:
    """A Socket.IO server as the chat server runs it, which lists the pages that connect and disconnect."""

    def __init__(self) -> None:
        self.sio = socketio.AsyncServer(async_mode="asgi")
        send_queue.install(self.sio)
        self.pages: list[str] = []
        self.gone: list[str] = []
        self.port = 0
        self.sio.on("connect", self._connected)
        self.sio.on("disconnect", self._disconnected)

    async def _connected(self, page: str, *_: object) -> None:
        self.pages.append(page)

    async def _disconnected(self, page: str, *_: object) -> None:
        self.gone.append(page)

    def queue_of(self, page: str) -> send_queue.SendQueue:
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


async def test_queue_of_a_page_that_does_not_read_is_bounded_and_the_page_is_disconnected(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    async with unread_page(server.port), socketio.AsyncSimpleClient() as reader:
        await eventually(lambda: len(server.pages) == 1)
        await reader.connect(f"http://127.0.0.1:{server.port}", transports=["websocket"])
        await eventually(lambda: len(server.pages) == 2)
        slow, quick = server.pages
        queue, most = server.queue_of(slow), 0
        while queue._waiting < 5 * len(PIECE):  # until the system's own buffers are full
            await server.sio.emit("piece", PIECE, to=slow)
            await asyncio.sleep(0)
        for number in range(100):
            await server.sio.emit("piece", PIECE, to=slow)
            await server.sio.emit("number", number, to=quick)
            assert await reader.receive() == ["number", number]
            most = max(most, queue._waiting)
        assert most <= send_queue.MAX_WAITING_CHARACTERS + len(PIECE) + 100
        assert queue._waiting == 0  # what waited is dropped too
        await eventually(lambda: server.gone == [slow])
        events = [record.getMessage() for record in caplog.records if record.name.startswith("chat")]
        assert events == ["send_queue_overflowed", "stalled_page_disconnected"]


async def test_queue_gives_every_packet_once_and_in_order_however_it_is_read() -> None:
    queue, dice = send_queue.SendQueue(), random.Random(5)
    given, taken = 0, []
    for _ in range(2_000):
        match dice.randrange(4):
            case 0:
                await queue.put(Packet(MESSAGE, str(given)))
                given += 1
            case 1:
                with suppress(asyncio.TimeoutError):
                    taken.append(await asyncio.wait_for(queue.get(), dice.choice([0.001, 1] if queue.qsize() else [0])))
            case 2:
                waiting = asyncio.ensure_future(queue.get())
                if not waiting.done():
                    waiting.cancel()
                else:
                    taken.append(waiting.result())
            case _:
                with suppress(asyncio.QueueEmpty):
                    taken.append(queue.get_nowait())
    while not queue.empty():
        taken.append(queue.get_nowait())
    assert [packet.data for packet in taken if packet] == [str(number) for number in range(given)]
    assert queue._waiting == 0


async def test_packet_reaches_the_reader_that_waits_for_it() -> None:
    queue = send_queue.SendQueue()
    reading = asyncio.create_task(asyncio.wait_for(queue.get(), PATIENCE))
    await asyncio.sleep(0)
    await queue.put(Packet(MESSAGE, "first"))
    await queue.put(Packet(MESSAGE, "second"))
    packets = [await reading, queue.get_nowait()]
    assert [packet.data for packet in packets if packet] == ["first", "second"]


async def test_page_that_reads_again_in_time_stays_connected(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket_protocol, "STALLED_SECONDS", 60)
    async with unread_page(server.port) as page:
        await eventually(lambda: len(server.pages) == 1)
        while server.queue_of(server.pages[0])._waiting < 5 * len(PIECE):
            await server.sio.emit("piece", PIECE, to=server.pages[0])
            await asyncio.sleep(0)
        await server.sio.emit("last", to=server.pages[0])
        received = b""
        while not received.endswith(json.dumps(["last"]).encode()):
            received = received[-100:] + await asyncio.get_running_loop().sock_recv(page, 1_000_000)
        assert server.gone == []
