"""What a teacher can know, and what cannot be found out by looking twice."""

from datetime import UTC, datetime

import pytest

from chat.teaching.events import EventKind
from chat.teaching.learner_state import fold
from chat.teaching.weekly_counts import GROUP, days_of, last_ended_week, struggles, visible_counts, week_of
from tests.chat.teaching.test_learner_state import Diary


@pytest.mark.parametrize(
    ("moment", "week"),
    [("2026-03-02T00:00", "2026-W10"), ("2026-03-01T23:59", "2026-W09"), ("2027-01-01T12:00", "2026-W53")],
)
def test_weeks_are_those_of_iso(moment: str, week: str) -> None:
    assert week_of(datetime.fromisoformat(moment).replace(tzinfo=UTC)) == week


def test_a_week_is_said_by_its_days() -> None:
    assert days_of("2026-W10") == ("2026-03-02", "2026-03-08")
    assert days_of("2026-W53") == ("2026-12-28", "2027-01-03")


def test_the_week_that_is_running_is_not_shown() -> None:
    assert last_ended_week(datetime(2026, 3, 8, 23, 59, tzinfo=UTC)) == "2026-W09"
    assert last_ended_week(datetime(2026, 3, 9, 0, 0, tzinfo=UTC)) == "2026-W10"


def test_who_misses_one_thing_often_does_not_struggle_with_the_topic() -> None:
    diary = Diary()
    for _ in range(9):
        diary.add(EventKind.ATTEMPT, right=False)
    assert not struggles(fold(diary.events).topics["fractions"], "2026-W10")


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [("", False), ("--", False), ("---", True), ("---+++", False), ("---++", True), ("ss-", True), ("+++---s", True)],
)
def test_who_missed_more_than_was_right_struggles(verdicts: str, expected: bool) -> None:
    diary = Diary()
    diary.add(EventKind.ATTEMPT, right=True)
    for number, verdict in enumerate(verdicts):
        diary.add(EventKind.ATTEMPT, f"item {number}", right=verdict != "-", shown=verdict == "s")
        diary.add(EventKind.ATTEMPT, f"item {number}", right=False)  # what comes after the first attempt at it
    topic = fold(diary.events[1:]).topics.get("fractions")
    assert (topic is not None and struggles(topic, "2026-W10")) == expected
    if topic is not None:
        assert not struggles(topic, "2026-W11")


def test_nothing_below_five_is_shown_and_the_rest_in_fives() -> None:
    assert visible_counts({str(count): count for count in range(13)}) == {
        **{str(count): 5 for count in range(5, 10)},
        **{str(count): 10 for count in range(10, 13)},
    }


def test_a_learner_more_is_seen_only_where_a_group_is_full() -> None:
    seen = [visible_counts({"fractions": count}) for count in range(50)]
    changes = [count for count in range(1, 50) if seen[count] != seen[count - 1]]
    assert changes == list(range(GROUP, 50, GROUP))
