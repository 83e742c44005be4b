"""Decodes text, and checks tables."""

import csv
import io
import re

from charset_normalizer import from_bytes

from agents.documents.sniffing import unknown_kind
from agents.user_messages import UserFacingError

MAX_COLUMNS = 1_000
_MAX_CELL_CHARACTERS = 100_000
_DETECTED_BYTES = 64 * 1024  # read to detect the encoding
_DETECTED_CHARACTERS = 4096  # read to detect the separator
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.001  # of the characters; a file with more is no text


def decode(content: bytes) -> str:
    """Return the text, whose encoding is detected.

    Raises:
        UserFacingError: The file is no text.
    """
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return _without_controls(content.decode(encoding))
        except UnicodeDecodeError:
            pass
    if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", content):
        raise unknown_kind()
    best = from_bytes(content[:_DETECTED_BYTES]).best()
    try:
        return _without_controls(content.decode(best.encoding if best else "cp1252"))
    except (UnicodeDecodeError, LookupError):
        raise unknown_kind() from None


def check_table(text: str) -> None:
    """Check every row of a CSV file.

    Raises:
        UserFacingError: It is no table, or has too many columns.
    """
    csv.field_size_limit(_MAX_CELL_CHARACTERS)
    try:
        dialect = csv.Sniffer().sniff(text[:_DETECTED_CHARACTERS], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        widest = max(map(len, csv.reader(io.StringIO(text, newline=""), dialect)), default=0)
    except csv.Error:
        raise UserFacingError(
            "This is not a table in CSV; save it again and attach the copy.", code="file_csv"
        ) from None
    if widest > MAX_COLUMNS:
        raise UserFacingError(
            "This table has more than {most} columns; attach the part that matters.",
            code="file_columns",
            most=MAX_COLUMNS,
        )


def _without_controls(text: str) -> str:
    cleaned = _CONTROL.sub("", text)
    if len(text) - len(cleaned) > _MAX_CONTROL_SHARE * len(text):
        raise unknown_kind()
    return cleaned.replace("\r\n", "\n").replace("\r", "\n")
