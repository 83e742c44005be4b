"""Odd but real ways in which servers write a reply, in bytes cut anywhere."""

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strands.event_loop.streaming import process_stream
from strands.types.exceptions import ContextWindowOverflowException, ModelThrottledException

from agents.errors import ReplyBrokenOff
from agents.models.openai_compatible.stream import ChatReply
from tests.agents.fakes.chat import DONE, chunk, says, stop, text, thinks, tool_call
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


@settings(max_examples=60, deadline=None)
@given(cuts=st.lists(st.integers(0, 2000), max_size=12))
async def test_bytes_may_be_cut_anywhere(cuts: list[int]) -> None:
    whole = written(*text("你好 ", "👩🏫 ¡olé!"), *tool_call(0, "a", "math", {"query": "x²"}), *stop("tool_calls"))
    edges = [0, *sorted({cut for cut in cuts if cut < len(whole)}), len(whole)]
    pieces = [whole[start:end] for start, end in pairwise(edges)]
    reason, content, _ = await collect(*pieces)
    assert reason == "tool_use"
    assert content[0] == {"text": "你好 👩🏫 ¡olé!"}
    assert inputs(content) == [("math", {"query": "x²"})]


async def test_lines_that_cannot_be_read_are_skipped(caplog: pytest.LogCaptureFixture) -> None:
    noise = b': keep-alive\n\nevent: x\ndata: {"choices": [{"delta": {"content": "secret\n\ndata: oops\r\n\r\n'
    reason, content, _ = await collect(noise + written(*says("Hel", "lo.")).replace(b"\n", b"\r\n"))
    assert (reason, content) == ("end_turn", [{"text": "Hello."}])
    assert [record.message for record in caplog.records] == ["reply_line_unreadable"]
    assert "secret" not in str(caplog.records[0].__dict__)


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
    ],
    ids=["one after the other", "interleaved", "every index 0", "objects without index", "all at once, one id"],
)
async def test_parallel_calls_are_kept_apart(pieces: list[bytes]) -> None:
    reason, content, _ = await collect(written(*text("So. "), *pieces, *stop("stop")))
    assert (reason, content[0]) == ("tool_use", {"text": "So. "})
    assert inputs(content) == [("math", {"q": 1}), ("art", {"q": 2})]
    ids = [block["toolUse"]["toolUseId"] for block in content if "toolUse" in block]
    assert len(set(ids)) == 2
    assert all(len(one) == 9 for one in ids)


async def test_first_call_is_passed_on_while_it_is_written() -> None:
    reply = ChatReply()
    (start,) = reply.feed(piece(index=0, id="a", function={"name": "math", "arguments": ""}))
    assert '"name": "math"' in json.dumps(start)
    assert list(reply.feed(piece(index=0, function={"arguments": '{"q'}))) == [
        {"contentBlockDelta": {"delta": {"toolUse": {"input": '{"q'}}}}
    ]


async def test_text_in_parts_reasoning_and_cached_tokens() -> None:
    parts = chunk({"content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]})
    reason, content, usage = await collect(
        written(*thinks("hm", "x")[:3], parts, *stop("length", tokens=(100, 7), cached=80))
    )
    assert reason == "max_tokens"
    assert content == [{"reasoningContent": {"reasoningText": {"text": "hm"}}}, {"text": "xab"}]
    assert usage == {"inputTokens": 20, "outputTokens": 7, "totalTokens": 107, "cacheReadInputTokens": 80}


async def test_whole_reply_without_a_stream_is_read() -> None:
    body = {"choices": [{"message": {"role": "assistant", "content": "Hello."}, "finish_reason": "stop"}]}
    reason, content, _ = await collect(json.dumps(body).encode())
    assert (reason, content) == ("end_turn", [{"text": "Hello."}])


@pytest.mark.parametrize(
    ("data", "failure"),
    [
        (written(*text("Half")), ReplyBrokenOff),
        (b"", ReplyBrokenOff),
        (b'data: {"error": {"message": "maximum context length is 8192"}}\n\n', ContextWindowOverflowException),
        (b'data: {"error": {"message": "Rate limit reached"}}\n\n', ModelThrottledException),
        (b'data: {"error": "exploded"}\n\n', ReplyBrokenOff),
        (b"x" * 5_000_000, ReplyBrokenOff),
    ],
)
async def test_failure_inside_a_reply_is_raised(data: bytes, failure: type[Exception]) -> None:
    with pytest.raises(failure):
        await collect(data)


@pytest.mark.parametrize(
    ("data", "empty"),
    [
        (DONE, True),
        (written(*says()), True),
        (written(*says(" ")), True),
        (written(*thinks("hm"), *stop()), True),
        (written(*thinks("hm")[:1], *stop("length")), False),
        (written(*says("Hi.")), False),
        (written(*tool_call(0, "a", "math", {}), *stop("tool_calls")), False),
    ],
)
async def test_empty_reply_is_recognised(data: bytes, empty: bool) -> None:
    reply = ChatReply()
    list(reply.feed(data))
    assert reply.complete
    assert reply.empty == empty
