"""Forgotten facts are taken out of the conversations, also where they are paraphrased, and nothing else is."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest

from agents.memory.fact import Fact, Source
from chat.history.sqlite.store import SqliteStore
from chat.history.step import StepRecord
from chat.history.step_metadata import BEFORE
from chat.history.write_queue import WriteQueue
from chat.memory_pages.redaction import redact

ALICE, BOB = "alice-sub", "bob-sub"
NOTE = "What stood here was forgotten, as you asked."
BIRTHDAY = Fact("My birthday is July 25", thread_id="told")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "history.db")
    yield opened
    await opened.close()


def asks(step_id: str, text: str) -> dict[str, Any]:
    return {"id": step_id, "type": "user_message", "output": text, "input": ""}


def answers(step_id: str, text: str, **metadata: Any) -> dict[str, Any]:
    return {"id": step_id, "type": "assistant_message", "output": text, "metadata": metadata}


async def kept(store: SqliteStore, thread_id: str, *steps: dict[str, Any], owner: str = ALICE) -> None:
    for step in steps:
        await store.put_step(owner, thread_id, cast(StepRecord, step))


async def said(store: SqliteStore, thread_id: str, owner: str = ALICE) -> list[str]:
    return [step["output"] for step in await store.get_steps(owner, thread_id)]


def held(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def test_the_turn_that_saved_a_fact_is_redacted_as_a_whole(store: SqliteStore, tmp_path: Path) -> None:
    await store.put_thread(ALICE, "told", name="A cake each July 25")
    await kept(
        store,
        "told",
        asks("q1", "Every year I get a cake on July 25, keep that in mind for when I turn older."),
        {"id": "t", "type": "tool", "input": "fact: My birthday is July 25", "output": "July 25", "parentId": "q1"},
        answers("a1", "I'll remember that you celebrate on the 25th of July.", question="q1", saved=[BIRTHDAY.id]),
        asks("q2", "What is 2 + 2?"),
        answers("a2", "4", question="q2"),
    )
    assert b"July 25" in held(tmp_path)
    await redact(ALICE, [BIRTHDAY], store, WriteQueue())
    assert await said(store, "told") == ["[forgotten]", "[forgotten]", NOTE, "What is 2 + 2?", "4"]
    thread = await store.get_thread(ALICE, "told")
    assert thread is not None
    assert thread.name == "[forgotten]"
    for words in (b"July", b"cake", b"July 25", b"july 25"):
        assert words not in held(tmp_path)
    assert (await store.list_threads(ALICE, limit=9, search="july")).threads == []


async def test_what_a_specialist_wrote_before_a_stop_is_redacted(store: SqliteStore, tmp_path: Path) -> None:
    spoken = [("Math", "So much for July 25, your birthday. Two and two")]
    await kept(store, "other", asks("q", "And?"), answers("a", "*Stopped.*", question="q", before=spoken))
    await redact(ALICE, [BIRTHDAY], store, WriteQueue())
    (_, answer) = await store.get_steps(ALICE, "other")
    assert answer["metadata"][BEFORE] == [["Math", "[forgotten] Two and two"]]
    assert b"July" not in held(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "My birthday is July 25",
        "MY  birthday\nis *July 25*",
        "“My birthday is July 25”",
        "my birthday — is: July 25",
    ],
    ids=repr,
)
async def test_verbatim_words_are_found_in_any_case_and_with_any_signs(store: SqliteStore, text: str) -> None:
    await kept(store, "other", asks("q", f"So {text}, and then?"))
    await redact(ALICE, [BIRTHDAY], store, WriteQueue())
    (left,) = await said(store, "other")
    assert left.replace("“", "").replace("”", "").replace("*", "") == "So [forgotten], and then?"


@pytest.mark.parametrize(
    ("text", "told", "elsewhere"),
    [
        ("I'll remember that your birthday is July 25. Shall we go on?", "[forgotten] Shall we go on?", None),
        ("Your birthday, July 25, is a Friday.\nBring cake.", "[forgotten]\nBring cake.", None),
        ("July 25 is in 30 days.", "[forgotten]", "July 25 is in 30 days."),
        ("Is it your birthday in July?", "[forgotten]", "Is it your birthday in July?"),
        ("7 + 18 = 25. July is warm.", "7 + 18 = 25. July is warm.", "7 + 18 = 25. July is warm."),
        ("A birthday card folds in two.", "A birthday card folds in two.", "A birthday card folds in two."),
    ],
)
async def test_paraphrases_are_redacted_where_the_fact_is_known(
    store: SqliteStore, text: str, told: str, elsewhere: str | None
) -> None:
    await kept(store, "told", answers("a", text))
    await kept(store, "elsewhere", answers("a", text))
    await redact(ALICE, [BIRTHDAY], store, WriteQueue())
    assert await said(store, "told") == [told]
    assert await said(store, "elsewhere") == [elsewhere or told]


async def test_a_conversation_that_recalled_a_fact_knows_it(store: SqliteStore) -> None:
    recalled = {
        "id": "t",
        "type": "tool",
        "input": "query",
        "output": "- “My birthday is July 25” (told on May 1)",
    }
    await kept(store, "later", asks("q", "How long until I turn 30?"), recalled, answers("a", "Until July 25."))
    await redact(ALICE, [BIRTHDAY], store, WriteQueue())
    assert await said(store, "later") == [
        "How long until I turn 30?",
        "- “[forgotten]” (told on May 1)",
        "[forgotten]",
    ]


async def test_a_single_word_redacts_only_itself(store: SqliteStore) -> None:
    await kept(store, "told", asks("q", "I like blue. The sky is blue, and blueberries are too."))
    await redact(ALICE, [Fact("Blue", thread_id="told")], store, WriteQueue())
    assert await said(store, "told") == ["I like [forgotten]. The sky is [forgotten], and blueberries are too."]


async def test_a_passage_is_redacted_only_where_it_is_quoted(store: SqliteStore) -> None:
    passage = Fact("Cells divide in two.", source=Source("d", "biology.pdf", 1, 1))
    await kept(store, "t", answers("a", "It says “Cells divide in two.” So a divided cell is two."))
    await redact(ALICE, [passage], store, WriteQueue())
    assert await said(store, "t") == ["It says “[forgotten].” So a divided cell is two."]


async def test_the_comment_of_a_rating_is_redacted_and_the_rating_stays(store: SqliteStore, tmp_path: Path) -> None:
    await kept(store, "t", answers("a", "Noted.", model="my-birthday"))
    await store.put_feedback(ALICE, "t", "a", 1, "It knows that my birthday is July 25!")
    await redact(ALICE, [BIRTHDAY], store, WriteQueue())
    (step,) = await store.get_steps(ALICE, "t")
    assert step["feedback"] == {"value": 1, "comment": "It knows that [forgotten]!"}
    assert step["metadata"] == {"model": "my-birthday"}
    assert b"July" not in held(tmp_path)


async def test_conversations_of_others_are_not_changed(store: SqliteStore) -> None:
    await kept(store, "told", answers("a", BIRTHDAY.text), owner=BOB)
    await redact(ALICE, [BIRTHDAY], store, WriteQueue())
    assert await said(store, "told", BOB) == [BIRTHDAY.text]


async def test_ten_thousand_facts_are_redacted_in_a_long_conversation(store: SqliteStore) -> None:
    facts = [Fact(f"Friend {number} lives in house {number} of Mill Street") for number in range(10_000)]
    text = " ".join(f"Your friend {number} lives in Mill Street, house {number}." for number in range(0, 10_000, 100))
    await kept(store, "t", *(answers(f"a{number}", text) for number in range(5)))
    await redact(ALICE, facts, store, WriteQueue())
    assert set(await said(store, "t")) == {" ".join(["[forgotten]"] * 100)}
