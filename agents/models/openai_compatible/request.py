"""Writes a conversation in OpenAI's chat schema, which SageMaker and many other servers use."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from strands.types.content import Message, Messages
from strands.types.tools import ToolChoice, ToolResult, ToolSpec, ToolUse

from agents.characters import whole_characters


@dataclass(frozen=True, slots=True)
class CallExtras:
    """What a server sent with a call of a tool, and wants back with it.

    Attributes:
        extra_content: Gemini's signature of its thoughts, for one.
        reasoning: What the model thought before the call, if it was sent as `reasoning_content`: DeepSeek and Kimi
            refuse a call without it, be it empty.
    """

    extra_content: Any = None
    reasoning: str | None = None


def chat_messages(
    messages: Messages, system_prompt: str | None, extras: Mapping[str, CallExtras] | None = None
) -> list[dict[str, Any]]:
    """Return the messages in the schema; text is a string, which every server accepts, unless there is an image.

    Args:
        messages: The conversation.
        system_prompt: The system prompt.
        extras: What the server wants back, by the id of the call that it came with.
    """
    converted: list[dict[str, Any]] = []
    if system_prompt:
        converted.append({"role": "system", "content": system_prompt})
    for message in messages:
        # Results must follow their calls directly, so they come before the rest of the message.
        converted += [_tool_message(block["toolResult"]) for block in message["content"] if "toolResult" in block]
        if message["role"] == "assistant":
            converted.append(_assistant_message(message, extras or {}))
        elif content := _user_content(message):
            converted.append({"role": "user", "content": content})
    return converted


def encode_request(request: Mapping[str, Any]) -> bytes:
    """Return a request as the body of a call."""
    return whole_characters(json.dumps(request, ensure_ascii=False)).encode()


def chat_tools(specs: Sequence[ToolSpec]) -> list[dict[str, Any]]:
    """Return the tools in the schema."""
    return [
        {
            "type": "function",
            "function": {
                "name": spec["name"],
                "description": spec["description"],
                "parameters": spec["inputSchema"]["json"],
            },
        }
        for spec in specs
    ]


def chat_tool_choice(choice: ToolChoice | None) -> dict[str, Any]:
    """Return the part of a request that demands a tool; empty if none is demanded."""
    match choice:
        case {"any": _}:
            return {"tool_choice": "required"}
        case {"tool": {"name": name}}:
            return {"tool_choice": {"type": "function", "function": {"name": name}}}
        case _:
            return {}


def _assistant_message(message: Message, extras: Mapping[str, CallExtras]) -> dict[str, Any]:
    converted: dict[str, Any] = {"role": "assistant", "content": _texts(message["content"])}
    uses = [block["toolUse"] for block in message["content"] if "toolUse" in block]
    if uses:
        converted["tool_calls"] = [_tool_call(use, extras.get(use["toolUseId"])) for use in uses]
        extra = extras.get(uses[0]["toolUseId"])
        if extra and extra.reasoning is not None:
            converted["reasoning_content"] = extra.reasoning
    return converted


def _tool_call(use: ToolUse, extra: CallExtras | None) -> dict[str, Any]:
    call = {
        "id": use["toolUseId"],
        "type": "function",
        "function": {"name": use["name"], "arguments": json.dumps(use["input"], ensure_ascii=False)},
    }
    return call | {"extra_content": extra.extra_content} if extra and extra.extra_content else call


def _user_content(message: Message) -> str | list[dict[str, Any]]:
    images = [block["image"] for block in message["content"] if "image" in block]
    text = _texts(message["content"])
    if not images:
        return text
    parts: list[dict[str, Any]] = [{"type": "text", "text": text}] if text else []
    for image in images:
        data = base64.b64encode(image["source"]["bytes"]).decode()
        parts.append({"type": "image_url", "image_url": {"url": f"data:image/{image['format']};base64,{data}"}})
    return parts


def _tool_message(result: ToolResult) -> dict[str, Any]:
    return {"role": "tool", "tool_call_id": result["toolUseId"], "content": _texts(result["content"])}


def _texts(blocks: Sequence[Any]) -> str:
    texts = [
        block["text"] if "text" in block else json.dumps(block["json"], ensure_ascii=False)
        for block in blocks
        if "text" in block or "json" in block
    ]
    return "\n\n".join(texts)
