"""The contract of `SavedQuestionStore`, run against each store, and what may be saved."""

from pathlib import Path

import pytest

from chat.history.open_store import open_beside
from chat.history.sqlite.store import SqliteStore
from chat.history.store import ConversationStore
from chat.saved_questions.dynamodb import DynamoSavedQuestionStore
from chat.saved_questions.saved_question_store import SavedQuestion, SavedQuestionStore
from chat.saved_questions.sqlite import SqliteSavedQuestionStore
from tests.chat.history.conftest import contents, dynamo_store, endpoint, store, table
from tests.support.stores import make_older_file

__all__ = ["dynamo_store", "endpoint", "store", "table"]

ALICE, BOB = "alice-sub", "bob-sub"


@pytest.fixture
def saved(store: ConversationStore) -> SavedQuestionStore:
    return open_beside(store, SqliteSavedQuestionStore, DynamoSavedQuestionStore)


def question(question_id: str, second: int = 0, text: str = "What is 6 * 7?") -> SavedQuestion:
    return SavedQuestion(question_id, f"2026-03-02T09:00:{second:02}.000000Z", text)


async def test_questions_are_returned_as_written_the_latest_first(saved: SavedQuestionStore) -> None:
    odd = question("a#b/c %é", 2, "½ <b> $x$ 你好\n\N{CAT FACE}" + "x" * 4_000)
    for each in (question("b", 1), odd, question("a", 1), question("first")):
        await saved.put(ALICE, each)
    assert await saved.get_all(ALICE) == [odd, question("b", 1), question("a", 1), question("first")]


async def test_a_question_is_kept_once(saved: SavedQuestionStore) -> None:
    await saved.put(ALICE, question("q", 1, "old"))
    await saved.put(ALICE, question("q", 2, "new"))
    assert await saved.get_all(ALICE) == [question("q", 2, "new")]


async def test_nobody_reads_or_removes_the_questions_of_another(saved: SavedQuestionStore) -> None:
    await saved.put(ALICE, question("q"))
    await saved.put(f"{ALICE}-2", question("r"))
    await saved.remove(BOB, "q")
    assert await saved.get_all(BOB) == []
    assert await saved.erase(BOB) == 0
    assert await saved.get_all(ALICE) == [question("q")]


async def test_removing_twice_removes_one(saved: SavedQuestionStore) -> None:
    for each in ("q", "q2"):
        await saved.put(ALICE, question(each))
    for _ in range(2):
        await saved.remove(ALICE, "q")
    assert await saved.get_all(ALICE) == [question("q2")]


async def test_saved_questions_and_conversations_do_not_touch_each_other(
    store: ConversationStore, saved: SavedQuestionStore
) -> None:
    await store.put_step(ALICE, "t", {"id": "q", "type": "user_message", "output": "Hello"})
    for number in range(26):
        await saved.put(ALICE, question(f"q{number}", number))
    await store.erase(ALICE)
    assert len(await saved.get_all(ALICE)) == 26
    await store.put_step(ALICE, "u", {"id": "q", "type": "user_message", "output": "Hello"})
    assert await saved.erase(ALICE) == 26
    assert await saved.erase(ALICE) == 0
    assert len(await store.get_steps(ALICE, "u")) == 1


async def test_removed_and_erased_questions_are_not_in_the_file(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "history.db")
    saved = open_beside(store, SqliteSavedQuestionStore, DynamoSavedQuestionStore)
    for remove in (saved.remove(ALICE, "q"), saved.erase(ALICE)):
        await saved.put(ALICE, question("q", text="a secret question"))
        assert b"a secret question" in contents(tmp_path)
        await remove
        assert b"a secret question" not in contents(tmp_path)
    await store.close()


async def test_a_file_of_the_version_before_is_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    make_older_file(path, "saved_questions")
    store = SqliteStore(path)
    saved = open_beside(store, SqliteSavedQuestionStore, DynamoSavedQuestionStore)
    await saved.put(ALICE, question("q"))
    assert await saved.get_all(ALICE) == [question("q")]
    await store.close()
