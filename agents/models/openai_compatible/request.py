"""A conversation in OpenAI's chat schema, which SageMaker's and many other servers speak."""

import base64
import json
from collections.abc import Sequence
from typing import Any

from strands.types.content import Message, Messages
from strands.types.tools import ToolChoice, ToolResult, ToolSpec


def chat_messages(messages: Messages, system_prompt: str | None) -> list[dict[str, Any]]:
    """Put a conversation into the schema; texts are strings, which every server takes, unless an image is there."""
    written: list[dict[str, Any]] = []
    if system_prompt:
        written.append({"role": "system", "content": system_prompt})
    for message in messages:
        # Results must follow their calls at once, so they come before whatever else the message holds.
        written += [_tool_message(block["toolResult"]) for block in message["content"] if "toolResult" in block]
        if message["role"] == "assistant":
            written.append(_assistant_message(message))
        elif content := _user_content(message):
            written.append({"role": "user", "content": content})
    return written


def chat_tools(specs: Sequence[ToolSpec]) -> list[dict[str, Any]]:
    """Describe the tools."""
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
    """Say which tool must be called, if one must."""
    match choice:
        case {"any": _}:
            return {"tool_choice": "required"}
        case {"tool": {"name": name}}:
            return {"tool_choice": {"type": "function", "function": {"name": name}}}
        case _:
            return {}


def _assistant_message(message: Message) -> dict[str, Any]:
    calls = [
        {
            "id": block["toolUse"]["toolUseId"],
            "type": "function",
            "function": {
                "name": block["toolUse"]["name"],
                "arguments": json.dumps(block["toolUse"]["input"], ensure_ascii=False),
            },
        }
        for block in message["content"]
        if "toolUse" in block
    ]
    said = {"role": "assistant", "content": _texts(message["content"])}
    return said | {"tool_calls": calls} if calls else said


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
