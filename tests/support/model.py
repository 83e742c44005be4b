"""A model that always answers: over Bedrock's own protocol, with what the test decides."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.agents.fakes.bedrock import START, BedrockFake, event, stop

AnswerMessage = Callable[[dict[str, Any]], list[str | float | asyncio.Event]]


class Model(BedrockFake):
    """Answers every request.

    Args:
        reply: Makes the pieces of an answer from a request: text, seconds to wait, or an event to wait for.
    """

    def __init__(self, reply: AnswerMessage) -> None:
        super().__init__()
        self._reply = reply

    async def _converse(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.requests.append(body)
        response = web.StreamResponse(headers={"Content-Type": "application/vnd.amazon.eventstream"})
        try:
            await response.prepare(request)
            await response.write(START)
            for piece in self._reply(body):
                if isinstance(piece, asyncio.Event):
                    await self._wait(request, piece)
                elif isinstance(piece, float):
                    await asyncio.sleep(piece)
                else:
                    await response.write(event("contentBlockDelta", contentBlockIndex=0, delta={"text": piece}))
            await response.write(event("contentBlockStop", contentBlockIndex=0))
            for step in stop():
                assert isinstance(step, bytes)
                await response.write(step)
        except (ConnectionError, OSError):
            pass  # the server was killed, which is what some tests want
        return response

    @staticmethod
    async def _wait(request: web.Request, event: asyncio.Event) -> None:
        while not event.is_set():
            if request.transport is None or request.transport.is_closing():
                return
            await asyncio.sleep(0.01)


def last_question(body: dict[str, Any]) -> str:
    """What a request asks."""
    return str(body["messages"][-1]["content"][-1].get("text", ""))


def told(body: dict[str, Any]) -> str:
    """Everything that a request tells the model of the conversation."""
    return json.dumps(body["messages"], ensure_ascii=False)
