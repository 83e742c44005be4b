"""The state of a practice: it goes on, is written down and read again, and refuses what is no state."""

import pytest

from agents.exercises.ladder import hints
from agents.exercises.practice import Practice, read_practice
from agents.exercises.registry import ExerciseSession

PRACTICE = Practice(ExerciseSession("fractions", 1, 7))


def test_a_practice_is_read_as_it_was_written() -> None:
    first = PRACTICE.exercise
    assert first is not None
    practice = PRACTICE.hinted(first).attempted(right=False).attempted(right=True).next().hinted(first)
    assert (practice.number, practice.hints, practice.attempts, practice.solved) == (2, 1, 0, 1)
    assert read_practice(practice.to_record()) == practice


def test_there_are_no_more_hints_than_rungs() -> None:
    practice, exercise = PRACTICE, PRACTICE.exercise
    assert exercise is not None
    for _ in range(20):
        practice = practice.hinted(exercise)
    assert practice.hints == len(hints(exercise))


def test_an_answer_that_was_shown_is_not_solved() -> None:
    assert PRACTICE.revealed().attempted(right=True).solved == 0


def test_it_ends_after_the_last_exercise() -> None:
    practice = Practice(ExerciseSession("programs", 1, 3))
    while practice.open:
        practice = practice.next()
    assert practice.number == 5
    assert not practice.stopped().open


@pytest.mark.parametrize(
    "change",
    [
        {"topic": "history"}, {"level": 4}, {"seed": -1}, {"number": 0}, {"number": 10**9}, {"hints": -1},
        {"attempts": "many"}, {"solved": None}, {"seed": 10**40}, {"level": []},
    ],
)  # fmt: skip
def test_what_is_no_practice_is_none(change: dict[str, object]) -> None:
    assert read_practice({**PRACTICE.to_record(), **change}) is None
    assert read_practice("practice") is read_practice({}) is read_practice(None) is None
