"""What is read of a reply at the least cost equals what botocore's own event stream reads of the same bytes."""

import copy
import json
import random
from collections.abc import Iterator
from functools import cache
from typing import Any

import boto3
import pytest
from botocore.eventstream import EventStream
from botocore.exceptions import EventStreamError
from botocore.parsers import EventStreamJSONParser

from agents.errors import ReplyBrokenOff
from agents.models.bedrock.reply import ConverseReply
from agents.models.sdk_adapter.botocore_replies import ReplyParser
from tests.agents.fakes.bedrock import frame

USAGE = {"inputTokens": 10, "outputTokens": 5, "totalTokens": 15}
USE = {"toolUse": {"toolUseId": "tooluse_1", "name": "calculator"}}
EVENTS: list[tuple[str, Any]] = [
    ("messageStart", {"role": "assistant"}),
    ("messageStart", {"role": "assistant", "p": "abcdefgh"}),
    ("messageStart", {"role": None}),
    ("messageStart", {"role": 1}),
    ("messageStart", {}),
    ("messageStart", []),
    ("messageStart", None),
    ("messageStart", "assistant"),
    ("contentBlockStart", {"contentBlockIndex": 1, "start": USE, "p": "ab"}),
    (
        "contentBlockStart",
        {"contentBlockIndex": 1, "start": {"toolUse": {**USE["toolUse"], "type": "server"}}},
    ),
    ("contentBlockStart", {"contentBlockIndex": 1, "start": {"toolUse": {**USE["toolUse"], "new": [1]}}}),
    ("contentBlockStart", {"contentBlockIndex": 1, "start": {"toolUse": None}}),
    ("contentBlockStart", {"contentBlockIndex": 1, "start": {}}),
    ("contentBlockStart", {"contentBlockIndex": 1}),
    ("contentBlockStart", {"start": USE}),
    ("contentBlockStart", {"contentBlockIndex": "1", "start": USE}),
    ("contentBlockStart", {"contentBlockIndex": True, "start": USE}),
    ("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": "Größe 你好 \ud83d\ude00"}}),
    ("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": ""}, "p": "abc"}),
    ("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": None}}),
    ("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": 5}}),
    ("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": "a", "citation": {"title": "b"}}}),
    ("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": "a", "new": 1}}),
    ("contentBlockDelta", {"contentBlockIndex": None, "delta": {"text": "a"}}),
    ("contentBlockDelta", {"contentBlockIndex": "0", "delta": {"text": "a"}}),
    ("contentBlockDelta", {"contentBlockIndex": 0.0, "delta": {"text": "a"}}),
    ("contentBlockDelta", {"contentBlockIndex": [0], "delta": {"text": "a"}}),
    ("contentBlockDelta", {"delta": {"text": "a"}}),
    ("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"toolUse": {"input": '{"a": '}}, "p": "abc"}),
    ("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"toolUse": {"input": ""}}}),
    ("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"toolUse": {"input": {"a": 1}}}}),
    ("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"toolUse": {}}}),
    ("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"reasoningContent": {"text": "hm"}}}),
    ("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"reasoningContent": {"signature": "abc"}}}),
    ("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"reasoningContent": {"redactedContent": "YWJj"}}}),
    ("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"soonToCome": {"text": "a"}}}),
    ("contentBlockDelta", {"contentBlockIndex": 0, "delta": {}}),
    ("contentBlockDelta", {"contentBlockIndex": 0, "delta": None}),
    ("contentBlockDelta", {"contentBlockIndex": 0, "delta": "text"}),
    ("contentBlockDelta", {"contentBlockIndex": 0, "delta": ["text"]}),
    ("contentBlockDelta", []),
    ("contentBlockDelta", None),
    ("contentBlockStop", {"contentBlockIndex": 0}),
    ("contentBlockStop", {"contentBlockIndex": 0, "p": None}),
    ("contentBlockStop", {"contentBlockIndex": None}),
    ("contentBlockStop", {"contentBlockIndex": 10**30}),
    ("messageStop", {"stopReason": "end_turn"}),
    ("messageStop", {"stopReason": "a_new_reason", "p": "x"}),
    ("messageStop", {"stopReason": "tool_use", "additionalModelResponseFields": {"a": [1, {"b": None}]}}),
    ("messageStop", {"stopReason": ["end_turn"]}),
    ("metadata", {"usage": USAGE, "metrics": {"latencyMs": 1}, "p": "abc"}),
    (
        "metadata",
        {"usage": {**USAGE, "cacheReadInputTokens": 3}, "metrics": {"latencyMs": 1}},
    ),
    ("metadata", {"usage": {**USAGE, "new": 3}, "metrics": {"latencyMs": 1}}),
    ("metadata", {"usage": USAGE, "metrics": {"latencyMs": 1.5}}),
    ("metadata", {"usage": USAGE, "metrics": {}}),
    ("metadata", {"usage": USAGE}),
    ("metadata", {"usage": USAGE, "metrics": {"latencyMs": 1}, "performanceConfig": {"latency": "optimized"}}),
    ("metadata", {"usage": {"inputTokens": "10"}, "metrics": {"latencyMs": 1}}),
    ("metadata", {"trace": {"guardrail": {"modelOutput": ["a"]}}, "usage": USAGE, "metrics": {"latencyMs": 1}}),
    ("soonToCome", {"a": 1}),
]
NO_JSON = (b"", b"{", b'{"role": "assistant"} {}', b'{"role": "\xff"}', b"\xff\xfe", b"[" * 100_000)


class RawStream:
    """The body of a reply as botocore reads it."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def stream(self) -> Iterator[bytes]:
        yield self._data

    def close(self) -> None:
        pass


@cache
def client() -> Any:
    return boto3.client("bedrock-runtime", "us-east-1")


@pytest.fixture(scope="module")
def parser() -> ReplyParser:
    return ReplyParser(client(), "ConverseStream")


def of_botocore(data: bytes) -> Any:
    """What botocore makes of one message: its events, or that it is a failure, or cannot be read."""
    operation = client().meta.service_model.operation_model("ConverseStream")
    try:
        events = EventStream(
            RawStream(data), operation.get_event_stream_output(), EventStreamJSONParser(), operation.name
        )
        return [event for event in events if event]
    except EventStreamError as error:
        return error.response["Error"]
    except Exception:
        return "broken"


def of_ours(parser: ReplyParser, data: bytes) -> Any:
    """The same of ours, which keeps a failure for the next read."""
    never_read: Any = None
    reply = ConverseReply(never_read, parser)
    chunks = reply.feed(data)
    if isinstance(reply._failure, EventStreamError):
        return reply._failure.response["Error"]
    return "broken" if isinstance(reply._failure, ReplyBrokenOff) else chunks


@pytest.mark.parametrize(("name", "payload"), EVENTS)
def test_event_is_what_botocore_reads(parser: ReplyParser, name: str, payload: Any) -> None:
    data = frame(json.dumps(payload).encode(), event_type=name, message_type="event")
    assert of_ours(parser, data) == of_botocore(data)


@pytest.mark.parametrize("name", ["messageStart", "contentBlockDelta", "metadata"])
@pytest.mark.parametrize("payload", NO_JSON)
def test_bytes_that_are_no_event_break_the_reply_off(parser: ReplyParser, name: str, payload: bytes) -> None:
    """Botocore makes an event without fields of some of them, from which an answer would go on with a hole."""
    assert of_ours(parser, frame(payload, event_type=name, message_type="event")) == "broken"


@pytest.mark.parametrize("name", ["messageStart", "contentBlockDelta", "throttlingException", "soonToCome"])
def test_failure_is_one_whatever_it_is_called(parser: ReplyParser, name: str) -> None:
    payload = {"message": "slow down", "contentBlockIndex": 0, "delta": {"text": "a"}}
    data = frame(payload, event_type=name, exception_type=name, message_type="exception")
    assert of_ours(parser, data) == of_botocore(data)


def test_events_changed_at_random_are_read_alike(parser: ReplyParser) -> None:
    dice = random.Random(20_261_129)
    for _ in range(1_500):
        name, payload = copy.deepcopy(dice.choice(EVENTS))
        change(payload, dice)
        data = frame(json.dumps(payload).encode(), event_type=name, message_type="event")
        assert of_ours(parser, data) == of_botocore(data), (name, payload)


def change(value: Any, dice: random.Random) -> None:
    """Replace, remove or add something in an event, at any depth."""
    while isinstance(value, dict) and value:
        key = dice.choice(list(value))
        if not isinstance(value[key], dict) or dice.random() < 0.3:
            break
        value = value[key]
    else:
        return
    match dice.randrange(3):
        case 0:
            value[key] = dice.choice([None, True, 0, -1, 1.5, "", "x", [], [1], {}, {"a": 1}])
        case 1:
            del value[key]
        case _:
            value[dice.choice(["new", "text", "p", "contentBlockIndex", "toolUse"])] = dice.choice([None, 1, "x", {}])
