"""Conversations in OpenAI's chat schema."""

from typing import Any

import pytest
from strands.types.content import Messages
from strands.types.tools import ToolChoice

from agents.models.openai_compatible.request import chat_messages, chat_tool_choice


def test_texts_are_joined_and_results_follow_their_calls() -> None:
    messages: Messages = [
        {"role": "user", "content": [{"text": "first"}, {"text": "second"}]},
        {
            "role": "assistant",
            "content": [
                {"reasoningContent": {"reasoningText": {"text": "hm"}}},
                {"text": "Let me see."},
                {"toolUse": {"toolUseId": "a", "name": "math", "input": {"query": "x²"}}},
                {"toolUse": {"toolUseId": "b", "name": "art", "input": {}}},
            ],
        },
        {
            "role": "user",
            "content": [
                {"text": "and hurry"},
                {"toolResult": {"toolUseId": "a", "status": "success", "content": [{"text": "4"}, {"json": {"n": 1}}]}},
                {"toolResult": {"toolUseId": "b", "status": "error", "content": [{"text": "no"}]}},
            ],
        },
    ]
    assert chat_messages(messages, "Be kind.") == [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "first\n\nsecond"},
        {
            "role": "assistant",
            "content": "Let me see.",
            "tool_calls": [
                {"id": "a", "type": "function", "function": {"name": "math", "arguments": '{"query": "x²"}'}},
                {"id": "b", "type": "function", "function": {"name": "art", "arguments": "{}"}},
            ],
        },
        {"role": "tool", "tool_call_id": "a", "content": '4\n\n{"n": 1}'},
        {"role": "tool", "tool_call_id": "b", "content": "no"},
        {"role": "user", "content": "and hurry"},
    ]


def test_image_follows_the_text() -> None:
    messages: Messages = [
        {
            "role": "user",
            "content": [{"text": "What is this?"}, {"image": {"format": "png", "source": {"bytes": b"png"}}}],
        }
    ]
    assert chat_messages(messages, None) == [
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "What is this?"},
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,cG5n"}},
            ],
        }
    ]


@pytest.mark.parametrize(
    ("choice", "written"),
    [
        ({"any": {}}, {"tool_choice": "required"}),
        ({"tool": {"name": "math"}}, {"tool_choice": {"type": "function", "function": {"name": "math"}}}),
        ({"auto": {}}, {}),
        (None, {}),
    ],
)
def test_tool_choice_is_written(choice: ToolChoice | None, written: dict[str, Any]) -> None:
    assert chat_tool_choice(choice) == written
