"""Notes and files: found, quoted with their place, bounded, and forgotten whole."""

from pathlib import Path

import pytest

from agents.memory import library as files_module
from agents.memory.formatting import material, shown
from agents.memory.library import FileLibrary
from agents.memory.links import MemoryLinks
from agents.memory.service import MemoryService
from agents.user_messages import ToolError
from tests.agents.memory.conftest import ALICE, BOB, texts

PAGES = ["The mitochondrion is the powerhouse of the cell.", "Photosynthesis turns light into sugar."]
LINKS = MemoryLinks(page="/memory", passage="/memory/files/{document}#p{number}")


async def test_a_passage_is_found_by_what_it_means_and_quoted_with_its_place(memory: MemoryService) -> None:
    library = FileLibrary(memory)
    document = await library.add(ALICE, "biology [1].pdf", PAGES)
    await library.settled()
    (first, *_) = found = await memory.recall(ALICE, "How do plants make food from sunlight?")
    assert first.fact.text == PAGES[1]
    assert first.fact.source is not None
    assert (first.fact.source.page, first.fact.source.number) == (2, 2)
    address = f"/memory/files/{document.id}#p2"
    assert f"([biology &#91;1\\].pdf, page 2]({address}))" in shown(found, LINKS)
    assert f'passage of "biology [1].pdf, page 2", link {address}' in material(found, LINKS)


async def test_the_library_is_its_owners_alone(by_words: MemoryService) -> None:
    library = FileLibrary(by_words)
    document = await library.add(ALICE, "biology.pdf", PAGES)
    assert await library.get(BOB, document.id) is None
    assert await library.documents(BOB) == []
    assert await library.forget(BOB, document.id) == []
    assert await texts(by_words, "mitochondrion", BOB) == []
    kept = await library.get(ALICE, document.id)
    assert kept is not None
    assert (kept.name, kept.pages, [fact.text for fact in kept.passages]) == ("biology.pdf", 2, PAGES)


async def test_what_is_forgotten_is_in_no_file(memory: MemoryService, tmp_path: Path) -> None:
    library = FileLibrary(memory)
    kept = await library.add(ALICE, "kept.txt", ["Rivers flow to the sea."])
    gone = await library.add(ALICE, "gone.txt", PAGES[:1])
    await library.settled()
    assert len(await library.forget(ALICE, gone.id)) == 1
    assert await library.forget(ALICE, gone.id) == []
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())  # noqa: ASYNC240 (a few small files)
    assert b"powerhouse" not in held
    assert b"gone.txt" not in held
    assert [document.id for document in await library.documents(ALICE)] == [kept.id]
    assert len(await memory.forget_all(ALICE)) == 1
    assert await library.documents(ALICE) == []


async def test_the_room_is_bounded(by_words: MemoryService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_module, "MAX_PASSAGES", 3)
    library = FileLibrary(by_words)
    await library.add(ALICE, "", PAGES)
    with pytest.raises(ToolError, match="room for 1 more"):
        await library.add(ALICE, "more", PAGES)
    with pytest.raises(ToolError, match="no text"):
        await library.add(ALICE, "empty", [" \u200b"])
    monkeypatch.setattr(files_module, "MAX_FILES", 1)
    with pytest.raises(ToolError, match="At most 1 notes"):
        await library.add(ALICE, "more", PAGES[:1])
    assert [document.name for document in await library.documents(ALICE)] == ["Note"]


async def test_an_empty_owner_is_an_error(by_words: MemoryService) -> None:
    library = FileLibrary(by_words)
    for work in (
        lambda: library.add("", "x", PAGES),
        lambda: library.documents(""),
        lambda: library.get("", "1"),
        lambda: library.forget("", "1"),
    ):
        with pytest.raises(ValueError, match="belongs to somebody"):
            await work()
