"""Reads a file that a person brought, in a process that can be killed."""

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from agents.user_messages import ToolError, UserFacingError
from agents.workers.pool import WorkerPool

MAX_TEXT = 200_000  # characters, of what is put before a model
MAX_PAGES = 500
_SECONDS = 20.0  # for one part of a file
_SECONDS_IN_ALL = 40.0  # what has been read by then is kept
_MAX_ANSWER = 16 * 1024 * 1024
_BETWEEN = "\n\n"  # two pages

documents = WorkerPool("agents.documents.worker", 2, seconds=_SECONDS, longest_answer=_MAX_ANSWER)


@dataclass(frozen=True, slots=True)
class Document:
    """What can be read of a file.

    Args:
        media_type: What it is, by its content; what kind of text it is, by its name.
        pages: The text of each page; what has no pages is one, and a picture has none.
        image: The picture, written anew by us; empty for a text.
        whole: Whether the pages are all of it.
    """

    media_type: str
    pages: tuple[str, ...] = ()
    image: bytes = b""
    whole: bool = True

    @property
    def text(self) -> str:
        """All pages."""
        return _BETWEEN.join(self.pages)


async def read_document(path: Path, name: str, longest: int = MAX_TEXT) -> Document:
    """Read a file.

    Args:
        path: Where it is.
        name: What the person calls it; it tells a table from other text, and nothing else.
        longest: How many characters are read.

    Raises:
        LearnerError: It cannot be read; the sentence says why.
    """
    until = time.monotonic() + _SECONDS_IN_ALL
    pages: list[str] = []
    while True:
        room = longest - len(_BETWEEN.join([*pages, ""]))
        answer = await _ask({"path": str(path), "name": name, "first": len(pages), "longest": max(room, 0)})
        if "image" in answer:
            return Document(answer["type"], image=base64.b64decode(answer["image"]))
        pages += json.loads(answer["pages"])
        total = int(answer["total"])
        length = len(_BETWEEN.join(pages))
        if len(pages) >= min(total, MAX_PAGES) or length > longest or time.monotonic() > until:
            break
    whole = len(pages) == total <= MAX_PAGES and length <= longest
    document = Document(answer["type"], _cut(pages, longest), whole=whole)
    if not document.text.strip():
        raise _without_text(document.media_type)
    return document


async def _ask(request: Mapping[str, object]) -> dict[str, str]:
    try:
        answer = await documents.ask(request)
    except ToolError:  # it took too long, or more memory than there is: our limits, or a bomb
        raise UserFacingError(
            "This file takes too long to read; attach a smaller part of it.", code="file_too_heavy"
        ) from None
    if "refused" in answer:
        raise UserFacingError(answer["refused"], answer["code"], **json.loads(answer["values"]))
    return answer


def _cut(pages: list[str], longest: int) -> tuple[str, ...]:
    """Return what `longest` characters hold of the first pages."""
    kept = []
    for page in pages[:MAX_PAGES]:
        kept.append(page[:longest])
        longest -= len(kept[-1]) + len(_BETWEEN)
        if longest <= 0:
            break
    return tuple(kept)


def _without_text(media_type: str) -> UserFacingError:
    if media_type == "application/pdf":
        return UserFacingError(
            "This PDF holds pictures of text and no text; attach the pages as PNG or JPEG.", code="file_scanned"
        )
    return UserFacingError("This file is empty; attach another one.", code="file_empty")
