"""Bedrock's ConverseStream over real HTTP, with real binary event-stream frames, answering from a script."""

import asyncio
import binascii
import json
import struct
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import unquote

from aiohttp import web


def frame(payload: dict[str, Any], **headers: str) -> bytes:
    """Encode one message of `application/vnd.amazon.eventstream`."""
    head = b""
    for name, value in ({"content-type": "application/json"} | headers).items():
        key, text = f":{name.replace('_', '-')}".encode(), value.encode()
        head += struct.pack("!B", len(key)) + key + b"\x07" + struct.pack("!H", len(text)) + text
    body = json.dumps(payload).encode()
    prelude = struct.pack("!II", 16 + len(head) + len(body), len(head))
    prelude += struct.pack("!I", binascii.crc32(prelude))
    return prelude + head + body + struct.pack("!I", binascii.crc32(prelude + head + body))


def event(kind: str, **payload: Any) -> bytes:
    return frame(payload, event_type=kind, message_type="event")


def failure(kind: str, message: str = "secret details") -> bytes:
    return frame({"message": message}, exception_type=kind, message_type="exception")


@dataclass
class Pause:
    """Sends nothing until it is released; notices when the client goes away."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    release: asyncio.Event = field(default_factory=asyncio.Event)
    left: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True)
class Drop:
    """Cuts the connection in the middle."""


@dataclass(frozen=True)
class Refusal:
    """Answers with an HTTP error instead of a stream."""

    status: int
    code: str
    message: str = "secret details"


Step = bytes | Pause | Drop
START = event("messageStart", role="assistant")


def text(*pieces: str, index: int = 0) -> list[Step]:
    deltas = [event("contentBlockDelta", contentBlockIndex=index, delta={"text": piece}) for piece in pieces]
    return [*deltas, event("contentBlockStop", contentBlockIndex=index)]


def reasoning(piece: str) -> list[Step]:
    delta = {"reasoningContent": {"text": piece}}
    return [
        event("contentBlockDelta", contentBlockIndex=0, delta=delta),
        event("contentBlockStop", contentBlockIndex=0),
    ]


def tool_use(use_id: str, name: str, index: int = 1, **arguments: Any) -> list[Step]:
    whole = json.dumps(arguments)
    half = len(whole) // 2
    return [
        event("contentBlockStart", contentBlockIndex=index, start={"toolUse": {"toolUseId": use_id, "name": name}}),
        event("contentBlockDelta", contentBlockIndex=index, delta={"toolUse": {"input": whole[:half]}}),
        event("contentBlockDelta", contentBlockIndex=index, delta={"toolUse": {"input": whole[half:]}}),
        event("contentBlockStop", contentBlockIndex=index),
    ]


def stop(reason: str = "end_turn", tokens: tuple[int, int] = (10, 5)) -> list[Step]:
    usage = {"inputTokens": tokens[0], "outputTokens": tokens[1], "totalTokens": sum(tokens)}
    return [
        event("messageStop", stopReason=reason),
        event("metadata", usage=usage, metrics={"latencyMs": 1}),
    ]


def says(*pieces: str, tokens: tuple[int, int] = (10, 5)) -> list[Step]:
    return [START, *text(*pieces), *stop(tokens=tokens)]


class BedrockFake:
    """Serves on a loopback port; each scripted reply is given once, to the first request that contains its needle."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.models: list[str] = []
        self._script: list[tuple[str, list[Step] | Refusal]] = []
        self.url = ""

    def on(self, needle: str, reply: list[Step] | Refusal) -> None:
        """Give this reply to the first request whose system prompt or last message contains the needle."""
        self._script.append((needle, reply))

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/model/{model}/converse-stream", self._converse)
        app.router.add_post("/", self._no_parameters)
        self._runner = web.AppRunner(app, shutdown_timeout=0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _no_parameters(self, _: web.Request) -> web.Response:
        return web.json_response({"Parameters": []}, content_type="application/x-amz-json-1.1")

    async def _converse(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.requests.append(body)
        self.models.append(unquote(request.match_info["model"]))
        reply = self._take(json.dumps([body.get("system"), body["messages"][-1]], ensure_ascii=False))
        if isinstance(reply, Refusal):
            headers = {"x-amzn-ErrorType": reply.code}
            return web.json_response({"message": reply.message}, status=reply.status, headers=headers)
        response = web.StreamResponse(headers={"Content-Type": "application/vnd.amazon.eventstream"})
        await response.prepare(request)
        for step in reply:
            if isinstance(step, bytes):
                await response.write(step)
            elif isinstance(step, Pause):
                await self._pause(request, step)
            elif request.transport is not None:
                request.transport.abort()
                return response
        return response

    @staticmethod
    async def _pause(request: web.Request, pause: Pause) -> None:
        pause.reached.set()
        while not pause.release.is_set():
            if request.transport is None or request.transport.is_closing():
                pause.left.set()
                return
            await asyncio.sleep(0.01)

    def _take(self, asked: str) -> list[Step] | Refusal:
        for index, (needle, reply) in enumerate(self._script):
            if needle in asked:
                del self._script[index]
                return reply
        raise AssertionError(f"no reply is scripted for {asked[-300:]}")
