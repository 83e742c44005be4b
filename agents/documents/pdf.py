"""Reads the text of a PDF."""

import io
import time
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from agents.user_messages import UserFacingError

_MAX_SECONDS = 4.0  # half of the processor time after which the worker is killed


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive pages of a PDF.

    Args:
        pages: The text of each page.
        total: How many pages the whole PDF has.
    """

    pages: list[str]
    total: int


def read_pdf(content: bytes, first: int, max_characters: int) -> Part:
    """Return the text of the pages from `first` on, until the time or `max_characters` is used up.

    Raises:
        UserFacingError: The PDF is locked or damaged.
    """
    until = time.monotonic() + _MAX_SECONDS
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):  # a PDF that only forbids printing has an empty password
            raise UserFacingError("This PDF is locked with a password; attach a copy without one.", code="file_locked")
        total = len(reader.pages)
        pages: list[str] = []
        for page in reader.pages[first:]:
            pages.append(page.extract_text()[: max_characters + 1])
            if sum(map(len, pages)) > max_characters or time.monotonic() > until:
                break
    except (PyPdfError, RecursionError, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError):
        # pypdf raises any of these on a malformed PDF.
        raise UserFacingError("This PDF is damaged; save it again and attach the copy.", code="file_damaged") from None
    return Part(pages, total)
