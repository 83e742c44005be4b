"""The contract of `LearningStore`, run against each store."""

from pathlib import Path

from chat.history.sqlite.store import SqliteStore
from chat.history.store import ConversationStore
from chat.teaching.events import EventData, EventKind, LearningEvent
from chat.teaching.learning_store import LearningStore
from chat.teaching.open_learning_store import open_learning_store
from tests.chat.history.conftest import contents

ALICE, BOB = "alice-sub", "bob-sub"


def event(event_id: str, second: int = 0, **data: object) -> LearningEvent:
    at = f"2026-03-02T09:00:{second:02}.000000Z"
    return LearningEvent(event_id, at, EventKind.ATTEMPT, "fractions", "1/2 + 1/3", EventData(**data))  # type: ignore[typeddict-item]


async def test_events_are_returned_as_written_in_their_order(learning_store: LearningStore) -> None:
    odd = event("a#b/c %é", 2, right=False, hints=3, question="$\\frac12$ & <b>", answer="½", shown=True)
    for each in (odd, event("z", 1), event("b", 1), event("first")):
        await learning_store.append(ALICE, each)
    found = await learning_store.events(ALICE)
    assert [each.id for each in found] == ["first", "b", "z", odd.id]
    assert found[-1] == odd


async def test_an_event_is_appended_once(learning_store: LearningStore) -> None:
    for second in (1, 2, 3):
        await learning_store.append(ALICE, event("the same", second, right=second == 1))
    assert await learning_store.events(ALICE) == [event("the same", 1, right=True)]


async def test_no_learner_reads_or_removes_the_events_of_another(learning_store: LearningStore) -> None:
    await learning_store.append(ALICE, event("e", right=True))
    await learning_store.append(BOB, event("e", right=False))
    assert await learning_store.remove(BOB, ["e", "none"]) == 1
    assert await learning_store.events(BOB) == []
    assert await learning_store.erase(BOB) == 0
    assert await learning_store.events(ALICE) == [event("e", right=True)]


async def test_a_learner_whose_id_begins_another_is_somebody_else(learning_store: LearningStore) -> None:
    await learning_store.append("alice", event("x"))
    assert await learning_store.events("alic") == []
    assert await learning_store.events("alice-sub") == []


async def test_erasing_deletes_all_of_one_learner(learning_store: LearningStore) -> None:
    for number in range(30):
        await learning_store.append(ALICE, event(f"e{number}", number))
    await learning_store.append(BOB, event("e"))
    assert await learning_store.erase(ALICE) == 30
    assert await learning_store.erase(ALICE) == 0
    assert await learning_store.events(ALICE) == []
    assert len(await learning_store.events(BOB)) == 1


async def test_expired_events_are_not_returned(store: ConversationStore, learning_store: LearningStore) -> None:
    store.keep_days = -1
    await learning_store.append(ALICE, event("old"))
    store.keep_days = 7
    await learning_store.append(ALICE, event("new"))
    assert [each.id for each in await learning_store.events(ALICE)] == ["new"]


async def test_conversations_and_events_do_not_touch_each_other(
    store: ConversationStore, learning_store: LearningStore
) -> None:
    await store.put_step(ALICE, "t", {"id": "s", "type": "user_message", "output": "Hello"})
    await learning_store.append(ALICE, event("e"))
    await learning_store.erase(ALICE)
    assert len(await store.get_steps(ALICE, "t")) == 1
    await learning_store.append(ALICE, event("e"))
    await store.erase(ALICE)
    assert len(await learning_store.events(ALICE)) == 1


async def test_removed_and_swept_events_are_not_in_the_file(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "history.db")
    learning_store = open_learning_store(store)
    await learning_store.append(ALICE, event("e", question="a secret question"))
    assert b"a secret question" in contents(tmp_path)
    await learning_store.remove(ALICE, ["e"])
    assert b"a secret question" not in contents(tmp_path)
    store.keep_days = -1
    await learning_store.append(ALICE, event("old"))
    assert await learning_store.sweep() == 1
    await store.close()
