"""Odd but real ways in which servers write a reply, in bytes cut anywhere."""

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strands.types.exceptions import ContextWindowOverflowException, ModelThrottledException

from agents.errors import ReplyBrokenOff
from agents.models.openai_compatible.stream import ChatReply
from tests.agents.fakes.chat import DONE, chunk, says, stop, text, thinks, tool_call
from tests.agents.models.openai_compatible.replies import collect, inputs, written


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


EVERY = "stop"


@pytest.mark.parametrize(
    ("data", "text", "calls"),
    [
        (written(chunk({"content": "Hel"}, EVERY), chunk({"content": "lo."}, EVERY), DONE), "Hello.", []),
        (written(chunk({"content": "Hel"}, EVERY), chunk({"content": "lo."}, EVERY)), "Hello.", []),
        (
            written(
                *(
                    step.replace(b'"finish_reason": null', b'"finish_reason": "tool_calls"')
                    for step in tool_call(0, "a", "math", {"q": 1})
                    if isinstance(step, bytes)
                ),
                DONE,
            ),
            "",
            [("math", {"q": 1})],
        ),
        (
            written(
                chunk(choices=[{"index": 1, "delta": {"content": "Other."}, "finish_reason": "stop"}]),
                chunk(
                    choices=[
                        {"index": 1, "delta": {"content": "Other."}},
                        {"index": 0, "delta": {"content": "Hello."}},
                    ]
                ),
                *stop(),
            ),
            "Hello.",
            [],
        ),
        (
            written(chunk(choices=[{"delta": {"content": "Hello."}}, {"delta": {"content": "x"}}]), *stop()),
            "Hello.",
            [],
        ),
        (
            written(chunk({"function_call": {"name": "math", "arguments": '{"q": 1}'}}), *stop("function_call")),
            "",
            [("math", {"q": 1})],
        ),
        (
            written(
                chunk(choices=[{"index": 0, "delta": {"content": "Hel"}}]),
                chunk(choices=[{"index": 1, "delta": {"content": "lo."}}]),
                chunk(choices=[{"index": 1, "delta": {}, "finish_reason": "stop"}]),
            ),
            "Hello.",
            [],
        ),
        (written(chunk(choices=[{"index": 1, "delta": {"content": "Hello."}}]), DONE), "Hello.", []),
        (
            written(
                chunk({"tool_calls": {"id": "a", "function": {"name": "math", "arguments": ""}}}),
                chunk({"tool_calls": {"function": {"arguments": '{"q": 1}'}}}),
                chunk(choices=[{"index": 1, "delta": {"tool_calls": {"id": "b", "function": {"name": "art"}}}}]),
                chunk(choices=[{"index": 1, "delta": {"tool_calls": {"function": {"arguments": '{"q": 2}'}}}}]),
                chunk(choices=[{"index": 1, "delta": {}, "finish_reason": "tool_calls"}]),
                DONE,
            ),
            "",
            [("math", {"q": 1}), ("art", {"q": 2})],
        ),
        (
            json.dumps(
                {
                    "choices": [
                        {"message": {"content": "Hello."}, "finish_reason": "tool_calls"},
                        {
                            "message": {"tool_calls": [{"function": {"name": "math", "arguments": '{"q": 1}'}}]},
                            "finish_reason": "tool_calls",
                        },
                    ]
                }
            ).encode(),
            "Hello.",
            [("math", {"q": 1})],
        ),
        (written(*text("Hello."), chunk({}, "stop", usage={"prompt_tokens": "?"}), DONE), "Hello.", []),
        (written(*text("Hello."), chunk({}, "stop", usage=[7]), DONE), "Hello.", []),
        (written(*text("Hello."), chunk({}, "stop", usage={"prompt_tokens": float("inf")}), DONE), "Hello.", []),
        (written(*text("Hel@lo."), *stop()).replace(b"@", b"\xf0\x9f"), "Hel�lo.", []),
        (written(chunk(choices=[{"delta": {"content": "Hello."}, "finishReason": "STOP"}])), "Hello.", []),
        (written(chunk({"content": ["Hel", {"text": "lo."}]}), *stop()), "Hello.", []),
        (
            written(
                chunk({"content": None, "refusal": ""}),
                chunk({"refusal": "I can"}),
                chunk({"refusal": "not."}),
                *stop(),
            ),
            "I cannot.",
            [],
        ),
        (
            written(
                chunk({"tool_calls": {"index": 0, "id": "", "function": {"name": "math", "arguments": '{"q"'}}}),
                chunk({"tool_calls": {"index": 0, "id": "", "function": {"name": None, "arguments": ": 1}"}}}),
                *stop("eos_token"),
            ),
            "",
            [("math", {"q": 1})],
        ),
    ],
    ids=[
        "a reason in every piece",
        "a reason in every piece, and no end",
        "arguments after the reason",
        "a second choice",
        "choices without an index",
        "a function call",
        "an answer over two choices",
        "an answer in the second choice",
        "a choice for each call",
        "text and calls in a choice each",
        "tokens in words",
        "tokens in a list",
        "endless tokens",
        "bytes that are no text",
        "Gemini's reason",
        "texts in a list",
        "a refusal",
        "a call that is no list",
    ],
)
async def test_reply_in_another_form_is_read(data: bytes, text: str, calls: list[Any]) -> None:
    _, content, _ = await collect(data)
    assert "".join(block.get("text", "") for block in content) == text
    assert inputs(content) == calls


async def test_tokens_where_groq_counts_them() -> None:
    counted = {"id": "req", "usage": {"prompt_tokens": 5, "completion_tokens": 2, "total_tokens": 7}}
    _, _, usage = await collect(written(*text("Hi."), chunk({}, "stop", x_groq=counted), DONE))
    assert (usage["inputTokens"], usage["outputTokens"]) == (5, 2)


@pytest.mark.parametrize(
    "absurd",
    [
        {"prompt_tokens": -1_000_000, "completion_tokens": 5},
        {"prompt_tokens": 5, "completion_tokens": -5},
        {"prompt_tokens": 10**30, "completion_tokens": 5},
        {"prompt_tokens": 5, "completion_tokens": 3, "prompt_tokens_details": {"cached_tokens": -7}},
    ],
)
async def test_a_usage_that_cannot_be_is_not_read(absurd: dict[str, Any]) -> None:
    _, _, usage = await collect(written(*text("Hi."), chunk({}, "stop", usage=absurd), DONE))
    assert (usage["inputTokens"], usage["outputTokens"], usage["totalTokens"]) == (0, 0, 0)


async def test_reasoning_among_the_parts_of_content() -> None:
    thought = [{"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]}]
    _, content, _ = await collect(written(chunk({"content": thought}), *says("Hi.")))
    assert content == [{"reasoningContent": {"reasoningText": {"text": "hm"}}}, {"text": "Hi."}]


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("length", "max_tokens"),
        ("MAX_TOKENS", "max_tokens"),
        ("model_length", "max_tokens"),
        ("SAFETY", "content_filtered"),
        ("STOP", "end_turn"),
        ("eos", "end_turn"),
    ],
)
async def test_reason_in_the_words_of_a_server(reason: str, told: str) -> None:
    assert (await collect(written(*text("Hi."), *stop(reason))))[0] == told


MALFORMED: list[Any] = [
    "x",
    {"delta": {}},
    [None],
    ["x"],
    [{"delta": "x"}],
    [{"delta": {"content": 7}}],
    [{"delta": {"content": [7]}}],
    [{"delta": {"content": [{"text": 7}]}}],
    [{"delta": {"tool_calls": {"index": 0}}}],
    [{"delta": {"tool_calls": ["x"]}}],
    [{"delta": {"tool_calls": [{"function": "x"}]}}],
    [{"delta": {"tool_calls": 7}}],
]


@pytest.mark.parametrize("choices", MALFORMED, ids=str)
async def test_malformed_piece_is_the_servers_fault(choices: Any) -> None:
    with pytest.raises(ReplyBrokenOff):
        await collect(written(*text("Hello."), chunk(choices=choices), *stop()))


@pytest.mark.parametrize(
    ("data", "failure"),
    [
        (written(*text("Half")), ReplyBrokenOff),
        (b"", ReplyBrokenOff),
        (b'data: {"error": {"message": "maximum context length is 8192"}}\n\n', ContextWindowOverflowException),
        (b'data: {"error": {"message": "Rate limit reached"}}\n\n', ModelThrottledException),
        (b'data: {"error": "exploded"}\n\n', ReplyBrokenOff),
        (b'data: {"object": "error", "message": "No engine", "code": 500}\n\ndata: [DONE]\n\n', ReplyBrokenOff),
        (written(*text("Half"), *stop("error")), ReplyBrokenOff),
        (written(*text("Half"), *stop("malformed_function_call")), ReplyBrokenOff),
        (written(*text("Half"), *stop("insufficient_system_resource")), ModelThrottledException),
        (b"x" * 5_000_000, ReplyBrokenOff),
        (
            written(chunk({"tool_calls": [{"id": str(n), "function": {"name": "f"}} for n in range(201)]})),
            ReplyBrokenOff,
        ),
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
        (written(chunk(choices=[{"index": 1, "delta": {"content": "Hi."}}]), DONE), False),
    ],
)
async def test_empty_reply_is_recognised(data: bytes, empty: bool) -> None:
    reply = ChatReply()
    list(reply.feed(data))
    assert reply.complete
    assert reply.empty == empty
