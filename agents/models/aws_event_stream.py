"""Cuts AWS's binary event stream into messages while its bytes arrive."""

import struct
from binascii import crc32
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from agents.errors import ReplyBrokenOff
from agents.models.sdk_adapter.botocore_replies import parse_headers

_PRELUDE = struct.Struct("!III")  # length of the message, length of its headers, checksum of these two
_CHECKSUM = struct.Struct("!I")
_OVERHEAD = _PRELUDE.size + _CHECKSUM.size
_MAX_MESSAGE_BYTES = 24 * 1024 * 1024  # the limit of botocore


class EventStreamMessage(NamedTuple):
    """One message; other messages may share its mapping of headers."""

    headers: Mapping[str, Any]
    payload: bytes


class EventStream:
    """The messages of one reply; botocore's own buffer costs three times as much a token."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> Iterator[EventStreamMessage]:
        """Add bytes, and yield the messages that they complete.

        Raises:
            ReplyBrokenOff: The bytes are no event stream, or they are damaged.
        """
        self._rest += data
        while len(self._rest) >= _PRELUDE.size:
            length, headers, checksum = _PRELUDE.unpack_from(self._rest)
            if crc32(self._rest[:8]) != checksum or not headers + _OVERHEAD <= length <= _MAX_MESSAGE_BYTES:
                raise ReplyBrokenOff
            if len(self._rest) < length:
                return
            whole = bytes(self._rest[:length])
            del self._rest[:length]
            if crc32(whole[: -_CHECKSUM.size]) != _CHECKSUM.unpack_from(whole, length - _CHECKSUM.size)[0]:
                raise ReplyBrokenOff
            payload = _PRELUDE.size + headers
            yield EventStreamMessage(_headers(whole[_PRELUDE.size : payload]), whole[payload : -_CHECKSUM.size])


@lru_cache(maxsize=256)
def _headers(data: bytes) -> Mapping[str, Any]:
    return parse_headers(data)  # the same bytes come with every token
