"""What Chainlit's page does over its socket and over HTTP, as one person, without a browser."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx
import socketio

from tests.support.alb import Alb

PATIENCE = 20  # seconds; for a loaded machine, never waited out when things go well


class Page:
    """One open page.

    Attributes:
        events: Everything that the server said, in order: event and data.
        thread_id: The conversation, once there is one.
    """

    def __init__(
        self, url: str, public_url: str, alb: Alb, sub: str, thread_id: str = "", language: str = "en"
    ) -> None:
        self.events: list[tuple[str, Any]] = []
        self.thread_id = thread_id
        self.session_id = str(uuid.uuid4())
        self._url, self._alb, self._sub = url, alb, sub
        self._headers = {"origin": public_url, "accept-language": language}
        self._changed = asyncio.Condition()
        self._socket = socketio.AsyncClient(reconnection=False)
        self._socket.on("*", self._heard)

    async def connect(self) -> None:
        """Open the socket and say, as the page does, that it is open."""
        await self._socket.connect(
            self._url,
            headers={**self._alb.headers(self._sub), **self._headers},
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
        await self._socket.emit("connection_successful")
        # Chainlit says twice that nothing is being answered: on connecting, and after its own start.
        if self.thread_id:
            await self.until(lambda event, _: event in ("resume_thread", "resume_thread_error"))
        else:
            await self.until(lambda event, _: [name for name, _ in self.events].count("task_end") == 2)

    async def close(self) -> None:
        await self._socket.disconnect()

    async def upload(self, name: str, content: bytes, session_id: str | None = None) -> httpx.Response:
        """Attach a file, as the page does before its question is sent."""
        address = f"/project/file?session_id={session_id or self.session_id}"
        return await self.request("POST", address, files={"file": (name, content, "application/octet-stream")})

    async def say(self, text: str, files: Sequence[str] = (), **more: Any) -> str:
        """Send a question, and return its id without waiting for more."""
        identifier = str(uuid.uuid4())
        message = {"id": identifier, "type": "user_message", "name": "user", "output": text, "createdAt": "", **more}
        await self._socket.emit(
            "client_message", {"message": message, "fileReferences": [{"id": file} for file in files]}
        )
        return identifier

    async def ask(self, text: str, files: Sequence[str] = ()) -> str:
        """Send a question, wait until the page is told that it is done, and return the answer."""
        before = len(self.events)
        await self.say(text, files)
        await self.until(lambda event, _: event == "task_end", after=before)
        await self.until(lambda event, _: event == "first_interaction")
        return self.answer(before)

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

    def answer(self, after: int = 0) -> str:
        """The last message of the assistant."""
        said = [data for event, data in self.events[after:] if event == "new_message"]
        return next((s["output"] for s in reversed(said) if s["type"] == "assistant_message"), "")

    async def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        headers = {**self._alb.headers(self._sub), **self._headers}
        async with httpx.AsyncClient(base_url=self._url, headers=headers, timeout=PATIENCE) as client:
            return await client.request(method, path, **options)

    async def steps(self) -> list[dict[str, Any]]:
        """The conversation as it is kept."""
        answer = await self.request("GET", f"/project/thread/{self.thread_id}")
        answer.raise_for_status()
        return list(answer.json()["steps"])

    async def messages(self) -> list[tuple[str, str]]:
        """Who said what, as it is kept."""
        kept = [step for step in await self.steps() if step["type"].endswith("_message")]
        return [(step["type"].removesuffix("_message"), step["output"]) for step in kept]

    async def _heard(self, event: str, data: Any = None) -> None:
        if event == "first_interaction":
            self.thread_id = data["thread_id"]
        async with self._changed:
            self.events.append((event, data))
            self._changed.notify_all()


@asynccontextmanager
async def opened(
    url: str, public_url: str, alb: Alb, sub: str = "alice-sub", thread_id: str = "", language: str = "en"
) -> AsyncIterator[Page]:
    """A page that is open, and closed in the end."""
    page = Page(url, public_url, alb, sub, thread_id, language)
    await page.connect()
    try:
        yield page
    finally:
        await page.close()
