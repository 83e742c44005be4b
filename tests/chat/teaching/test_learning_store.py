"""The contract of `LearningStore`, run against each store."""

from pathlib import Path

from chat.history.dynamodb.store import DynamoStore
from chat.history.open_store import open_beside
from chat.history.sqlite.store import SqliteStore
from chat.history.store import ConversationStore
from chat.teaching.dynamodb import DynamoLearningStore
from chat.teaching.events import EventData, EventKind, LearningEvent
from chat.teaching.learning_store import ClassMark, LearningStore
from chat.teaching.sqlite import SqliteLearningStore
from tests.chat.history.conftest import contents

ALICE, BOB = "alice-sub", "bob-sub"
WEEK = "2026-W10"


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
    assert await learning_store.erase(BOB, WEEK) == 0
    assert await learning_store.events(ALICE) == [event("e", right=True)]


async def test_a_learner_whose_id_begins_another_is_somebody_else(learning_store: LearningStore) -> None:
    await learning_store.append("alice", event("x"))
    assert await learning_store.events("alic") == []
    assert await learning_store.events("alice-sub") == []


async def test_erasing_deletes_all_of_one_learner(learning_store: LearningStore) -> None:
    for number in range(26):
        await learning_store.append(ALICE, event(f"e{number}", number))
    await learning_store.append(BOB, event("e"))
    assert await learning_store.erase(ALICE, WEEK) == 26
    assert await learning_store.erase(ALICE, WEEK) == 0
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
    await learning_store.erase(ALICE, WEEK)
    assert len(await store.get_steps(ALICE, "t")) == 1
    await learning_store.append(ALICE, event("e"))
    await store.erase(ALICE)
    assert len(await learning_store.events(ALICE)) == 1


async def test_a_learner_is_counted_once_in_a_week_and_topic(learning_store: LearningStore) -> None:
    for _ in range(2):
        await learning_store.set_struggling(ALICE, WEEK, "fractions", True)
    await learning_store.set_struggling(BOB, WEEK, "fractions", True)
    await learning_store.set_struggling(BOB, WEEK, "a#b c", True)
    await learning_store.set_struggling(BOB, WEEK, "never marked", False)
    await learning_store.set_struggling(ALICE, "2026-W09", "fractions", True)
    assert await learning_store.struggling(WEEK) == {"fractions": 2, "a#b c": 1}
    for _ in range(2):
        await learning_store.set_struggling(BOB, WEEK, "a#b c", False)
    assert await learning_store.struggling(WEEK) == {"fractions": 2}
    assert await learning_store.marks(BOB) == [ClassMark(WEEK, "a#b c", False), ClassMark(WEEK, "fractions", True)]


async def test_erasing_takes_a_learner_out_of_the_running_week_only(learning_store: LearningStore) -> None:
    for week in ("2026-W09", WEEK):
        for owner in (ALICE, BOB):
            await learning_store.set_struggling(owner, week, "fractions", True)
    for _ in range(2):
        await learning_store.erase(ALICE, WEEK)
    assert await learning_store.struggling(WEEK) == {"fractions": 1}
    assert await learning_store.struggling("2026-W09") == {"fractions": 2}
    assert await learning_store.marks(ALICE) == []
    assert len(await learning_store.marks(BOB)) == 2


async def test_what_is_counted_holds_no_owner(dynamo_store: DynamoStore) -> None:
    learning_store = open_beside(dynamo_store, SqliteLearningStore, DynamoLearningStore)
    await learning_store.set_struggling(ALICE, WEEK, "fractions", True)
    found = dynamo_store.client.query("#owner = :owner", {"owner": f"class#{WEEK}"})
    (count,) = [item async for item in found]
    assert ALICE not in str(count)
    assert count["learners"] == 1


async def test_removed_and_swept_events_are_not_in_the_file(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "history.db")
    learning_store = open_beside(store, SqliteLearningStore, DynamoLearningStore)
    await learning_store.append(ALICE, event("e", question="a secret question"))
    assert b"a secret question" in contents(tmp_path)
    await learning_store.remove(ALICE, ["e"])
    assert b"a secret question" not in contents(tmp_path)
    store.keep_days = -1
    await learning_store.append(ALICE, event("old"))
    for week in ("2026-W09", WEEK):
        await learning_store.set_struggling(ALICE, week, "fractions", True)
    assert await learning_store.sweep(WEEK) == 1
    assert await learning_store.marks(ALICE) == [ClassMark(WEEK, "fractions", True)]
    assert await learning_store.struggling("2026-W09") == {}
    await store.close()
