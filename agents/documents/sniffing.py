"""What a file is, by its content alone: neither its name nor what the browser calls it is believed."""

import re
from typing import Literal

from agents.user_messages import UserFacingError

FileKind = Literal["pdf", "png", "jpeg", "text"]

MAX_BYTES = 10_000_000  # bytes of a file

_SIGNS: dict[bytes, FileKind] = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}
# Text to a decoder, but something else to the program that it is meant for.
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*(?:<\?xml|<!doctype|<(?:html|head|body|script|svg)\b|\{\\rtf|%!PS)",
    re.IGNORECASE | re.DOTALL,
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 4096


def sniff(content: bytes) -> FileKind:
    """Tell what a file is.

    Raises:
        LearnerError: It is nothing that can be read here.
    """
    if len(content) > MAX_BYTES:
        raise too_large()
    if not content:
        raise UserFacingError("This file is empty; attach another one.", code="file_empty")
    for sign, kind in _SIGNS.items():
        if content.startswith(sign):
            return kind
    if _MARKUP.match(content[:_LOOKED_AT]) or (b"\0" in content and not content.startswith(_UTF_16)):
        raise unknown_kind()
    return "text"


def unknown_kind() -> UserFacingError:
    """What is said of everything else."""
    return UserFacingError(
        "This kind of file cannot be read here; attach text, Markdown, CSV, PDF, PNG or JPEG.", code="file_kind"
    )


def too_large() -> UserFacingError:
    """What is said of a file that is too large."""
    return UserFacingError(
        "A file may hold at most {most} MB; attach a smaller one.", code="file_too_large", most=MAX_BYTES // 1_000_000
    )
