"""The state of a learner is a pure fold of the log: what comes back, when, and what corrections change."""

import asyncio
import random
from typing import Any

import pytest

from chat.history.write_queue import WriteQueue
from chat.teaching.events import EventData, EventKind, LearningEvent
from chat.teaching.learner_state import fold
from chat.teaching.learning_store import LearningStore
from chat.teaching.log import LearningLog
from chat.teaching.schedule import AGAIN, EASY, GOOD
from tests.chat.teaching.conftest import FakeClock


class Diary:
    """Events of one learner, as a clock goes on."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.events: list[LearningEvent] = []

    def add(self, kind: EventKind, item: str = "1/2+1/3", topic: str = "fractions", **data: Any) -> str:
        event_id = f"e{len(self.events):04}"
        at = self.clock.now.isoformat(timespec="microseconds").replace("+00:00", "Z")
        self.events.append(LearningEvent(event_id, at, kind, topic, item, EventData(**data)))  # type: ignore[typeddict-item]
        self.clock.turn(seconds=1)
        return event_id

    def due(self) -> list[str]:
        return [item.id for item in fold(self.events).due(self.clock.now)]


@pytest.fixture
def diary() -> Diary:
    return Diary()


def test_what_was_missed_comes_back_and_what_was_right_does_not(diary: Diary) -> None:
    diary.add(EventKind.ATTEMPT, "missed", right=False)
    diary.add(EventKind.ATTEMPT, "shown", right=True, shown=True)
    diary.add(EventKind.ATTEMPT, "with a hint", right=True, hints=1)
    diary.add(EventKind.ATTEMPT, "right", right=True)
    assert diary.due() == []  # it was just seen
    diary.clock.turn(minutes=1)
    assert diary.due() == ["missed", "shown"]
    diary.clock.turn(days=400)
    assert diary.due() == ["missed", "shown"]


def test_what_is_saved_is_due_at_once_and_then_by_the_schedule(diary: Diary) -> None:
    diary.add(EventKind.SAVED, question="?", answer="!")
    assert diary.due() == ["1/2+1/3"]
    diary.add(EventKind.REVIEWED, rating=EASY)
    diary.add(EventKind.SAVED)  # again: it comes when it is due, not sooner
    diary.clock.turn(days=7)
    assert diary.due() == []
    diary.clock.turn(days=1)
    assert diary.due() == ["1/2+1/3"]
    item = fold(diary.events).items["1/2+1/3"]
    assert (item.question, item.answer) == ("?", "!")


def test_what_is_removed_stays_away_until_it_is_missed_or_saved_again(diary: Diary) -> None:
    diary.add(EventKind.ATTEMPT, right=False)
    diary.add(EventKind.REMOVED)
    diary.clock.turn(days=9)
    assert diary.due() == []
    diary.add(EventKind.SAVED)
    assert diary.due() == ["1/2+1/3"]


def test_a_right_attempt_elsewhere_counts_as_a_review(diary: Diary) -> None:
    diary.add(EventKind.ATTEMPT, right=False)
    diary.clock.turn(days=1)
    diary.add(EventKind.ATTEMPT, right=True)
    assert diary.due() == []


def test_a_correction_changes_what_the_attempt_says_and_its_schedule(diary: Diary) -> None:
    attempt = diary.add(EventKind.ATTEMPT, right=False)
    diary.add(EventKind.CORRECTED, corrects=attempt, right=True)
    diary.clock.turn(days=30)
    state = fold(diary.events)
    assert state.due(diary.clock.now) == []
    (shown,) = state.topics["fractions"].attempts
    assert (shown.right, shown.is_corrected, shown.event.data["right"]) == (True, True, False)


def test_what_a_learner_says_of_a_topic_holds_until_they_practise_it_again(diary: Diary) -> None:
    diary.add(EventKind.ATTEMPT, right=False)
    diary.add(EventKind.CORRECTED, item="", right=True)
    assert fold(diary.events).topics["fractions"].claim is True
    diary.add(EventKind.ATTEMPT, right=False)
    assert fold(diary.events).topics["fractions"].claim is None


def test_what_is_missing_unknown_or_expired_is_passed_over(diary: Diary) -> None:
    diary.add(EventKind.REMOVED, "gone")
    diary.add(EventKind.CORRECTED, "gone", topic="gone", right=True)
    diary.add(EventKind.CORRECTED, corrects="gone", right=True)
    diary.add(EventKind.REVIEWED, rating=9)
    diary.add(EventKind.REVIEWED)
    diary.events.append(LearningEvent("new", diary.events[0].at, "dreamt", "fractions"))
    diary.add(EventKind.ATTEMPT, "without a verdict")
    state = fold(diary.events)
    assert list(state.items) == ["without a verdict"]
    diary.add(EventKind.REVIEWED, "its first event has expired", rating=GOOD, question="?", answer="!")
    assert fold(diary.events).items["its first event has expired"].question == "?"


def history(seed: int, length: int) -> list[LearningEvent]:
    """What a learner may do in a year."""
    chance, diary = random.Random(seed), Diary()
    for _ in range(length):
        diary.clock.turn(hours=chance.expovariate(1 / 20))
        item = f"item {chance.randrange(12)}"
        kind = chance.choice(list(EventKind))
        possible: dict[EventKind, dict[str, Any]] = {
            EventKind.ATTEMPT: {"right": chance.random() < 0.6, "hints": chance.randrange(3)},
            EventKind.REVIEWED: {"rating": chance.randint(AGAIN, EASY)},
            EventKind.CORRECTED: {"right": True, "corrects": f"e{chance.randrange(length):04}"},
        }
        data = possible.get(kind, {})
        diary.add(kind, item, f"topic {chance.randrange(3)}", **data)
    return diary.events


async def test_replaying_the_log_gives_the_same_state_from_every_store(learning_store: LearningStore) -> None:
    events = history(7, 40)
    shuffled = random.Random(1).sample(events, len(events))
    await asyncio.gather(*(learning_store.append("alice", event) for event in [*shuffled, *events[:9]]))
    log = LearningLog(learning_store, WriteQueue())
    assert fold(await log.events("alice")) == fold(events)
    assert len(fold(events).items) > 8
