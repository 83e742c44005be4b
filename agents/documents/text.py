"""Decodes text, and checks tables."""

import csv
import io
import re

from agents.documents.encodings import Encoding, detect
from agents.documents.sniffing import unknown_kind
from agents.user_messages import UserFacingError

MAX_COLUMNS = 1_000
_MAX_CELL_CHARACTERS = 100_000
_DETECTED_CHARACTERS = 4096  # read to detect the separator
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PADDING = b"\0\x1a"  # what old programs fill the last block of a file with
_MAX_DAMAGED_SHARE = 0.05  # of the characters
_MAX_CONTROL_SHARE = 0.001  # of the characters; a file with more is no text


def decode(content: bytes, language: str = "en") -> tuple[str, Encoding]:
    """Return the text and its encoding, which is detected.

    Args:
        content: The bytes of the file.
        language: The language of the person whose file it is; it decides where the text says too little.

    Raises:
        UserFacingError: The file is no text.
    """
    if b"\0" not in (unpadded := content.rstrip(_PADDING)):
        content = unpadded
    encoding = detect(content, language)
    if encoding.assumed and not encoding.codec.startswith("utf-") and _CONTROL_BYTES.search(content):
        raise unknown_kind()
    text = content.decode(encoding.codec, "replace")
    if text.count("\ufffd") > _MAX_DAMAGED_SHARE * len(text) + 1:
        raise unknown_kind()
    return _without_controls(text), encoding


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
    text = text.replace("\ufeff", "")  # the mark of a file, also of files that were joined
    cleaned = _CONTROL.sub("", text)
    if len(text) - len(cleaned) > _MAX_CONTROL_SHARE * len(text):
        raise unknown_kind()
    return cleaned.replace("\r\n", "\n").replace("\r", "\n")
