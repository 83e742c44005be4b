"""The text of a PDF."""

import time
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from agents.user_messages import UserFacingError

_SECONDS = 4.0  # what has been read by then is a part; the process may work for twice as long


@dataclass(frozen=True, slots=True)
class Part:
    """Some pages that follow one another.

    Args:
        pages: The text of each.
        total: How many pages the whole PDF has.
    """

    pages: list[str]
    total: int


def read_pdf(path: Path, first: int, longest: int) -> Part:
    """Return the text of the pages from `first` on, as far as time and `longest` reach.

    Raises:
        LearnerError: They cannot be read.
    """
    until = time.monotonic() + _SECONDS
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):  # a lock against printing alone has no password
            raise UserFacingError("This PDF is locked with a password; attach a copy without one.", code="file_locked")
        total = len(reader.pages)
        pages: list[str] = []
        for page in reader.pages[first:]:
            pages.append(page.extract_text()[: longest + 1])
            if sum(map(len, pages)) > longest or time.monotonic() > until:
                break
    except (PyPdfError, RecursionError, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError):
        # Whatever pypdf stumbles over in a PDF that is not well made.
        raise UserFacingError("This PDF is damaged; save it again and attach the copy.", code="file_damaged") from None
    return Part(pages, total)
