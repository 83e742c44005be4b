"""Reads a file that a person has attached, in a worker process."""

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from agents.documents.attachments import PAGE_END
from agents.user_messages import ToolError, UserFacingError
from agents.workers.pool import WorkerPool

MAX_TEXT = 2_000_000  # characters of a file
MAX_PAGES = 500
_MAX_PART_SECONDS = 20.0
_MAX_FILE_SECONDS = 40.0  # the pages read by then are kept
_MAX_REPLY_BYTES = 16 * 1024 * 1024

documents = WorkerPool("agents.documents.worker", 2, seconds=_MAX_PART_SECONDS, max_reply_bytes=_MAX_REPLY_BYTES)


@dataclass(frozen=True, slots=True)
class Document:
    """The content of a file.

    Args:
        media_type: Its media type by its content; the kind of text by its name.
        pages: The text of each page; a text without pages is one page, and a picture has none.
        image: The picture, encoded again; empty for a text.
        whole: Whether the pages are the whole file.
        assumed_encoding: The encoding of a text that does not state it, as people know it, such as `Windows-1252`.
    """

    media_type: str
    pages: tuple[str, ...] = ()
    image: bytes = b""
    whole: bool = True
    assumed_encoding: str = ""

    @property
    def text(self) -> str:
        """The text of all pages, with `PAGE_END` between them."""
        return PAGE_END.join(self.pages)


async def read_document(path: Path, name: str, max_characters: int = MAX_TEXT, *, language: str = "en") -> Document:
    """Read a file.

    Args:
        path: The path of the file.
        name: The name the person gave it; it distinguishes tables and Markdown from other text.
        max_characters: How many characters are read.
        language: The language of the person; it decides how a short text of unknown encoding is read.

    Raises:
        UserFacingError: The file cannot be read; the sentence says why.
    """
    until = time.monotonic() + _MAX_FILE_SECONDS
    pages: list[str] = []
    while True:
        room = max_characters - len(PAGE_END.join([*pages, ""]))
        file = {"path": str(path), "name": name, "language": language}
        answer = await _ask({**file, "first": len(pages), "max_characters": max(room, 0)})
        if "image" in answer:
            return Document(answer["type"], image=base64.b64decode(answer["image"]))
        pages += [_one_page(page, answer["type"]) for page in json.loads(answer["pages"])]
        total = int(answer["total"])
        length = len(PAGE_END.join(pages))
        if len(pages) >= min(total, MAX_PAGES) or length > max_characters or time.monotonic() > until:
            break
    whole = len(pages) == total <= MAX_PAGES and length <= max_characters
    document = Document(answer["type"], _cut(pages, max_characters), b"", whole, answer.get("assumed_encoding", ""))
    if not document.text.strip():
        raise _without_text(document.media_type)
    return document


def _one_page(text: str, media_type: str) -> str:
    """Return the text of a page; in a text file, the sign between pages stays what it is."""
    return text.replace(PAGE_END, "\n") if media_type == "application/pdf" else text


async def _ask(request: Mapping[str, object]) -> dict[str, str]:
    try:
        answer = await documents.ask(request)
    except ToolError:  # it needed more time or memory than the worker has
        raise UserFacingError(
            "This file takes too long to read; attach a smaller part of it.", code="file_too_heavy"
        ) from None
    if "refused" in answer:
        raise UserFacingError(answer["refused"], answer["code"], **json.loads(answer["values"]))
    return answer


def _cut(pages: list[str], max_characters: int) -> tuple[str, ...]:
    """Return the pages, cut after `max_characters`."""
    kept = []
    for page in pages[:MAX_PAGES]:
        kept.append(page[:max_characters])
        max_characters -= len(kept[-1]) + len(PAGE_END)
        if max_characters <= 0:
            break
    return tuple(kept)


def _without_text(media_type: str) -> UserFacingError:
    if media_type == "application/pdf":
        return UserFacingError(
            "This PDF holds pictures of text and no text; attach the pages as PNG or JPEG.", code="file_scanned"
        )
    return UserFacingError("This file is empty; attach another one.", code="file_empty")
