"""The rules of real servers for a conversation; they refuse a request that breaks one."""

from collections.abc import Sequence
from typing import Any


def check_converse(messages: Sequence[dict[str, Any]]) -> None:
    """Check a conversation against the rules of Bedrock's Converse."""
    assert [message["role"] for message in messages] == [
        "assistant" if number % 2 else "user" for number in range(len(messages))
    ], "roles alternate and the user begins"
    assert len(messages) % 2, "the user speaks last"
    owed: set[str] = set()
    seen: set[str] = set()
    for message in messages:
        blocks = message["content"]
        assert blocks, "no message is empty"
        assert all(block["text"].strip() for block in blocks if "text" in block), "no text is blank"
        results = [block["toolResult"]["toolUseId"] for block in blocks if "toolResult" in block]
        assert set(results) == owed, "every call is answered, at once, and nothing else is"
        assert len(results) == len(owed), "no call is answered twice"
        calls = [block["toolUse"]["toolUseId"] for block in blocks if "toolUse" in block]
        assert len(calls) == len(set(calls)), "no call shares its id"
        assert not seen & set(calls), "no id comes again"
        seen |= set(calls)
        owed = set(calls)
    assert not owed


def check_chat(messages: Sequence[dict[str, Any]]) -> None:
    """Check a conversation against the rules of OpenAI's chat schema."""
    assert messages[0]["role"] == "system"
    blocks: list[dict[str, Any]] = []
    for message in messages[1:]:
        if message["role"] == "tool":
            part = {"toolResult": {"toolUseId": message["tool_call_id"]}}
            if blocks[-1]["role"] == "user":
                blocks[-1]["content"].append(part)
            else:
                blocks.append({"role": "user", "content": [part]})
            continue
        assert message["content"] or message.get("tool_calls"), "no message is empty"
        calls = [{"toolUse": {"toolUseId": call["id"]}} for call in message.get("tool_calls", [])]
        texts = [{"text": message["content"]}] if message["content"] else []
        blocks.append({"role": message["role"], "content": [*texts, *calls]})
    check_converse(blocks)
