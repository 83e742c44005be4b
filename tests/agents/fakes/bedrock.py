"""Bedrock's ConverseStream over real HTTP and real event-stream frames, with scripted answers."""

import binascii
import json
import ssl
import struct
from typing import Any
from urllib.parse import unquote

from aiohttp import web

from tests.agents.fakes.scripted import Drop as Drop
from tests.agents.fakes.scripted import Pause as Pause
from tests.agents.fakes.scripted import Refusal as Refusal
from tests.agents.fakes.scripted import ScriptedServer, Step


def frame(payload: dict[str, Any] | bytes, **headers: str) -> bytes:
    """Encode one message of `application/vnd.amazon.eventstream`."""
    head = b""
    kind = "application/octet-stream" if isinstance(payload, bytes) else "application/json"
    for name, value in ({"content-type": kind} | headers).items():
        key, text = f":{name.replace('_', '-')}".encode(), value.encode()
        head += struct.pack("!B", len(key)) + key + b"\x07" + struct.pack("!H", len(text)) + text
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    prelude = struct.pack("!II", 16 + len(head) + len(body), len(head))
    prelude += struct.pack("!I", binascii.crc32(prelude))
    return prelude + head + body + struct.pack("!I", binascii.crc32(prelude + head + body))


def event(kind: str, **payload: Any) -> bytes:
    return frame(payload, event_type=kind, message_type="event")


def failure(kind: str, message: str = "secret details") -> bytes:
    return frame({"message": message}, exception_type=kind, message_type="exception")


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


def stop(reason: str = "end_turn", tokens: tuple[int, int] = (10, 5), cached: tuple[int, int] = (0, 0)) -> list[Step]:
    usage = {"inputTokens": tokens[0], "outputTokens": tokens[1], "totalTokens": sum(tokens)}
    if any(cached):
        usage |= {"cacheReadInputTokens": cached[0], "cacheWriteInputTokens": cached[1]}
    return [
        event("messageStop", stopReason=reason),
        event("metadata", usage=usage, metrics={"latencyMs": 1}),
    ]


def says(*pieces: str, tokens: tuple[int, int] = (10, 5)) -> list[Step]:
    return [START, *text(*pieces), *stop(tokens=tokens)]


def calls(*uses: tuple[str, str, dict[str, Any]], said: str = "", tokens: tuple[int, int] = (10, 5)) -> list[Step]:
    """Write text and call tools concurrently, each as (id, name, input)."""
    blocks = [step for number, (i, name, given) in enumerate(uses, 1) for step in tool_use(i, name, number, **given)]
    return [START, *(text(said) if said else []), *blocks, *stop("tool_use", tokens)]


def cut(*pieces: str, tokens: tuple[int, int] = (10, 5)) -> list[Step]:
    """Stop at the length limit."""
    return [START, *text(*pieces), *stop("max_tokens", tokens)]


def half(piece: str) -> list[Step]:
    """Write the beginning of a text."""
    return [START, *text(piece)[:-1]]


def thinks(thought: str, *pieces: str) -> list[Step]:
    """Write reasoning, then text."""
    return [START, *reasoning(thought), *text(*pieces, index=1), *stop()]


THROTTLED_HALFWAY: Step = failure("throttlingException")


class BedrockFake(ScriptedServer):
    """Answers ConverseStream."""

    content_type = "application/vnd.amazon.eventstream"

    def __init__(self, certificate: ssl.SSLContext | None = None) -> None:
        super().__init__(certificate)
        self.models: list[str] = []
        self.paths: list[str] = []

    def environment(self) -> dict[str, str]:
        """What a server needs to use it."""
        return {
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": self.url,
            "AWS_ENDPOINT_URL_SSM": self.url,
        }

    def routes(self, router: web.UrlDispatcher) -> None:
        """Add the addresses."""
        router.add_post("/model/{model}/converse-stream", self._converse)

    def asked(self, body: dict[str, Any]) -> list[Any]:
        """Return the system prompt and the last message of a request."""
        return [body.get("system"), body["messages"][-1]]

    async def _converse(self, request: web.Request) -> web.StreamResponse:
        self.paths.append(request.raw_path)
        self.models.append(unquote(request.match_info["model"]))
        return await self.answer(request)
