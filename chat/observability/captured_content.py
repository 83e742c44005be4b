"""What people and models write, in the form that a span holds where the operator lets content be captured.

OpenTelemetry's semantic conventions for generative AI describe the messages as JSON: a role, and parts of a type.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from agents.agent.traced_model import ModelReply

MAX_CHARACTERS = 10_000  # of each text
MAX_CONVERSATION = 30_000  # characters of all the messages of a request, of which the last are kept


def format_system(prompt: str) -> str:
    """Return a system prompt."""
    return _to_json([_text(prompt)])


def format_messages(messages: Sequence[Mapping[str, Any]]) -> str:
    """Return the last messages of a request; files are named by their type alone."""
    kept: list[str] = []
    left = MAX_CONVERSATION
    for message in reversed(messages):
        text = _to_json({"role": message["role"], "parts": [_part(block) for block in message["content"]]})
        left -= len(text)
        if kept and left < 0:
            break
        kept.append(text)
    return f"[{', '.join(reversed(kept))}]"


def format_reply(reply: ModelReply) -> str:
    """Return the message that a model has answered with."""
    parts = [_text("".join(reply.text))] if reply.text else []
    parts += [
        {"type": "tool_call", "id": call_id, "name": name, "arguments": _clip("".join(pieces))}
        for call_id, (name, pieces) in reply.calls.items()
    ]
    return _to_json([{"role": "assistant", "parts": parts, "finish_reason": reply.stop_reason}])


def format_object(value: object) -> str:
    """Return the input or the result of a tool."""
    return _clip(value if isinstance(value, str) else _to_json(value))


def _part(block: Mapping[str, Any]) -> dict[str, object]:
    if "text" in block:
        return _text(block["text"])
    if use := block.get("toolUse"):
        return {"type": "tool_call", "id": use["toolUseId"], "name": use["name"], "arguments": _object(use["input"])}
    if result := block.get("toolResult"):
        text = "\n".join(part["text"] for part in result["content"] if "text" in part)
        return {"type": "tool_call_response", "id": result["toolUseId"], "response": _clip(text)}
    return {"type": next(iter(block), "empty")}


def _object(value: object) -> object:
    """Return a value as it is, or, if it is too long, the beginning of its text."""
    text = _to_json(value)
    return value if len(text) <= MAX_CHARACTERS else _clip(text)


def _text(text: str) -> dict[str, object]:
    return {"type": "text", "content": _clip(text)}


def _clip(text: str) -> str:
    return text if len(text) <= MAX_CHARACTERS else f"{text[:MAX_CHARACTERS]}…"


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
