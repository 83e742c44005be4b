"""What a person brings to be remembered: the pages of a file, as its passages are cut from them."""

import asyncio
import re
import tempfile
from pathlib import Path

from agents.documents.reader import MAX_PAGES, read_document
from agents.user_messages import UserFacingError

ENDINGS = (".txt", ".md", ".markdown", ".pdf")
MAX_LENGTH = 1_000_000  # characters; more than `MOST_PAGES` printed pages hold
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t#]*$", re.MULTILINE)


async def pages_of(content: bytes, name: str) -> list[str]:
    """Return the text of each page; what has no pages is one.

    Args:
        content: What is in the file.
        name: What the person calls it.

    Raises:
        LearnerError: It cannot be read, or not be remembered; the sentence says why.
    """
    with tempfile.NamedTemporaryFile() as file:
        await asyncio.to_thread(file.write, content)
        file.flush()
        document = await read_document(Path(file.name), name, MAX_LENGTH)
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
