"""Replies in OpenAI's chat schema, as server-sent events."""

import json
from typing import Any

from tests.agents.fakes.scripted import Step

DONE = b"data: [DONE]\n\n"
THROTTLED_HALFWAY: Step = b'data: {"error": {"code": 429, "message": "secret details"}}\n\n'


def chunk(delta: dict[str, Any] | None = None, finish: str | None = None, **more: Any) -> bytes:
    """Encode one chunk."""
    choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
    body = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "choices": choices} | more
    return b"data: " + json.dumps(body, ensure_ascii=False).encode() + b"\n\n"


def text(*pieces: str) -> list[Step]:
    return [chunk({"role": "assistant", "content": ""}), *(chunk({"content": piece}) for piece in pieces)]


def tool_call(index: int, call_id: str, name: str, arguments: dict[str, Any]) -> list[Step]:
    whole = json.dumps(arguments)
    half = len(whole) // 2
    first = {"index": index, "id": call_id, "type": "function", "function": {"name": name, "arguments": ""}}
    rest = [{"index": index, "function": {"arguments": part}} for part in (whole[:half], whole[half:])]
    return [chunk({"tool_calls": [part]}) for part in (first, *rest)]


def stop(reason: str = "stop", tokens: tuple[int, int] = (10, 5), cached: int = 0) -> list[Step]:
    usage: dict[str, Any] = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)}
    if cached:
        usage["prompt_tokens_details"] = {"cached_tokens": cached, "audio_tokens": 0}
    return [chunk({}, reason), chunk(usage=usage), DONE]


def says(*pieces: str, tokens: tuple[int, int] = (10, 5)) -> list[Step]:
    return [*text(*pieces), *stop(tokens=tokens)]


def calls(*uses: tuple[str, str, dict[str, Any]], said: str = "", tokens: tuple[int, int] = (10, 5)) -> list[Step]:
    """Write text and call tools concurrently, each as (id, name, input)."""
    pieces = [step for number, (i, name, given) in enumerate(uses) for step in tool_call(number, i, name, given)]
    return [*text(said), *pieces, *stop("tool_calls", tokens)]


def cut(*pieces: str, tokens: tuple[int, int] = (10, 5)) -> list[Step]:
    """Stop at the length limit."""
    return [*text(*pieces), *stop("length", tokens)]


def half(piece: str) -> list[Step]:
    """Write the beginning of a text."""
    return text(piece)


def thinks(thought: str, *pieces: str) -> list[Step]:
    """Write reasoning, then text."""
    return [chunk({"role": "assistant", "reasoning_content": thought}), *text(*pieces), *stop()]
