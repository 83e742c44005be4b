"""Calls of tools as servers write them: mixed, without an index, all with the same one, named late."""

import json
from typing import Any

import pytest

from agents.models.openai_compatible.stream import ChatReply
from tests.agents.fakes.chat import chunk, stop, text, tool_call
from tests.agents.models.openai_compatible.replies import collect, inputs, written


def piece(**call: Any) -> bytes:
    return chunk({"tool_calls": [call]})


@pytest.mark.parametrize(
    "pieces",
    [
        [*tool_call(0, "a", "math", {"q": 1}), *tool_call(1, "b", "art", {"q": 2})],
        [
            piece(index=0, id="a", function={"name": "math", "arguments": '{"q"'}),
            piece(index=1, id="b", function={"name": "art", "arguments": '{"q": '}),
            piece(index=0, function={"arguments": ": 1}"}),
            piece(index=1, function={"arguments": "2}"}),
        ],
        [
            piece(index=0, id="a", function={"name": "math", "arguments": '{"q": 1}'}),
            piece(index=0, id="b", function={"name": "art", "arguments": '{"q": 2}'}),
        ],
        [
            piece(id="a", function={"name": "math", "arguments": {"q": 1}}),
            piece(id="b", function={"name": "art", "arguments": {"q": 2}}),
        ],
        [
            chunk(
                {
                    "tool_calls": [
                        {"index": 0, "id": "a", "function": {"name": "math", "arguments": '{"q": 1}'}},
                        {"index": 1, "id": "a", "function": {"name": "art", "arguments": '{"q": 2}'}},
                    ]
                }
            )
        ],
        [
            piece(index=0, id="a", function=None),
            piece(index=1, id="b", function=None),
            piece(index=1, function={"name": "art", "arguments": None}),
            piece(index=0, function={"name": "math", "arguments": None}),
            piece(index=1, function={"arguments": '{"q": 2}'}),
            piece(index=0, function={"arguments": '{"q": 1}'}),
        ],
        [
            piece(id="a", function={"name": "math", "arguments": '{"q"'}),
            piece(id="b", function={"name": "art", "arguments": '{"q": '}),
            piece(id="a", function={"name": "math", "arguments": ": 1}"}),
            piece(id="b", function={"arguments": "2}"}),
        ],
        [
            piece(index=0, function={"name": "math", "arguments": '{"q": 1}'}),
            piece(index=0, function={"name": "art", "arguments": '{"q": 2}'}),
        ],
    ],
    ids=[
        "one after the other",
        "interleaved",
        "every index 0",
        "objects without index",
        "all at once, one id",
        "named after their ids",
        "ids without index",
        "every index 0 without ids",
    ],
)
async def test_parallel_calls_are_kept_apart(pieces: list[bytes]) -> None:
    reason, content, _ = await collect(written(*text("So. "), *pieces, *stop("stop")))
    assert (reason, content[0]) == ("tool_use", {"text": "So. "})
    assert inputs(content) == [("math", {"q": 1}), ("art", {"q": 2})]
    ids = [block["toolUse"]["toolUseId"] for block in content if "toolUse" in block]
    assert len(set(ids)) == 2
    assert all(len(one) == 9 for one in ids)


async def test_text_in_the_middle_of_a_call_comes_after_it() -> None:
    calling = tool_call(0, "a", "math", {"q": 1})
    _, content, _ = await collect(written(*text("So. "), *calling[:2], *text("Wait."), *calling[2:], *stop()))
    assert inputs(content) == [("math", {"q": 1})]
    assert [block["text"] for block in content if "text" in block] == ["So. ", "Wait."]


async def test_first_call_is_passed_on_while_it_is_written() -> None:
    reply = ChatReply()
    (start,) = reply.feed(piece(index=0, id="a", function={"name": "math", "arguments": ""}))
    assert '"name": "math"' in json.dumps(start)
    assert list(reply.feed(piece(index=0, function={"arguments": '{"q'}))) == [
        {"contentBlockDelta": {"delta": {"toolUse": {"input": '{"q'}}}}
    ]
