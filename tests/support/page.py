"""What Chainlit's page does over its socket and over HTTP, as one person in one browser, without a browser."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx
import socketio

from tests.support.alb import Alb
from tests.support.waiting import PATIENCE


class Page:
    """One open page, which may be closed and opened again.

    Args:
        url: The server.
        public_url: Where the page thinks that it came from.
        alb: Signs its requests.
        sub: Who sits before it.
        browser: The name of the browser, which two people may share.
        name: What the person is called.

    Attributes:
        events: Everything that the server said, in order: event and data.
        thread_id: The conversation, once there is one.
        closed: Set when the socket has ended.
    """

    def __init__(
        self,
        url: str,
        public_url: str,
        alb: Alb,
        sub: str,
        *,
        browser: str = "",
        name: str = "Alice",
        language: str = "en",
    ) -> None:
        self.sub = sub
        self.events: list[tuple[str, Any]] = []
        self.thread_id = self.session_id = ""
        self.closed = asyncio.Event()
        self._url, self._public_url, self._alb, self._name = url, public_url, alb, name
        self._browser, self._language = browser or uuid.uuid4().hex, language
        self._changed = asyncio.Condition()
        self._begun = 0
        self._bodies: list[str] = []
        self._socket = socketio.AsyncClient(reconnection=False)

    @property
    def received(self) -> str:
        """All that the server ever said to this person, over the socket and over HTTP."""
        return json.dumps(self.events) + "".join(self._bodies)

    async def connect(self, thread_id: str = "", session_id: str = "") -> None:
        """Open the socket and say, as the page does, that it is open; wait until it is served."""
        await self.open(thread_id, session_id)
        await self.greet()

    async def open(self, thread_id: str = "", session_id: str = "") -> None:
        """Open the socket and say nothing yet.

        Raises:
            socketio.exceptions.ConnectionError: If the server refuses it.
        """
        self.thread_id, self.session_id = thread_id, session_id or str(uuid.uuid4())
        self._begun = len(self.events)
        self.closed.clear()
        self._socket = socketio.AsyncClient(reconnection=False)
        self._socket.on("*", self._heard)
        self._socket.on("disconnect", lambda *_: self.closed.set())
        await self._socket.connect(
            self._url,
            headers=self._headers(),
            auth={
                "clientType": "webapp",
                "sessionId": self.session_id,
                "threadId": self.thread_id,
                "userEnv": "{}",
                "chatProfile": "",
            },
            transports=["websocket"],
            socketio_path="/ws/socket.io",
            wait_timeout=PATIENCE,
        )

    async def greet(self) -> None:
        """Ask for the conversation, as the page does on each new socket, and wait until it is there."""
        await self.emit("connection_successful")
        if self.thread_id:
            await self.until(lambda event, _: event in ("resume_thread", "resume_thread_error"), after=self._begun)
        await self.until(lambda event, _: event == "set_modes", after=self._begun)
        # Chainlit says twice that nothing is being answered: on connecting, and after its own start.
        if not self.thread_id:
            await self.until(lambda *_: [name for name, _ in self.events[self._begun :]].count("task_end") >= 2)

    async def close(self) -> None:
        await self._socket.disconnect()
        http = self._socket.eio.http
        if http is not None and not http.closed:
            await http.close()
        await asyncio.sleep(0.05)  # the transport closes in a later turn of the loop

    async def wait_until_closed(self) -> None:
        """Wait until the server has ended the socket."""
        async with asyncio.timeout(PATIENCE):
            await self.closed.wait()

    async def upload(self, name: str, content: bytes, session_id: str | None = None) -> httpx.Response:
        """Attach a file, as the page does before its question is sent."""
        address = f"/project/file?session_id={session_id or self.session_id}"
        return await self.request("POST", address, files={"file": (name, content, "application/octet-stream")})

    async def say(self, text: str, files: Sequence[str] = (), **more: Any) -> str:
        """Send a question, and return its id without waiting for more."""
        identifier = str(uuid.uuid4())
        message = {"id": identifier, "type": "user_message", "name": "user", "output": text, "createdAt": "", **more}
        await self.emit("client_message", {"message": message, "fileReferences": [{"id": file} for file in files]})
        return str(message["id"])

    async def ask(self, text: str, files: Sequence[str] = (), **more: Any) -> str:
        """Send a question, wait until the page is told that it is done, and return the answer."""
        before = len(self.events)
        question = await self.say(text, files, **more)
        # The step that wraps a whole answer hangs below the question; its end is the answer's.
        await self.until(lambda event, data: event == "update_message" and _ends(data, question), after=before)
        await self.until(lambda event, _: event == "task_end", after=before)
        await self.until(lambda event, _: event == "first_interaction", after=self._begun)
        return self.answer(before, question)

    async def stop(self) -> None:
        await self.emit("stop")

    async def emit(self, event: str, data: Any = None) -> None:
        await self._socket.emit(event, data)

    async def until(self, holds: Callable[[str, Any], bool], *, after: int = 0) -> Any:
        """Wait for an event, and return its data."""

        def found() -> list[Any]:
            return [data for event, data in self.events[after:] if holds(event, data)]

        async with self._changed, asyncio.timeout(PATIENCE):
            await self._changed.wait_for(found)
        return found()[0]

    def answer(self, after: int = 0, question: str = "") -> str:
        """The last message of the assistant; of the answer to one question, if one is named."""
        messages = [data for event, data in self.events[after:] if event == "new_message"]
        answers = [message for message in messages if message["type"] == "assistant_message"]
        # A page that follows its conversation may also receive the answer to an earlier question, and later.
        if question:
            answers = [each for each in answers if each.get("isError") or _question_of(each) in (question, None)]
        return answers[-1]["output"] if answers else ""

    async def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        async with httpx.AsyncClient(base_url=self._url, headers=self._headers(), timeout=PATIENCE) as client:
            answer = await client.request(method, path, **options)
        self._bodies.append(answer.text)
        return answer

    async def threads(self, search: str = "") -> list[dict[str, Any]]:
        """The conversations in the sidebar."""
        body = {"pagination": {"first": 100}, "filter": {"search": search} if search else {}}
        answer = await self.request("POST", "/project/threads", json=body)
        return list(answer.json()["data"])

    async def steps(self) -> list[dict[str, Any]]:
        """The conversation as it is kept."""
        answer = await self.request("GET", f"/project/thread/{self.thread_id}")
        answer.raise_for_status()
        return list(answer.json()["steps"])

    async def messages(self) -> list[tuple[str, str]]:
        """Who said what, as it is kept."""
        kept = [step for step in await self.steps() if step["type"].endswith("_message")]
        return [(step["type"].removesuffix("_message"), step["output"]) for step in kept]

    def _headers(self) -> dict[str, str]:
        signed = self._alb.headers(self.sub, name=self._name)
        own = {"origin": self._public_url, "cookie": f"browser={self._browser}", "accept-language": self._language}
        return {**signed, **own}

    async def _heard(self, event: str, data: Any = None) -> None:
        if event == "first_interaction":
            self.thread_id = data["thread_id"]
        async with self._changed:
            self.events.append((event, data))
            self._changed.notify_all()


def _question_of(message: dict[str, Any]) -> str | None:
    return (message.get("metadata") or {}).get("question")


def _ends(step: dict[str, Any], question: str) -> bool:
    return step["name"] == "on_message" and step["parentId"] == question and bool(step["end"])


@asynccontextmanager
async def opened(
    url: str, public_url: str, alb: Alb, sub: str = "alice-sub", thread_id: str = "", language: str = "en"
) -> AsyncIterator[Page]:
    """A page that is open, and closed in the end."""
    page = Page(url, public_url, alb, sub, language=language)
    try:
        await page.connect(thread_id)
        yield page
    finally:
        await page.close()
