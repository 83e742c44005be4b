"""What may be saved, and what a person's saved questions are when they are downloaded."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chat.history.open_store import open_beside
from chat.history.sqlite.store import SqliteStore
from chat.history.step import StepRecord
from chat.history.write_queue import WriteQueue
from chat.saved_questions.dynamodb import DynamoSavedQuestionStore
from chat.saved_questions.saved_question_store import SavedQuestion
from chat.saved_questions.service import MAX_CHARACTERS, MAX_SAVED, QuestionNotSaved, SavedQuestions
from chat.saved_questions.sqlite import SqliteSavedQuestionStore

ALICE, BOB = "alice-sub", "bob-sub"


@pytest.fixture
async def conversations(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    store = SqliteStore(tmp_path / "history.db")
    steps: list[StepRecord] = [
        {"id": "q", "type": "user_message", "output": " What is 6 * 7? "},
        {"id": "a", "type": "assistant_message", "output": "42"},
        {"id": "blank", "type": "user_message", "output": " "},
        {"id": "long", "type": "user_message", "output": "x" * (MAX_CHARACTERS + 1)},
    ]
    for step in steps:
        await store.put_step(ALICE, "t", step)
    yield store
    await store.close()


@pytest.fixture
def saved(conversations: SqliteStore) -> SavedQuestions:
    return SavedQuestions(
        open_beside(conversations, SqliteSavedQuestionStore, DynamoSavedQuestionStore), conversations, WriteQueue()
    )


async def test_a_saved_question_outlives_its_conversation(saved: SavedQuestions, conversations: SqliteStore) -> None:
    await saved.save(ALICE, "t", "q")
    await conversations.delete_thread(ALICE, "t")
    assert [(each.id, each.text) for each in await saved.get_all(ALICE)] == [("q", "What is 6 * 7?")]
    (exported,) = await saved.read(ALICE)
    assert exported["text"] == "What is 6 * 7?"
    assert await saved.erase(ALICE) == 1


@pytest.mark.parametrize(
    ("owner", "thread", "step", "sentence"),
    [
        (BOB, "t", "q", "not there"),
        (ALICE, "another", "q", "not there"),
        (ALICE, "t", "none", "not there"),
        (ALICE, "t", "a", "not there"),
        (ALICE, "t", "blank", "not there"),
        (ALICE, "t", "long", "4000 characters"),
    ],
)
async def test_what_is_no_question_of_the_person_is_not_saved(
    saved: SavedQuestions, owner: str, thread: str, step: str, sentence: str
) -> None:
    with pytest.raises(QuestionNotSaved, match=sentence):
        await saved.save(owner, thread, step)
    assert await saved.get_all(owner) == []


async def test_a_full_list_takes_no_more_but_keeps_what_it_has(
    saved: SavedQuestions, conversations: SqliteStore
) -> None:
    store = open_beside(conversations, SqliteSavedQuestionStore, DynamoSavedQuestionStore)
    for number in range(MAX_SAVED):
        await store.put(ALICE, SavedQuestion(f"s{number}", "2026", "?"))
    with pytest.raises(QuestionNotSaved, match="100 questions; remove one"):
        await saved.save(ALICE, "t", "q")
    await saved.remove(ALICE, "s0")
    for _ in range(2):
        await saved.save(ALICE, "t", "q")
    assert len(await saved.get_all(ALICE)) == MAX_SAVED
