"""Frames as AWS writes them, cut and damaged in every way."""

import binascii
import random
import struct
from itertools import pairwise

import pytest
from botocore.eventstream import EventStreamBuffer

from agents.errors import ReplyBrokenOff
from agents.models.aws_event_stream import EventStream
from tests.agents.fakes.bedrock import event, failure, frame, says

WHOLE = b"".join(step for step in says("¡Olé, ", "你好!") if isinstance(step, bytes)) + failure("throttlingException")


def messages(*parts: bytes) -> list[tuple[dict[str, object], bytes]]:
    stream = EventStream()
    return [(dict(message.headers), message.payload) for part in parts for message in stream.feed(part)]


def test_messages_equal_those_of_botocore_wherever_the_bytes_are_cut() -> None:
    buffer = EventStreamBuffer()
    buffer.add_data(WHOLE)
    expected = [(message.headers, message.payload) for message in buffer]
    dice = random.Random(20_260_401)
    assert messages(WHOLE) == expected
    assert messages(*(WHOLE[at : at + 1] for at in range(len(WHOLE)))) == expected
    for _ in range(100):
        cuts = [0, *sorted(dice.sample(range(1, len(WHOLE)), 5)), len(WHOLE)]
        assert messages(*(WHOLE[a:b] for a, b in pairwise(cuts))) == expected


def test_single_wrong_bit_is_detected() -> None:
    whole = event("contentBlockDelta", contentBlockIndex=0, delta={"text": "Hello"})
    for at in range(len(whole)):
        damaged = bytearray(whole)
        damaged[at] ^= 1 << (at % 8)
        with pytest.raises(ReplyBrokenOff):
            messages(bytes(damaged))


def prelude(length: int, headers: int) -> bytes:
    counts = struct.pack("!II", length, headers)
    return counts + struct.pack("!I", binascii.crc32(counts))


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><html><body>Sign in to the network of this hotel</body></html>",
        prelude(2**32 - 1, 16),  # would be waited for for ever
        prelude(20, 100),
        prelude(0, 0),
    ],
    ids=["a web page", "endless", "headers longer than all", "nothing"],
)
def test_bytes_of_another_format_are_refused_at_once(data: bytes) -> None:
    with pytest.raises(ReplyBrokenOff):
        messages(data)


def test_malformed_headers_are_refused() -> None:
    whole = frame({}, event_type="x")
    head = whole[12:-6].replace(b"\x07", b"\x63")  # no such type of value
    body = prelude(len(head) + 16, len(head)) + head
    with pytest.raises(ReplyBrokenOff):
        messages(body + struct.pack("!I", binascii.crc32(body)))


def test_messages_before_the_damage_are_returned() -> None:
    stream = EventStream()
    told = stream.feed(event("messageStart", role="assistant") + b"x" * 100)
    assert next(told).headers[":event-type"] == "messageStart"
    with pytest.raises(ReplyBrokenOff):
        next(told)


def test_large_message_is_returned_whole() -> None:
    large = frame(b"x" * 5_000_000, event_type="contentBlockDelta")
    ((_, payload),) = messages(*(large[at : at + 65_536] for at in range(0, len(large), 65_536)))
    assert payload == b"x" * 5_000_000
