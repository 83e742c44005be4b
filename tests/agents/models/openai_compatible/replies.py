"""Replies of servers in bytes, and what the agent loop makes of them."""

from collections.abc import Sequence
from typing import Any

from strands.event_loop.streaming import process_stream

from agents.models.openai_compatible.stream import ChatReply
from tests.agents.fakes.scripted import Step


def written(*steps: Step) -> bytes:
    return b"".join(step for step in steps if isinstance(step, bytes))


async def collect(*pieces: bytes) -> tuple[str, list[dict[str, Any]], dict[str, Any]]:
    """What the agent loop makes of a reply: why it stopped, its content, its usage."""
    reply = ChatReply()

    async def chunks() -> Any:
        for piece in pieces:
            for event in reply.feed(piece):
                yield event
        for event in reply.finish():
            yield event

    async for event in process_stream(chunks()):
        last = event
    reason, message, usage, _ = last["stop"]
    return reason, [*message["content"]], dict(usage)


def inputs(content: Sequence[dict[str, Any]]) -> list[tuple[str, Any]]:
    return [(block["toolUse"]["name"], block["toolUse"]["input"]) for block in content if "toolUse" in block]
