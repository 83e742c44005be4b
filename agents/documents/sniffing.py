"""Determines the kind of a file by its content; its name and the media type of the browser do not count."""

import re
from typing import Literal

from agents.user_messages import UserFacingError

FileKind = Literal["pdf", "png", "jpeg", "text"]

MAX_BYTES = 10_000_000  # bytes of a file

_SIGNATURES: dict[bytes, FileKind] = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}
# Text that is a program or a page to whatever opens it.
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*(?:<\?xml|<!doctype|<(?:html|head|body|script|svg)\b|\{\\rtf|%!PS)",
    re.IGNORECASE | re.DOTALL,
)
_MARKUP_BYTES = 4096
_BLANK = b" \t\r\n\0\xef\xbb\xbf"
_PDF_HEADER = re.compile(rb"%PDF-[12]\.\d")
_PDF_END = re.compile(rb"startxref\s+\d+\s+%%EOF")
_MAX_PREAMBLE_BYTES = 1024


def without_preamble(content: bytes) -> bytes:
    """Return a file from its signature on; some programs write empty lines or the header of a message before it.

    The header of a PDF stands within the first 1024 bytes (ISO 32000-1, appendix H); text that only mentions it has no
    table of objects at its end.
    """
    blank = len(content) - len(content.lstrip(_BLANK))
    if any(content.startswith(signature, blank) for signature in _SIGNATURES):
        return content[blank:]
    header = _PDF_HEADER.search(content[:_MAX_PREAMBLE_BYTES])
    if header and _PDF_END.search(content[-_MAX_PREAMBLE_BYTES:]):
        return content[header.start() :]
    return content


def sniff(content: bytes) -> FileKind:
    """Return the kind of a file.

    Raises:
        UserFacingError: The file is empty, too large, or of a kind that cannot be read.
    """
    if len(content) > MAX_BYTES:
        raise too_large()
    if not content:
        raise UserFacingError("This file is empty; attach another one.", code="file_empty")
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            return kind
    if _MARKUP.match(content[:_MARKUP_BYTES].replace(b"\0", b"")):
        raise unknown_kind()
    return "text"


def unknown_kind() -> UserFacingError:
    """Return the refusal of a file of any other kind."""
    return UserFacingError(
        "This kind of file cannot be read here; attach text, Markdown, CSV, PDF, PNG or JPEG.", code="file_kind"
    )


def too_large() -> UserFacingError:
    """Return the refusal of a file that is too large."""
    return UserFacingError(
        "A file may hold at most {most} MB; attach a smaller one.", code="file_too_large", most=MAX_BYTES // 1_000_000
    )
