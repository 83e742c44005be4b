"""Reads the JSON objects of a reply from bytes that are cut anywhere."""

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from agents.errors import ReplyBrokenOff

logger = logging.getLogger(__name__)

_MAX_EVENT_BYTES = 4_000_000
_LINE_END = re.compile(rb"\r?\n|\r(?=[^\n])")  # a CR at the end of the bytes may be the first half of a CRLF
_OTHER_FIELDS = re.compile(rb":|(?:event|id|retry)(?::|$)")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_WHOLE = ("choices", "error")  # one of them is in every object that stands alone


class ChunkReader:
    """Reads server-sent events, and the body of a server that does not stream.

    An event may hold its object in several `data:` lines. Servers leave out the blank line between two events, or the
    word `data:`, so a line that is a whole object of a reply always stands for itself.

    Attributes:
        done: Whether `[DONE]` has come.
    """

    def __init__(self) -> None:
        self.done = False
        self._parts: list[bytes] = []  # of the line that has not ended
        self._lines: list[bytes] = []  # of the event that has not ended
        self._size = 0

    def feed(self, data: bytes) -> Iterator[dict[str, Any]]:
        """Add bytes, and yield the objects that they complete.

        Raises:
            ReplyBrokenOff: An event is longer than any real one.
        """
        self._size += len(data)
        self._parts.append(data)
        if b"\n" in data or b"\r" in data:
            *lines, rest = _LINE_END.split(b"".join(self._parts))
            for line in lines:
                yield from self._read_line(line)
            self._parts = [rest]
            self._size = len(rest) + sum(map(len, self._lines))
        if self._size > _MAX_EVENT_BYTES:
            raise ReplyBrokenOff

    def end(self) -> Iterator[dict[str, Any]]:
        """Yield the objects that the end of the reply completes."""
        last, self._parts = b"".join(self._parts), []
        yield from self._read_line(last)
        yield from self._read_event()

    def _read_line(self, line: bytes) -> Iterator[dict[str, Any]]:
        line = line.strip().removeprefix(_BYTE_ORDER_MARK)
        if not line:
            yield from self._read_event()
            return
        if _OTHER_FIELDS.match(line):
            return
        line = line.removeprefix(b"data:").strip()
        if line == b"[DONE]":
            yield from self._read_event()
            self.done = True
            return
        whole = _parse(line)
        if whole is not None and (not self._lines or any(name in whole for name in _WHOLE)):
            self._drop()
            yield whole
        elif line.startswith(b"{") or self._lines:
            self._lines.append(line)

    def _read_event(self) -> Iterator[dict[str, Any]]:
        if self._lines and (whole := _parse(b"\n".join(self._lines))) is not None:
            self._lines.clear()
            yield whole
        self._drop()

    def _drop(self) -> None:
        if self._lines:
            logger.warning("reply_line_unreadable", extra={"bytes": sum(map(len, self._lines))})
            self._lines.clear()


def _parse(text: bytes) -> dict[str, Any] | None:
    if not text.startswith((b"{", b"[")):
        return None
    try:
        value = json.loads(text.decode(errors="replace"))
    except (ValueError, RecursionError):
        return None
    if isinstance(value, list) and len(value) == 1:  # Gemini puts an error into a list
        value = value[0]
    return value if isinstance(value, dict) else None
