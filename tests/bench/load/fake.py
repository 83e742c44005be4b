"""Bedrock's ConverseStream as lean as it can be: frames made beforehand, written when they are due.

`python -m tests.bench.load.fake [SECONDS [REQUESTS]]` prints its port; the seconds are those to a first token, and the
requests are those of a second beyond which it refuses. It shares the machine with what is measured.
"""

import asyncio
import json
import math
import re
import sys
import time
from collections.abc import Sequence
from functools import cache
from typing import cast

from tests.agents.fakes.bedrock import START, event, stop, tool_use
from tests.bench.load.workload import FIRST, INTERVAL, KINDS, TOKENS, Kind, Question, tokens

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.amazon.eventstream\r\nTransfer-Encoding: chunked\r\n\r\n"
_PARAMETERS = json.dumps({"Parameters": []}).encode()
_OTHER = b"HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: %d\r\n\r\n%s" % (
    len(_PARAMETERS),
    _PARAMETERS,
)
_QUESTION = re.compile(rb"\[(%s) (\d+)\]" % "|".join(KINDS).encode())
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


def _chunk(*frames: object) -> bytes:
    data = b"".join(frame for frame in frames if isinstance(frame, bytes))
    return b"%x\r\n%s\r\n" % (len(data), data)


def _delta(text: str) -> bytes:
    return event("contentBlockDelta", contentBlockIndex=0, delta={"text": text}, p="abcdefghijkl")


def _end(reason: str) -> bytes:
    usage = (1000, TOKENS)
    return (
        _chunk(
            *([event("contentBlockStop", contentBlockIndex=0)] if reason == "end_turn" else []), *stop(reason, usage)
        )
        + b"0\r\n\r\n"
    )


@cache
def _text(person: int, count: int) -> tuple[bytes, ...]:
    first, *rest = tokens(person, count)
    return (_HEAD + _chunk(START, _delta(first)), *(_chunk(_delta(token)) for token in rest), _end("end_turn"))


@cache
def _call(kind: Kind, person: int) -> tuple[bytes, ...]:
    query = Question(kind, person).text
    return (_HEAD + _chunk(START, *tool_use("call", "general_assistant", 0, query=query)), _end("tool_use"))


def reply(body: bytes) -> Sequence[bytes]:
    """Choose what to write, piece by piece, from a request's body."""
    asked = _QUESTION.findall(body)
    if not asked:
        return _text(0, 1)
    kind, person = cast(Kind, asked[-1][0].decode()), int(asked[-1][1])
    if "specialist" in kind and b'"toolConfig"' in body and b'"toolResult"' not in body:
        return _call(kind, person)
    return _text(person, len(Question(kind, person).tokens))


_REFUSED = json.dumps({"message": "Too many requests, please wait before trying again."}).encode()
_REFUSAL = (
    b"HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json\r\nx-amzn-errortype: ThrottlingException\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(_REFUSED), _REFUSED)
)


class Quota:
    """So many requests a second, and as many at once.

    Args:
        rate: The requests; infinite refuses none.
    """

    def __init__(self, rate: float) -> None:
        self._rate = self._left = rate
        self._at = time.monotonic()
        self.accepted = self.refused = 0

    def take(self) -> bool:
        """Count a request, and return whether it is accepted."""
        now = time.monotonic()
        self._left = min(self._rate, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            self.refused += 1
            return False
        self._left -= 1
        self.accepted += 1
        return True


class Bedrock(asyncio.Protocol):
    """One connection."""

    def __init__(self, first: float, quota: Quota) -> None:
        self._first = first
        self._quota = quota
        self._loop = asyncio.get_running_loop()
        self._received = b""
        self._pieces: Sequence[bytes] = ()
        self._next = 0
        self._due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, _: Exception | None) -> None:
        if self._due:
            self._due.cancel()

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, found, body = self._received.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not found or len(body) < (int(length[1]) if length else 0):
            return
        self._received = b""
        if head.startswith(b"GET /counts "):
            counts = json.dumps({"accepted": self._quota.accepted, "refused": self._quota.refused}).encode()
            self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(counts), counts))
            return
        if head.startswith(b"POST /model/") and not self._quota.take():
            self._transport.write(_REFUSAL)
            return
        if not head.startswith(b"POST /model/"):
            self._transport.write(_OTHER)
            return
        self._pieces, self._next = reply(body), 0
        self._begun = self._loop.time() + (self._first if len(self._pieces) > 2 or b"[specialist" in body else 0)
        self._due = self._loop.call_at(self._begun, self._write)

    def _write(self) -> None:
        self._transport.write(self._pieces[self._next])
        self._next += 1
        if self._next < len(self._pieces):
            # Of the model's own clock, not of the last write: what is late must not make the rest late.
            self._due = self._loop.call_at(self._begun + self._next * INTERVAL, self._write)


async def _main(first: float, rate: float) -> None:
    quota, loop = Quota(rate), asyncio.get_running_loop()
    server = await loop.create_server(lambda: Bedrock(first, quota), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    given = [float(argument) for argument in sys.argv[1:]]
    asyncio.run(_main(*given, *(FIRST, math.inf)[len(given) :]))
