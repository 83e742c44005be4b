"""The server closes a socket cleanly at its maximum age, and not before; over a real WebSocket."""

import asyncio
import socket
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from aiohttp import ClientSession, WSMsgType
from starlette.types import Receive, Scope, Send

from chat.identity import sockets as module
from chat.identity.caller import Caller
from chat.identity.sockets import SocketRegistry


class Echo:
    """Answers every text with itself, behind `SocketRegistry`, and notes why each socket ended."""

    def __init__(self) -> None:
        self.sockets = SocketRegistry(secure=False)
        self.ended: list[int] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        caller = Caller(sub=dict(scope["headers"])[b"x-sub"].decode(), name="")
        async with self.sockets.open(caller, scope["headers"], receive, send) as socket:
            await socket.receive()
            await socket.send({"type": "websocket.accept"})
            while (message := await socket.receive())["type"] == "websocket.receive":
                await socket.send({"type": "websocket.send", "text": message["text"]})
            self.ended.append(message["code"])
            await socket.send({"type": "websocket.send", "text": "too late"})


class Server(uvicorn.Server):
    """Sets an event once it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


@asynccontextmanager
async def serving(app: Echo) -> AsyncIterator[str]:
    server = Server(uvicorn.Config(app, lifespan="off", log_config=None))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        task = asyncio.create_task(server.serve([listening]))
        await server.listening.wait()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        await task


def headers(sub: str, browser: str = "") -> dict[str, str]:
    return {"x-sub": sub, "cookie": f"browser={browser}"}


def asgi(sub: str, browser: str) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers(sub, browser).items()]


def test_maximum_age_is_fifteen_minutes_after_signing() -> None:
    """At the upgrade the token may be as old as its lifetime and the leeway."""
    assert module.MAX_AGE + 120 + 5 == 15 * 60


async def test_socket_is_closed_at_its_maximum_age(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_AGE", 1)
    app = Echo()
    async with serving(app) as url, ClientSession() as http, http.ws_connect(url, headers=headers("a")) as page:
        closing = await page.receive()
        assert (closing.type, closing.data) == (WSMsgType.CLOSE, 1012)
    assert app.ended == [1012]
    assert len(app.sockets) == 0


async def test_socket_is_closed_when_another_person_uses_the_browser() -> None:
    app, browser = Echo(), uuid.uuid4().hex
    async with (
        serving(app) as url,
        ClientSession() as http,
        http.ws_connect(url, headers=headers("alice", browser)) as same_browser,
        http.ws_connect(url, headers=headers("alice", "another")) as elsewhere,
    ):
        await elsewhere.send_str("still")
        assert app.sockets.register_caller(Caller("alice", ""), asgi("alice", browser)) == []
        app.sockets.register_caller(Caller("bob", ""), asgi("bob", browser))
        assert (await same_browser.receive()).data == 1012
        assert (await elsewhere.receive()).data == "still"
    assert app.ended == [1012, 1000]


async def test_close_by_the_page_is_passed_on() -> None:
    app = Echo()
    async with serving(app) as url, ClientSession() as http, http.ws_connect(url, headers=headers("a")) as page:
        await page.close(code=1001)
    assert app.ended == [1001]


@pytest.mark.parametrize("cookie", ["", "browser=", "other=1", "browser", "\x7f=;;=,"])
def test_browser_without_a_name_gets_one(cookie: str) -> None:
    (name, value), *more = SocketRegistry(secure=True).register_caller(Caller("a", ""), [(b"cookie", cookie.encode())])
    assert not more
    assert name == b"set-cookie"
    assert value.startswith(b"browser=")
    assert value.endswith(b"; HttpOnly; SameSite=Lax; Secure")
