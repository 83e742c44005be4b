"""What a span holds of messages where content is captured, and how much of it."""

import json
from typing import Any

import pytest

from agents.agent.traced_model import ModelReply
from chat.observability.captured_content import (
    MAX_CHARACTERS,
    MAX_CONVERSATION,
    format_messages,
    format_object,
    format_reply,
    format_system,
)

LONG = "x" * (2 * MAX_CHARACTERS)


@pytest.mark.parametrize(
    ("block", "part"),
    [
        ({"text": "Größe?"}, {"type": "text", "content": "Größe?"}),
        (
            {"toolUse": {"toolUseId": "c1", "name": "calculator", "input": {"expression": "1 + 1"}}},
            {"type": "tool_call", "id": "c1", "name": "calculator", "arguments": {"expression": "1 + 1"}},
        ),
        (
            {"toolResult": {"toolUseId": "c1", "status": "success", "content": [{"text": "2"}, {"json": {}}]}},
            {"type": "tool_call_response", "id": "c1", "response": "2"},
        ),
        ({"image": {"format": "png", "source": {"bytes": b"\x89PNG"}}}, {"type": "image"}),
        ({"document": {"format": "pdf", "name": "a", "source": {"bytes": b"%PDF"}}}, {"type": "document"}),
        ({"reasoningContent": {"redactedContent": b"\x00"}}, {"type": "reasoningContent"}),
        ({}, {"type": "empty"}),
    ],
)
def test_parts_of_a_message(block: dict[str, Any], part: dict[str, Any]) -> None:
    assert json.loads(format_messages([{"role": "user", "content": [block]}])) == [{"role": "user", "parts": [part]}]


def test_long_text_is_cut() -> None:
    (message,) = json.loads(format_messages([{"role": "user", "content": [{"text": LONG}]}]))
    assert len(message["parts"][0]["content"]) == MAX_CHARACTERS + 1
    use = {"toolUse": {"toolUseId": "c", "name": "n", "input": {"a": LONG}}}
    (message,) = json.loads(format_messages([{"role": "assistant", "content": [use]}]))
    assert len(message["parts"][0]["arguments"]) == MAX_CHARACTERS + 1
    assert len(format_object({"a": LONG})) == len(format_object(LONG)) == MAX_CHARACTERS + 1
    assert len(format_system(LONG)) < MAX_CHARACTERS + 100
    reply = ModelReply(stop_reason="end_turn", text=[LONG], calls={"c": ("n", [LONG])})
    assert len(format_reply(reply)) < 2 * MAX_CHARACTERS + 300


def test_end_of_a_long_conversation_is_kept() -> None:
    messages = [{"role": "user", "content": [{"text": f"{number} {'y' * 1_000}"}]} for number in range(100)]
    kept = json.loads(format_messages(messages))
    numbers = [int(message["parts"][0]["content"].split()[0]) for message in kept]
    assert numbers == list(range(100 - len(kept), 100))
    assert MAX_CONVERSATION - 1_100 < len(format_messages(messages)) < MAX_CONVERSATION + 100


def test_last_message_is_kept_however_long_it_is() -> None:
    blocks = [{"text": LONG}] * 5
    assert len(json.loads(format_messages([{"role": "user", "content": blocks}] * 2))) == 1
