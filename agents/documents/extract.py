"""The text of a file: plain text, Markdown or PDF, page by page."""

import asyncio
import re
import tempfile
from pathlib import PurePath

from agents.tools.refusal import ToolError
from agents.tools.workers.pool import WorkerPool

LARGEST = 5 * 1024 * 1024  # bytes
MOST_PAGES = 500
_MARKDOWN = (".md", ".markdown")
KINDS = (".txt", *_MARKDOWN, ".pdf")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t#]*$", re.MULTILINE)

reader = WorkerPool("agents.documents.page_worker", 1)


async def extract(data: bytes, name: str) -> list[str]:
    """Return the pages of a file; what has no pages is one.

    Args:
        data: What is in the file.
        name: Its name, whose ending says what it is.

    Raises:
        ToolError: It cannot be read; the message says why.
    """
    kind = PurePath(name.lower()).suffix
    if kind not in KINDS:
        raise ToolError("Text, Markdown and PDF files can be read: .txt, .md and .pdf.")
    if len(data) > LARGEST:
        raise ToolError(f"The file is too large; it may have {LARGEST // 1024 // 1024} MB.")
    pages = await _pdf(data) if kind == ".pdf" else [_text(data)]
    if kind in _MARKDOWN:
        pages = [_HEADING.sub(r"\1:", page) for page in pages]
    if not any(page.strip() for page in pages):
        raise ToolError("There is no text in this file; a scan holds pictures of text, which cannot be read here.")
    return pages


def _text(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise ToolError("This is no text file; save it as text, Markdown or PDF.")
    return text


async def _pdf(data: bytes) -> list[str]:
    if not data.startswith(b"%PDF-"):
        raise ToolError("This is no PDF, though its name says so.")
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        await asyncio.to_thread(file.write, data)
        file.flush()
        pages: list[str] = []
        while True:
            answer = await reader.ask({"path": file.name, "page": len(pages)})
            if int(answer["pages"]) > MOST_PAGES:
                raise ToolError(f"The file has {int(answer['pages']):,} pages; at most {MOST_PAGES} can be read.")
            pages.append(answer["text"])
            if len(pages) >= int(answer["pages"]):
                return pages
