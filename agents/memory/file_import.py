"""Reads the pages of a file that a person adds to memory."""

import asyncio
import re
import tempfile
from pathlib import Path

from agents.documents.reader import MAX_PAGES, read_document
from agents.user_messages import UserFacingError

ENDINGS = (".txt", ".md", ".markdown", ".pdf")
MAX_FILE_CHARACTERS = 1_000_000  # more than `MAX_PAGES` printed pages hold
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t#]*$", re.MULTILINE)


async def pages_of(content: bytes, name: str, *, language: str = "en") -> list[str]:
    """Return the text of each page; a file without pages is one page.

    Args:
        content: The bytes of the file.
        name: The name of the file.
        language: The language of the person; see `read_document`.

    Raises:
        UserFacingError: The file cannot be read, or is of a kind that is not remembered; the sentence says why.
    """
    with tempfile.NamedTemporaryFile() as file:
        await asyncio.to_thread(file.write, content)
        file.flush()
        document = await read_document(Path(file.name), name, MAX_FILE_CHARACTERS, language=language)
    if document.image:
        raise UserFacingError("A picture cannot be remembered; bring text, Markdown or PDF.", code="file_picture")
    if not document.whole:
        raise UserFacingError(
            "This file is too long to be remembered; bring a part of it, of at most {pages} pages.",
            code="file_too_long",
            pages=MAX_PAGES,
        )
    if document.media_type == "text/markdown":
        return [_HEADING.sub(r"\1:", page) for page in document.pages]
    return list(document.pages)
