"""Files that people bring: read page by page, or refused with a sentence."""

import asyncio
import zlib
from collections.abc import Iterator
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from agents.documents.extract import LARGEST, MOST_PAGES, extract, reader
from agents.tools.refusal import ToolError
from tests.support.pdf import pdf


@pytest.fixture(scope="module", autouse=True)
def end_process() -> Iterator[None]:
    yield
    reader.close()


def locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(["A secret"]))))
    writer.encrypt(password, algorithm="RC4-128")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def bomb() -> bytes:
    """A page whose compressed content is a thousand times smaller than what it holds."""
    packing = zlib.compressobj(9)
    some = b"BT /F1 12 Tf (x) Tj ET\n" * 40_000
    stream = b"".join(packing.compress(some) for _ in range(400)) + packing.flush()
    body = b"4 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj\n" % (len(stream), stream)
    start = pdf(["x"])
    return start[: start.index(b"4 0 obj")] + body + start[start.index(b"5 0 obj") :]


@pytest.mark.parametrize(
    ("data", "name", "pages"),
    [
        ("Grüße\naus Köln".encode(), "note.txt", ["Grüße\naus Köln"]),
        ("\ufeffwith a mark".encode(), "NOTE.TXT", ["with a mark"]),
        ("two bytes a sign".encode("utf-16"), "note.txt", ["two bytes a sign"]),
        ("naïve".encode("cp1252"), "old.txt", ["naïve"]),
        (b"# Cells #\n\nThey divide.", "cells.md", ["Cells:\n\nThey divide."]),
        (pdf(["First (page)", "", "Third page"]), "paper.pdf", ["First (page)", "", "Third page"]),
    ],
)
async def test_what_can_be_read(data: bytes, name: str, pages: list[str]) -> None:
    assert await extract(data, name) == pages


async def test_a_pdf_without_a_password_of_its_reader_is_read() -> None:
    assert await extract(locked(""), "open.pdf") == ["A secret"]


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"x", "page.html", "Text, Markdown and PDF"),
        (b"x", "../../etc/passwd", "Text, Markdown and PDF"),
        (b"x" * (LARGEST + 1), "large.txt", "too large"),
        (b"\x00\x01\x02\x03", "program.txt", "no text file"),
        (b"  \n", "empty.txt", "no text"),
        (b"", "empty.pdf", "no PDF"),
        (b"not a pdf", "fake.pdf", "no PDF"),
        (pdf([""]), "scan.pdf", "pictures of text"),
        (pdf(["x"])[:200], "half.pdf", "damaged"),
        (b"%PDF-1.7\n" + b"<<" * 100_000, "nested.pdf", "damaged"),
        (pdf(["x"]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"), "circle.pdf", "damaged"),
        (locked("secret"), "locked.pdf", "password"),
        (pdf(["x"] * (MOST_PAGES + 1)), "long.pdf", "501 pages"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_what_cannot_be_read_is_refused_with_a_sentence(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(ToolError, match=reason):
        await extract(data, name)


async def test_a_bomb_ends_in_its_own_process() -> None:
    data = await asyncio.to_thread(bomb)
    assert len(data) < LARGEST
    with pytest.raises(ToolError):
        await extract(data, "bomb.pdf")
    assert await extract(pdf(["still here"]), "next.pdf") == ["still here"]
