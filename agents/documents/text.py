"""Plain text, Markdown and tables."""

import csv
import io
import re

from charset_normalizer import from_bytes

from agents.documents.sniffing import unknown_kind
from agents.user_messages import UserFacingError

MAX_COLUMNS = 1_000
_MAX_CELL = 100_000
_LOOKED_AT = 64 * 1024
_SNIFFED = 4096
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_FEW = 0.001  # of the characters may be control characters; more is no text


def decode(content: bytes) -> str:
    """Return the text in whatever encoding it was written.

    Raises:
        LearnerError: It is no text.
    """
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return _without_controls(content.decode(encoding))
        except UnicodeDecodeError:
            pass
    if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", content):
        raise unknown_kind()
    best = from_bytes(content[:_LOOKED_AT]).best()
    try:
        return _without_controls(content.decode(best.encoding if best else "cp1252"))
    except (UnicodeDecodeError, LookupError):
        raise unknown_kind() from None


def check_table(text: str) -> None:
    """Look at the whole of a CSV file, row by row.

    Raises:
        LearnerError: It is too wide to be read, or no table.
    """
    csv.field_size_limit(_MAX_CELL)
    try:
        dialect = csv.Sniffer().sniff(text[:_SNIFFED], ",;\t|")
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
    if len(text) - len(cleaned) > _FEW * len(text):
        raise unknown_kind()
    return cleaned.replace("\r\n", "\n").replace("\r", "\n")
