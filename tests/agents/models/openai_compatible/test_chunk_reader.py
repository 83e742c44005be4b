"""Objects in the bytes of a reply, however a server breaks its lines."""

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.errors import ReplyBrokenOff
from agents.models.openai_compatible.chunk_reader import ChunkReader

A, B = {"choices": [], "id": "á"}, {"choices": [{"delta": {"content": "x\ny"}}]}
LINE_A, LINE_B = (json.dumps(one, ensure_ascii=False).encode() for one in (A, B))
PRETTY_B = json.dumps(B, indent=1).encode()


def read(*pieces: bytes) -> tuple[list[dict[str, Any]], bool]:
    reader = ChunkReader()
    found = [chunk for piece in pieces for chunk in reader.feed(piece)]
    return [*found, *reader.end()], reader.done


def event(text: bytes, end: bytes = b"\n") -> bytes:
    return b"".join(b"data: " + line + end for line in text.split(b"\n")) + end


STREAMS = {
    "one line each": event(LINE_A) + event(LINE_B),
    "several data lines": event(LINE_A) + event(PRETTY_B),
    "several data lines with CRLF": event(PRETTY_B, b"\r\n").replace(b"data: ", b"data:"),
    "CR": event(PRETTY_B, b"\r") + event(LINE_A, b"\r"),
    "a byte order mark": b"\xef\xbb\xbf" + event(LINE_A) + event(LINE_B),
    "no blank line": b"data: " + LINE_A + b"\ndata: " + LINE_B + b"\n",
    "no data:": LINE_A + b"\n" + LINE_B,
    "comments and other fields": b": hi\n\nevent: message\nid: 7\nretry: 10\ndata: " + LINE_A + b"\n\n:\n",
    "whole body over lines": PRETTY_B,
    "no last line end": b"data: " + LINE_A,
    "a broken object between": event(LINE_A) + event(b'{"choices": [{"del') + event(LINE_B),
    "a broken object without a blank line": b'data: {"oops\ndata: ' + LINE_B + b"\n",
    "an error in a list": b'[{"error": {"code": 400}}]',
}
WANTED: dict[str, list[Any]] = {
    "several data lines with CRLF": [B],
    "CR": [B, A],
    "comments and other fields": [A],
    "whole body over lines": [B],
    "no last line end": [A],
    "a broken object without a blank line": [B],
    "an error in a list": [{"error": {"code": 400}}],
}


@pytest.mark.parametrize("name", STREAMS)
def test_every_way_of_writing_objects_is_read(name: str) -> None:
    assert read(STREAMS[name])[0] == WANTED.get(name, [A, B])


@settings(max_examples=100, deadline=None)
@given(name=st.sampled_from(list(STREAMS)), cuts=st.lists(st.integers(1, 150), max_size=6))
def test_bytes_may_be_cut_anywhere(name: str, cuts: list[int]) -> None:
    stream = STREAMS[name]
    edges = [0, *sorted({cut for cut in cuts if cut < len(stream)}), len(stream)]
    assert read(*(stream[start:end] for start, end in pairwise(edges)))[0] == WANTED.get(name, [A, B])


@pytest.mark.parametrize("end", [b"data: [DONE]\n\n", b"data:[DONE]", b"[DONE]\r\n"])
def test_end_is_recognised(end: bytes) -> None:
    assert read(event(LINE_A) + end) == ([A], True)


@pytest.mark.parametrize("noise", [b"[1, 2]\n", b"[" * 100_000 + b"\n", b"null\n", b"\xff\xfe\n", b"<html>\n"])
def test_noise_is_skipped(noise: bytes) -> None:
    assert read(b"data: " + noise + event(LINE_B))[0] == [B]


def test_a_line_of_two_megabytes_is_read_and_an_endless_one_is_not() -> None:
    large = {"choices": [{"delta": {"content": "x"}, "logprobs": "y" * 2_000_000}]}
    data = event(json.dumps(large).encode())
    pieces = [data[start : start + 16_384] for start in range(0, len(data), 16_384)]
    assert read(*pieces)[0] == [large]
    with pytest.raises(ReplyBrokenOff):
        read(*[b"x" * 500_000] * 9)
    with pytest.raises(ReplyBrokenOff):
        read(*[b"data: {" + b"x" * 500_000 + b"\n"] * 9)
