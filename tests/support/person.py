"""A signed-in person at the chat server itself: REST and Socket.IO, with headers as the load balancer adds them."""

import asyncio
import json
import uuid
from typing import Any

import httpx
import socketio

from tests.support.alb import Alb
from tests.support.server import ChatServer

PATIENCE = 30  # seconds


class Person:
    """One person in one browser.

    Args:
        server: The server they talk to.
        alb: Signs their requests.
        sub: Their subject.
        browser: The name of their browser, which two people may share.
    """

    def __init__(self, server: ChatServer, alb: Alb, sub: str, browser: str | None = None) -> None:
        self.sub = sub
        self.received: list[str] = []
        self.closed = asyncio.Event()
        self._ready = asyncio.Event()
        self._answered: dict[str, asyncio.Future[str]] = {}
        self._server = server
        self._alb = alb
        self._browser = browser or uuid.uuid4().hex
        self._socket: socketio.AsyncClient | None = None

    def headers(self) -> dict[str, str]:
        return {**self._alb.headers(self.sub, name=self.sub), "cookie": f"browser={self._browser}"}

    def request(self, method: str, path: str, body: object = None) -> httpx.Response:
        """Send a request and keep what came back."""
        answer = httpx.request(method, self._server.url + path, headers=self.headers(), json=body)
        self.received.append(answer.text)
        return answer

    def threads(self, search: str | None = None) -> list[dict[str, Any]]:
        body = {"pagination": {"first": 100}, "filter": {"search": search} if search else {}}
        data: list[dict[str, Any]] = self.request("POST", "/project/threads", body).json()["data"]
        return data

    def thread(self, thread_id: str) -> dict[str, Any]:
        thread: dict[str, Any] = self.request("GET", f"/project/thread/{thread_id}").json()
        return thread

    async def connect(self, thread_id: str = "", session_id: str | None = None) -> None:
        """Open a socket as the page does, and wait until it is served."""
        await self.open(thread_id, session_id)
        await self.greet()

    async def open(self, thread_id: str = "", session_id: str | None = None) -> None:
        """Open a socket and say nothing yet.

        Raises:
            socketio.exceptions.ConnectionError: If the server refuses it.
        """
        socket = socketio.AsyncClient(reconnection=False)
        socket.on("*", self._hear)
        socket.on("disconnect", lambda *_: self.closed.set())
        self.closed.clear()
        self._ready.clear()
        self.session_id = session_id or str(uuid.uuid4())
        auth = {"clientType": "webapp", "sessionId": self.session_id, "threadId": thread_id, "userEnv": "{}"}
        await socket.connect(
            self._server.url,
            headers=self.headers(),
            auth=auth,
            transports=["websocket"],
            socketio_path="/ws/socket.io",
            wait_timeout=PATIENCE,
        )
        self._socket = socket

    async def greet(self) -> None:
        """Ask for the conversation, as the page does on each new socket."""
        await self.emit("connection_successful")
        async with asyncio.timeout(PATIENCE):
            await self._ready.wait()

    async def ask(self, question: str, **more: Any) -> str:
        """Ask, wait for the whole answer, and return the conversation's id."""
        message = {"id": str(uuid.uuid4()), "type": "user_message", "name": self.sub, "output": question, **more}
        answered = self._answered[message["id"]] = asyncio.get_running_loop().create_future()
        await self.emit("client_message", {"message": message, "fileReferences": []})
        return await asyncio.wait_for(answered, PATIENCE)

    async def emit(self, event: str, data: object = None) -> None:
        assert self._socket is not None
        await self._socket.emit(event, data)

    async def disconnect(self) -> None:
        if self._socket is not None:
            await self._socket.disconnect()
            self._socket = None

    async def wait_until_closed(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.closed.wait()

    async def _hear(self, event: str, data: Any = None) -> None:
        self.received.append(json.dumps([event, data]))
        if event == "set_modes":
            self._ready.set()
        elif event == "update_message" and data["name"] == "on_message" and data["end"]:
            # The step that wraps a whole answer hangs below the question; its end is the answer's.
            answered = self._answered.get(data["parentId"])
            if answered is not None and not answered.done():
                answered.set_result(data["threadId"])
