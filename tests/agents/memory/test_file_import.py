"""Reading the pages of files for memory."""

import pytest

from agents.documents.reader import MAX_PAGES
from agents.memory.file_import import MAX_FILE_CHARACTERS, pages_of
from agents.user_messages import UserFacingError
from tests.agents.documents import files


@pytest.mark.parametrize(
    ("content", "name", "pages"),
    [
        ("Grüße\naus Köln".encode(), "note.txt", ["Grüße\naus Köln"]),
        ("\ufeffwith a mark".encode(), "NOTE.TXT", ["with a mark"]),
        ("two bytes a sign".encode("utf-16"), "note.txt", ["two bytes a sign"]),
        (b"# Cells #\n\nThey divide.", "Cells.MD", ["Cells:\n\nThey divide."]),
        (files.pdf("First (page)", "", "Third page"), "paper.pdf", ["First (page)", "", "Third page"]),
        (files.pdf("Open", owner="secret"), "open.pdf", ["Open"]),
        (b"x" * MAX_FILE_CHARACTERS, "long.txt", ["x" * MAX_FILE_CHARACTERS]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_pages_are_read(content: bytes, name: str, pages: list[str]) -> None:
    assert await pages_of(content, name) == pages


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (files.picture(), "me.pdf", "file_picture"),
        (b"x" * (MAX_FILE_CHARACTERS + 1), "long.txt", "file_too_long"),
        (files.pdf(*["x"] * (MAX_PAGES + 1)), "long.pdf", "file_too_long"),
        (files.pdf(""), "scan.pdf", "file_scanned"),
        (files.pdf("x", password="secret"), "locked.pdf", "file_locked"),
        (files.pdf("x")[:200], "half.pdf", "file_damaged"),
        (b"", "nothing.pdf", "file_empty"),
        (b"<html>", "../../etc/passwd", "file_kind"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_unreadable_files_are_refused_with_a_reason(content: bytes, name: str, code: str) -> None:
    with pytest.raises(UserFacingError) as refusal:
        await pages_of(content, name)
    assert refusal.value.code == code
