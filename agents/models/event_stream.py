"""AWS's binary event stream, cut into messages as its bytes come."""

import struct
from binascii import crc32
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from botocore.eventstream import EventStreamHeaderParser

from agents.errors import ReplyBrokenOff

_PRELUDE = struct.Struct("!III")  # length of the message, length of its headers, checksum of these two
_CHECKSUM = struct.Struct("!I")
_OVERHEAD = _PRELUDE.size + _CHECKSUM.size
_LONGEST = 24 * 1024 * 1024  # the SDK's own limit


class Message(NamedTuple):
    """One message; its headers may be shared with other messages."""

    headers: Mapping[str, Any]
    payload: bytes


class EventStream:
    """The messages of one reply; the SDK's own buffer costs three times as much a token."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[Message]:
        """Take what has come, and yield the messages that are whole by now.

        Raises:
            ReplyBrokenOff: These bytes are no event stream, or were damaged on their way.
        """
        data = self._rest + data
        begin = 0
        while len(data) - begin >= _PRELUDE.size:
            length, headers, checksum = _PRELUDE.unpack_from(data, begin)
            if crc32(data[begin : begin + 8]) != checksum or not headers + _OVERHEAD <= length <= _LONGEST:
                raise ReplyBrokenOff
            if len(data) - begin < length:
                break
            end = begin + length - _CHECKSUM.size
            if crc32(data[begin:end]) != _CHECKSUM.unpack_from(data, end)[0]:
                raise ReplyBrokenOff
            payload = begin + _PRELUDE.size + headers
            yield Message(_headers(data[begin + _PRELUDE.size : payload]), data[payload:end])
            begin += length
        self._rest = data[begin:]


@lru_cache(maxsize=256)
def _headers(data: bytes) -> Mapping[str, Any]:
    """Read headers, which are the same bytes from token to token."""
    try:
        headers: dict[str, Any] = EventStreamHeaderParser().parse(data)
    except Exception as error:  # whatever a damaged header leads its parser to
        raise ReplyBrokenOff from error
    return headers
