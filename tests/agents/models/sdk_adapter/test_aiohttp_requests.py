"""A request leaves before anything else runs; one that the connection does not take at once arrives whole as well."""

import asyncio
import hashlib
import io
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from inspect import iscoroutinefunction

import aiohttp
import pytest

from tests.support.upstream import Upstream
from tests.support.waiting import PATIENCE

pytestmark = pytest.mark.guard

MODULE = "agents/models/sdk_adapter/aiohttp_requests.py"
AIOHTTP = Upstream("aiohttp", MODULE)
LARGE = bytes(range(256)) * 80_000  # 20 MB, more than the kernel keeps for a connection

Serve = Callable[[socket.socket], object]


@contextmanager
def listening(serve: Serve) -> Iterator[str]:
    """Serve one connection in a thread of its own, which a busy loop does not hold up."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def run() -> None:
            connection, _ = server.accept()
            with connection:
                connection.settimeout(PATIENCE)
                serve(connection)

        threading.Thread(target=run, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"


def read_request(connection: socket.socket, length: int) -> bytes:
    """Read the head of a request and so many bytes of its body; return those."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(1)
    pieces, left = [], length
    while left and (piece := connection.recv(min(left, 65536))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def answer(connection: socket.socket, text: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(text), text))


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    requests = AIOHTTP.load("agents.models.sdk_adapter.aiohttp_requests")
    async with aiohttp.ClientSession(request_class=requests.PromptRequest) as session:
        yield session


def test_body_is_written_by_a_coroutine_of_the_request() -> None:
    AIOHTTP.require(
        iscoroutinefunction(AIOHTTP.find("aiohttp:ClientRequest.write_bytes")), "a coroutine ClientRequest.write_bytes"
    )
    AIOHTTP.require_parameters("aiohttp:ClientRequest.write_bytes", "writer")
    AIOHTTP.require_parameters("aiohttp:ClientSession", "request_class")


async def test_request_leaves_before_anything_else_runs(session: aiohttp.ClientSession) -> None:
    arrived = threading.Event()

    def serve(connection: socket.socket) -> None:
        for body in (b"first", b"second"):
            assert read_request(connection, len(body)) == body
            if body == b"second":
                arrived.set()
            answer(connection, b"done")

    async def post(body: bytes) -> bytes:
        async with session.post(url, data=body) as response:
            return await response.read()

    async def block() -> bool:
        return arrived.wait(PATIENCE)  # the loop does nothing else meanwhile

    with listening(serve) as url:
        assert await post(b"first") == b"done"  # opens the connection
        done, arrived_in_time = await asyncio.gather(post(b"second"), block())
    assert (done, arrived_in_time) == (b"done", True)


async def test_large_body_arrives_whole(session: aiohttp.ClientSession) -> None:
    def serve(connection: socket.socket) -> None:
        body = read_request(connection, len(LARGE))
        answer(connection, hashlib.sha256(body).hexdigest().encode())

    with listening(serve) as url:
        async with session.post(url, data=io.BytesIO(LARGE)) as response:
            assert await response.text() == hashlib.sha256(LARGE).hexdigest()


async def test_connection_that_ends_within_the_body_is_a_client_error(session: aiohttp.ClientSession) -> None:
    with listening(lambda connection: read_request(connection, 1000)) as url, pytest.raises(aiohttp.ClientError):
        await session.post(url, data=io.BytesIO(LARGE))


async def test_cancelled_request_leaves_nothing_running(session: aiohttp.ClientSession) -> None:
    begun, ended = threading.Event(), threading.Event()

    def serve(connection: socket.socket) -> None:
        read_request(connection, 1000)
        begun.set()
        while connection.recv(65536):
            pass
        ended.set()

    with listening(serve) as url:
        posting = asyncio.ensure_future(session.post(url, data=io.BytesIO(LARGE)))
        assert await asyncio.to_thread(begun.wait, PATIENCE)
        posting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await posting
        assert await asyncio.to_thread(ended.wait, PATIENCE)
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.parametrize("waits", [0, 1, 2])
@pytest.mark.parametrize("fails", [False, True])
async def test_what_was_begun_goes_on_as_a_coroutine_does(waits: int, fails: bool) -> None:
    begin = AIOHTTP.load("agents.models.sdk_adapter.aiohttp_requests").begin
    steps: list[int] = []

    async def work() -> None:
        for step in range(waits):
            steps.append(step)
            await asyncio.sleep(0.001)
        steps.append(waits)
        if fails:
            raise ConnectionResetError

    if fails and not waits:
        with pytest.raises(ConnectionResetError):
            begin(work())
        return
    rest = begin(work())
    assert steps == [0]
    outcome = (await asyncio.gather(asyncio.create_task(rest), return_exceptions=True))[0]
    assert steps == list(range(waits + 1))
    assert type(outcome) is (ConnectionResetError if fails else type(None))


@pytest.mark.parametrize("waits", [1, 2])
async def test_cancellation_reaches_what_was_begun(waits: int) -> None:
    begin = AIOHTTP.load("agents.models.sdk_adapter.aiohttp_requests").begin
    waiting, cleaned = asyncio.Event(), []

    async def work() -> None:
        try:
            for _ in range(waits - 1):
                await asyncio.sleep(0)
            waiting.set()
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            await asyncio.sleep(0)
            cleaned.append(True)
            raise

    task = asyncio.create_task(begin(work()))
    await waiting.wait()
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert cleaned == [True]
