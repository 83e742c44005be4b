"""A server on loopback that answers each request step by step from a script."""

import asyncio
import json
import ssl
from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.agents.fakes.loopback import Loopback


@dataclass
class Pause:
    """Sends nothing until it is released, and records when the client disconnects."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    release: asyncio.Event = field(default_factory=asyncio.Event)
    left: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True)
class Wait:
    """Sends nothing for some seconds."""

    seconds: float


@dataclass(frozen=True)
class Drop:
    """Aborts the connection."""


@dataclass(frozen=True)
class Raw:
    """Bytes that are sent unchanged."""

    data: bytes


@dataclass(frozen=True)
class Refusal:
    """Answers with an HTTP error instead of a stream."""

    status: int
    code: str = ""
    message: str = "secret details"
    body: str | None = None


Step = bytes | Pause | Wait | Drop | Raw
AnswerMessage = list[Step] | Refusal


class ScriptedServer(Loopback):
    """Gives each scripted reply once, to the first request that contains its needle."""

    content_type = "text/event-stream"

    def __init__(self, certificate: ssl.SSLContext | None = None) -> None:
        self.requests: list[dict[str, Any]] = []
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self.parameters: dict[str, str] = {}
        self.left = 0
        self.certificate = certificate
        self._script: list[tuple[str, AnswerMessage]] = []
        self._brain: Callable[[dict[str, Any]], AnswerMessage] | None = None

    def on(self, needle: str, reply: AnswerMessage) -> None:
        """Give this reply to the first request whose system prompt or last message contains the needle."""
        self._script.append((needle, reply))

    def think(self, brain: Callable[[dict[str, Any]], AnswerMessage]) -> None:
        """Answer requests without a scripted reply by a function."""
        self._brain = brain

    def forget(self) -> None:
        """Forget what was asked, and what was to be answered."""
        for noted in (self.requests, self.bodies, self.headers, self._script):
            noted.clear()
        self._brain = None

    @abstractmethod
    def routes(self, router: web.UrlDispatcher) -> None:
        """Add the addresses."""

    @abstractmethod
    def asked(self, body: dict[str, Any]) -> list[Any]:
        """Return the system prompt and the last message of a request."""

    def encode(self, step: bytes) -> bytes:
        """Return the bytes of a step."""
        return step

    def application(self) -> web.Application:
        app = web.Application()
        self.routes(app.router)
        app.router.add_post("/", self._ssm)
        return app

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        body = await request.json()
        self.bodies.append(await request.read())
        self.requests.append(body)
        self.headers.append(dict(request.headers))
        reply = self._take(body)
        if isinstance(reply, Refusal):
            text = reply.body if reply.body is not None else json.dumps({"message": reply.message})
            headers = {"x-amzn-ErrorType": reply.code} if reply.code else {}
            return web.Response(text=text, status=reply.status, headers=headers, content_type="application/json")
        response = web.StreamResponse(headers={"Content-Type": self.content_type})
        try:
            await response.prepare(request)
            for step in reply:
                match step:
                    case Pause():
                        await self._pause(request, step)
                    case Wait(seconds):
                        await asyncio.sleep(seconds)
                    case Drop() if request.transport is not None:
                        request.transport.abort()
                        return response
                    case Raw(data):
                        await response.write(data)
                    case bytes():
                        await response.write(self.encode(step))
            await response.write_eof()
        except ConnectionError:
            self.left += 1
        return response

    async def _ssm(self, request: web.Request) -> web.Response:
        path = (await request.json())["Path"]
        stored = [{"Name": path + name, "Value": value, "Type": "String"} for name, value in self.parameters.items()]
        return web.json_response({"Parameters": stored}, content_type="application/x-amz-json-1.1")

    @staticmethod
    async def _pause(request: web.Request, pause: Pause) -> None:
        pause.reached.set()
        while not pause.release.is_set():
            if request.transport is None or request.transport.is_closing():
                pause.left.set()
                raise ConnectionResetError
            await asyncio.sleep(0.01)

    def _take(self, body: dict[str, Any]) -> AnswerMessage:
        asked = json.dumps(self.asked(body), ensure_ascii=False)
        for index, (needle, reply) in enumerate(self._script):
            if needle in asked:
                del self._script[index]
                return reply
        if self._brain is not None:
            return self._brain(body)
        raise AssertionError(f"no reply is scripted for {asked[-300:]}")
