"""The text of a PDF."""

import time
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from agents.learner import LearnerError

MOST_PAGES = 500
_SECONDS = 8.0  # what has been read by then is kept


@dataclass(frozen=True, slots=True)
class Pages:
    """What was read.

    Args:
        text: The text of the pages.
        read: How many pages that is.
        total: How many there are.
    """

    text: str
    read: int
    total: int


def read_pdf(path: Path, longest: int) -> Pages:
    """Return the text of a PDF, page by page, as far as time and `longest` reach.

    Raises:
        LearnerError: There is none to be had.
    """
    until = time.monotonic() + _SECONDS
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):  # a lock against printing alone has no password
            raise LearnerError("This PDF is locked with a password; attach a copy without one.", code="file_locked")
        total = len(reader.pages)
        texts: list[str] = []
        for page in reader.pages[:MOST_PAGES]:
            if sum(map(len, texts)) > longest or time.monotonic() > until:
                break
            texts.append(page.extract_text())
    except (PyPdfError, RecursionError, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError):
        # Whatever pypdf stumbles over in a PDF that is not well made.
        raise LearnerError("This PDF is damaged; save it again and attach the copy.", code="file_damaged") from None
    text = "\n\n".join(texts).strip()
    if not text:
        raise LearnerError(
            "This PDF holds pictures of text and no text; attach the pages as PNG or JPEG.", code="file_scanned"
        )
    return Pages(text, len(texts), total)
