"""The estimate of a topic, as time goes on."""

from typing import Any

import pytest

from chat.teaching.estimate import Estimate, estimate
from chat.teaching.events import EventKind
from chat.teaching.learner_state import fold
from tests.chat.teaching.test_learner_state import Diary

RIGHT, HINTED, WRONG = {"right": True}, {"right": True, "hints": 2}, {"right": False}


@pytest.mark.parametrize(
    ("attempts", "days", "expected"),
    [
        ([RIGHT], 0, Estimate.UNKNOWN),
        ([WRONG, WRONG], 0, Estimate.NOT_YET),
        ([RIGHT, WRONG, WRONG], 0, Estimate.NOT_YET),
        ([{"right": True, "shown": True}, WRONG], 0, Estimate.NOT_YET),
        ([RIGHT, RIGHT], 0, Estimate.CAN),
        ([RIGHT, WRONG], 0, Estimate.CAN),
        ([HINTED, HINTED], 0, Estimate.CAN),
        ([RIGHT, RIGHT], 2, Estimate.CAN),
        ([RIGHT, RIGHT], 7, Estimate.FADING),
        ([RIGHT, RIGHT], 21, Estimate.FADED),
        ([WRONG, WRONG], 21, Estimate.NOT_YET),
    ],
)
def test_time_moves_what_was_right(attempts: list[dict[str, Any]], days: float, expected: Estimate) -> None:
    diary = Diary()
    for number, attempt in enumerate(attempts):
        diary.add(EventKind.ATTEMPT, f"item {number}", **attempt)
    diary.clock.turn(days=days)
    assert estimate(fold(diary.events).topics["fractions"], diary.clock.now) == expected


def test_what_was_repeated_at_the_right_times_fades_later() -> None:
    diary = Diary()
    for days in (0, 3, 9, 30):
        diary.clock.turn(days=days)
        for item in ("a", "b"):
            diary.add(EventKind.ATTEMPT, item, right=True)
    diary.clock.turn(days=21)
    assert estimate(fold(diary.events).topics["fractions"], diary.clock.now) == Estimate.CAN


def test_the_learners_word_comes_first() -> None:
    diary = Diary()
    for _ in range(3):
        diary.add(EventKind.ATTEMPT, right=False)
    for can, expected in ((True, Estimate.SAYS_CAN), (False, Estimate.SAYS_NOT_YET)):
        diary.add(EventKind.CORRECTED, item="", right=can)
        assert estimate(fold(diary.events).topics["fractions"], diary.clock.now) == expected
