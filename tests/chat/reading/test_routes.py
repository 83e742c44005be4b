"""The page of a passage: in its place, highlighted, and for its owner alone."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from agents.documents.attachments import PAGE_END
from chat.attachments.disk_store import DiskFileStore
from chat.attachments.service import AttachmentService, reading_address
from chat.reading.routes import reading_pages
from tests.chat.teaching.conftest import visitor

FILE = "00000000-0000-4000-8000-000000000001"
PAGES = ("Page one. " * 400 + "The <b>end</b>.", "Before. Trams have run since 1882. After.", "Three")
TEXT = PAGE_END.join(PAGES)
START = TEXT.index("Trams")
END = TEXT.index(" After")


@pytest.fixture
async def attachments(tmp_path: Path) -> AsyncIterator[AttachmentService]:
    service = AttachmentService(files := DiskFileStore(tmp_path))
    await files.put("alice", "thread", f"{FILE}.txt", TEXT.encode())
    yield service
    service.close()


async def asked(attachments: AttachmentService, owner: str, path: str) -> httpx.Response:
    async with visitor(reading_pages(attachments), owner) as client:
        return await client.get(f"{path}/trams%20(1).pdf")


async def test_passage_is_highlighted_in_its_page(attachments: AttachmentService) -> None:
    page = await asked(attachments, "alice", f"{reading_address('thread', FILE)}/{START}/{END}")
    assert page.status_code == 200
    assert "Page 2 of 3" in page.text
    assert "<bdi>trams (1).pdf</bdi>" in page.text
    assert '>Before. <mark tabindex="-1">Trams have run since 1882.</mark> After.</p>' in page.text


async def test_page_of_a_pdf_can_be_drawn_from_the_owners_file(attachments: AttachmentService) -> None:
    page = await asked(attachments, "alice", f"{reading_address('thread', FILE)}/{START}/{END}")
    file = f"/attachments/thread/{FILE}/trams%20%281%29.pdf"
    assert f'data-file="{file}" data-page="2" data-label="trams (1).pdf, Page 2 of 3"' in page.text
    assert f'<a href="{file}" download>' in page.text


async def test_file_that_is_no_pdf_has_no_drawing(attachments: AttachmentService) -> None:
    async with visitor(reading_pages(attachments), "alice") as client:
        page = await client.get(f"{reading_address('thread', FILE)}/{START}/{END}/trams.txt")
    assert page.status_code == 200
    assert "<figure" not in page.text


async def test_long_page_is_cut_around_the_passage_and_its_markup_is_text(attachments: AttachmentService) -> None:
    page = await asked(attachments, "alice", f"{reading_address('thread', FILE)}/4000/{len(PAGES[0])}")
    assert ">… " in page.text
    assert "The &lt;b&gt;end&lt;/b&gt;.</mark></p>" in page.text
    assert page.text.count("Page one.") == 300


@pytest.mark.parametrize(
    ("owner", "path"),
    [
        ("bob", f"/reading/thread/{FILE}/{START}/{END}"),
        ("alice", f"/reading/other/{FILE}/{START}/{END}"),
        ("alice", f"/reading/thread/{FILE[:-1]}2/{START}/{END}"),
        ("alice", f"/reading/thread/{FILE}/{END}/{START}"),
        ("alice", f"/reading/thread/{FILE}/{START}/{len(TEXT) + 1}"),
        ("alice", f"/reading/thread/{FILE}/-1/{END}"),
        ("alice", f"/reading/thread/..%2Fthread/{START}/{END}"),
    ],
)
async def test_what_is_not_there_is_not_found(attachments: AttachmentService, owner: str, path: str) -> None:
    page = await asked(attachments, owner, path)
    assert page.status_code == 404
    assert "Trams" not in page.text
