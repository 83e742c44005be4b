"""Saving, recalling, editing and forgetting the facts of one owner."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from agents.memory.errors import MemoryRefused
from agents.memory.fact import MAX_FACT_CHARACTERS, Fact
from agents.memory.service import MAX_FACTS, MemoryService
from tests.agents.memory.conftest import ALICE, BOB, Fixed, texts

TOLD = ("my birthday is July 25", "My favorite color is blue", "I live in Seattle")
ASKED = ("What's my birthday?", "What is my favorite color?", "Where do I live?")


def contents(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def test_a_saved_fact_is_found_at_once(memory: MemoryService) -> None:
    for fact in TOLD:
        assert (await memory.save(ALICE, fact, "thread-1")).is_new
    for fact, question in zip(TOLD, ASKED, strict=True):
        assert (await texts(memory, question))[0] == fact
    assert [fact.thread_id for fact in await memory.facts(ALICE)] == ["thread-1"] * 3


async def test_facts_are_found_by_words_without_embeddings(by_words: MemoryService) -> None:
    for fact in TOLD:
        await by_words.save(ALICE, fact)
    for fact, question in zip(TOLD, ASKED, strict=True):
        assert (await texts(by_words, question))[0] == fact
    assert sorted(await texts(by_words, "Was gibt es?")) == sorted(TOLD)  # a model judges the few that match no word


async def test_no_owner_reads_or_changes_the_facts_of_another(memory: MemoryService) -> None:
    fact = (await memory.save(ALICE, TOLD[0])).fact
    assert await texts(memory, ASKED[0], BOB) == []
    assert await memory.get(BOB, fact.id) is None
    assert await memory.edit(BOB, fact.id, "mine now") is None
    assert await memory.forget(BOB, [fact.id]) == []
    assert await memory.forget_all(BOB) == []
    assert await texts(memory, ASKED[0]) == [TOLD[0]]


async def test_an_empty_owner_is_an_error(memory: MemoryService) -> None:
    await memory.save(ALICE, TOLD[0])
    for work in (
        lambda: memory.save("", "x"),
        lambda: memory.recall("", ASKED[0]),
        lambda: memory.facts(""),
        lambda: memory.get("", "1"),
        lambda: memory.edit("", "1", "x"),
        lambda: memory.forget("", ["1"]),
        lambda: memory.forget_all(""),
    ):
        with pytest.raises(ValueError, match="belongs to somebody"):
            await work()


async def test_the_same_fact_is_not_saved_twice(memory: MemoryService) -> None:
    first = await memory.save(ALICE, "I live in Seattle")
    again = await memory.save(ALICE, "  i live in\nSEATTLE. ")
    assert (again.fact.id, again.is_new) == (first.fact.id, False)
    assert len(await memory.facts(ALICE)) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "nothing"),
        (" \n\u200b\u202e", "nothing"),
        ("x" * (MAX_FACT_CHARACTERS + 1), "1,000 characters"),
        ("x" * 10_000_000, "1,000 characters"),
        ("my password is hunter2", "Passwords"),
        ("the PIN of my card is 4711", "Passwords"),
        ("my card is 4111 1111 1111 1111", "Passwords"),
        ("remember 5500-0000-0000-0004 for me", "Passwords"),
        ("the api key = abcdef", "Passwords"),
        ("sk-abcdefghijklmnop1234", "Passwords"),
    ],
)
async def test_empty_long_and_secret_texts_are_refused(memory: MemoryService, text: str, reason: str) -> None:
    with pytest.raises(MemoryRefused, match=reason):
        await memory.save(ALICE, text)
    assert await memory.facts(ALICE) == []


@pytest.mark.parametrize(
    "text",
    [
        "my phone number is 0151 2345 6789",
        "my student number is 4417",
        "my password manager is the green one",
        "我住在西雅图",
        "\U0001f98b" * 20,
        "اسمي ليلى",
        "half an emoji \ud83d here",
        "' OR 1=1; DROP TABLE facts; --",
        "<script>alert(1)</script>",
    ],
)
async def test_a_fact_is_saved_word_for_word(memory: MemoryService, text: str) -> None:
    saved = (await memory.save(ALICE, text)).fact
    assert saved.text == text.encode("utf-8", "replace").decode()
    assert [fact.text for fact in await memory.facts(ALICE)] == [saved.text]


async def test_invisible_characters_are_removed(memory: MemoryService) -> None:
    assert (await memory.save(ALICE, "I live\u202e in\0 Seattle\u200b")).fact.text == "I live in Seattle"


async def test_an_edited_fact_replaces_the_old_one(memory: MemoryService, tmp_path: Path) -> None:
    fact = (await memory.save(ALICE, "I live in Seattle")).fact
    changed = await memory.edit(ALICE, fact.id, "I live in Portland")
    assert changed is not None
    assert (changed.id, changed.saved_at, bool(changed.changed_at)) == (fact.id, fact.saved_at, True)
    assert await texts(memory, "Where do I live?") == ["I live in Portland"]
    with pytest.raises(MemoryRefused, match="Passwords"):
        await memory.edit(ALICE, fact.id, "my password is hunter2")
    await memory.forget(ALICE, [fact.id])
    assert await memory.edit(ALICE, fact.id, "back again") is None
    assert await memory.facts(ALICE) == []


async def test_concurrent_edits_leave_one_of_the_texts(memory: MemoryService) -> None:
    fact = (await memory.save(ALICE, "I live in Seattle")).fact
    await asyncio.gather(*(memory.edit(ALICE, fact.id, f"I live in {city}") for city in ("Rome", "Oslo")))
    (kept,) = await memory.facts(ALICE)
    assert kept.text in ("I live in Rome", "I live in Oslo")
    both = await asyncio.gather(memory.forget(ALICE, [fact.id]), memory.edit(ALICE, fact.id, "I live in Bern"))
    await memory.forget(ALICE, [fact.id])
    assert await memory.facts(ALICE) == [], both


async def test_a_forgotten_fact_is_not_in_the_database_file(memory: MemoryService, tmp_path: Path) -> None:
    for fact in TOLD:
        await memory.save(ALICE, fact)
    await memory.save(BOB, "I live in Boston")
    vectors = [fact.vector for fact in await memory.facts(ALICE)]
    assert all(vectors)
    await memory.forget_all(ALICE)
    held = contents(tmp_path)
    for fact in TOLD:
        assert fact.encode() not in held
    assert b"Boston" in held
    assert await memory.facts(ALICE) == []
    assert len(await memory.facts(BOB)) == 1


async def test_parameters_apply_from_the_next_recall(memory: MemoryService) -> None:
    for fact in TOLD:
        await memory.save(ALICE, fact)
    parameters = memory.parameters
    assert isinstance(parameters, Fixed)
    parameters.values = replace(parameters.values, max_results=1)
    assert await texts(memory, "Where do I live?") == ["I live in Seattle"]
    parameters.values = replace(parameters.values, max_results=9, min_score=0.99)
    assert await texts(memory, "Where do I live?") == []


async def test_ten_thousand_facts_are_searched_and_one_more_is_refused(by_words: MemoryService) -> None:
    facts = [Fact(f"Fact number {number} is about town {number}") for number in range(MAX_FACTS)]
    await by_words.repository.put(ALICE, {fact.key: fact.to_record() for fact in facts})
    assert (await texts(by_words, "Which town is number 7421?"))[0] == "Fact number 7421 is about town 7421"
    with pytest.raises(MemoryRefused, match="At most 10,000"):
        await by_words.save(ALICE, "one more")


async def test_a_missing_vector_is_added_once_embeddings_are_installed(by_words: MemoryService) -> None:
    await by_words.save(ALICE, "I live in Seattle")
    assert [fact.vector for fact in await by_words.facts(ALICE)] == [b""]
    by_words.similarity.__dict__["installed"] = True
    assert await texts(by_words, "Which city is my home in?") == ["I live in Seattle"]
    assert [len(fact.vector) for fact in await by_words.facts(ALICE)] == [768]
