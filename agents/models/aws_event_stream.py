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
_MAX_LENGTH = 24 * 1024 * 1024  # the SDK's own limit


class Message(NamedTuple):
    """One message; its headers may be shared with other messages."""

    headers: Mapping[str, Any]
    payload: bytes


class EventStream:
    """The messages of one reply; the SDK's own buffer costs three times as much a token."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> Iterator[Message]:
        """Take what has come, and yield the messages that are whole by now.

        Raises:
            ReplyBrokenOff: These bytes are no event stream, or were damaged on their way.
        """
        self._rest += data
        while len(self._rest) >= _PRELUDE.size:
            length, headers, checksum = _PRELUDE.unpack_from(self._rest)
            if crc32(self._rest[:8]) != checksum or not headers + _OVERHEAD <= length <= _MAX_LENGTH:
                raise ReplyBrokenOff
            if len(self._rest) < length:
                return
            whole = bytes(self._rest[:length])
            del self._rest[:length]
            if crc32(whole[: -_CHECKSUM.size]) != _CHECKSUM.unpack_from(whole, length - _CHECKSUM.size)[0]:
                raise ReplyBrokenOff
            payload = _PRELUDE.size + headers
            yield Message(_headers(whole[_PRELUDE.size : payload]), whole[payload : -_CHECKSUM.size])


@lru_cache(maxsize=256)
def _headers(data: bytes) -> Mapping[str, Any]:
    """Read headers, which are the same bytes from token to token."""
    try:
        headers: dict[str, Any] = EventStreamHeaderParser().parse(data)
    except Exception as error:  # whatever a damaged header leads its parser to
        raise ReplyBrokenOff from error
    return headers
