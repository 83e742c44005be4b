"""Notes and files: recalled by passage, limited in number, and forgotten whole."""

from pathlib import Path

import pytest

from agents.memory import library as module
from agents.memory.errors import MemoryRefused
from agents.memory.formatting import MemoryLinks, format_for_model, format_matches
from agents.memory.library import FileLibrary
from agents.memory.service import MemoryService
from tests.agents.memory.conftest import ALICE, BOB, texts

PAGES = ["The mitochondrion is the powerhouse of the cell.", "Photosynthesis turns light into sugar."]
LINKS = MemoryLinks(page="/memory", passage="/memory/files/{document}#p{number}")


async def test_a_passage_is_found_by_meaning_and_quoted_with_its_page(memory: MemoryService) -> None:
    library = FileLibrary(memory)
    document = await library.add(ALICE, "biology [1].pdf", PAGES)
    await library.wait_for_vectors()
    (first, *_) = found = await memory.recall(ALICE, "How do plants make food from sunlight?")
    assert first.fact.text == PAGES[1]
    assert first.fact.source is not None
    assert (first.fact.source.page, first.fact.source.number) == (2, 2)
    address = f"/memory/files/{document.id}#p2"
    assert f"([biology &#91;1\\].pdf, page 2]({address}))" in format_matches(found, LINKS)
    assert f'passage of "biology [1].pdf, page 2", link {address}' in format_for_model(found, LINKS)


async def test_no_owner_sees_the_files_of_another(by_words: MemoryService) -> None:
    library = FileLibrary(by_words)
    document = await library.add(ALICE, "biology.pdf", PAGES)
    assert await library.get(BOB, document.id) is None
    assert await library.documents(BOB) == []
    assert await library.forget(BOB, document.id) == []
    assert await texts(by_words, "mitochondrion", BOB) == []
    kept = await library.get(ALICE, document.id)
    assert kept is not None
    assert (kept.name, kept.pages, [fact.text for fact in kept.passages]) == ("biology.pdf", 2, PAGES)


async def test_a_forgotten_file_is_not_in_the_database_file(memory: MemoryService, tmp_path: Path) -> None:
    library = FileLibrary(memory)
    kept = await library.add(ALICE, "kept.txt", ["Rivers flow to the sea."])
    gone = await library.add(ALICE, "gone.txt", PAGES[:1])
    await library.wait_for_vectors()
    assert len(await library.forget(ALICE, gone.id)) == 1
    assert await library.forget(ALICE, gone.id) == []
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())  # noqa: ASYNC240 (a few small files)
    assert b"powerhouse" not in held
    assert b"gone.txt" not in held
    assert [document.id for document in await library.documents(ALICE)] == [kept.id]
    assert len(await memory.forget_all(ALICE)) == 1
    assert await library.documents(ALICE) == []


async def test_files_and_passages_are_limited(by_words: MemoryService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PASSAGES", 3)
    library = FileLibrary(by_words)
    await library.add(ALICE, "", PAGES)
    with pytest.raises(MemoryRefused, match="room for 1 more"):
        await library.add(ALICE, "more", PAGES)
    with pytest.raises(MemoryRefused, match="no text"):
        await library.add(ALICE, "empty", [" \u200b"])
    monkeypatch.setattr(module, "MAX_FILES", 1)
    with pytest.raises(MemoryRefused, match="At most 1 notes"):
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
