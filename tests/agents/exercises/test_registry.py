"""Kinds of exercises: what they make can be made again, is confirmed by a second way, and does not come twice."""

import re

import pytest

from agents.exercises.exercise import LEVELS, Exercise, KnownAnswer, parse_id
from agents.exercises.ladder import answer_text, hints, solution
from agents.exercises.registry import KINDS, MAX_SESSION, TOPICS, ExerciseSession, generate, make_again
from agents.exercises.topics import TITLES, topic_named
from agents.mathematics.solver import solve_task
from tests.agents.exercises.second_way import confirms

MATHEMATICS = [kind for kind in KINDS.values() if isinstance(kind.exercise(1, 1).answer, KnownAnswer)]


def test_there_are_kinds_enough_and_every_topic_has_a_title() -> None:
    assert len(MATHEMATICS) >= 30
    assert set(TOPICS) == set(TITLES)
    assert all(topic_named(topic) == topic for topic in TOPICS)


@pytest.mark.parametrize("kind", MATHEMATICS, ids=lambda kind: kind.name)
def test_answers_are_confirmed_by_a_second_way(kind: object) -> None:
    """`python -m tests.bench exercises` does this for 1,000 of each."""
    for exercise in (KINDS[getattr(kind, "name", "")].exercise(level, 7 * level) for level in LEVELS):
        assert confirms(exercise), exercise


def test_the_mathematics_engine_agrees() -> None:
    """A sample of those that it evaluates at once; the measurement asks it about every kind."""
    asked = [kind.exercise(level, seed) for kind in MATHEMATICS for level, seed in ((2, 3), (1, 0))]
    quick = [one for one in asked if one.task and one.task.operation == "evaluate" and one.kind != "end_times"]
    for exercise in quick:
        assert exercise.task is not None
        assert isinstance(exercise.answer, KnownAnswer)
        if exercise.answer.form != "factored":
            assert answer_is(solve_task(exercise.task).answer, exercise), exercise


def answer_is(solved: str, exercise: Exercise) -> bool:
    from agents.mathematics.attempts.equivalence import Answer
    from agents.mathematics.attempts.judging import judge_now

    assert isinstance(exercise.answer, KnownAnswer)
    written = exercise.answer.text.split(" ")[0].rstrip("°") if exercise.answer.unit else exercise.answer.text
    return judge_now(Answer(solved, form="any"), written).right is True


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_an_exercise_is_made_again_from_its_id(kind: object) -> None:
    for level in LEVELS:
        exercise = KINDS[getattr(kind, "name", "")].exercise(level, 123_456)
        assert make_again(exercise.id) == exercise
        assert exercise.question.format_map({}) == exercise.question or "{" not in exercise.question
        assert solution(exercise)


@pytest.mark.parametrize(
    "bad", ["", "fractions", "lowest_terms-4-1", "lowest_terms-1-99999999999", "nothing-1-1", "-1-1"]
)
def test_what_is_no_id_makes_nothing(bad: str) -> None:
    assert make_again(bad) is None


def test_an_id_has_a_kind_a_level_and_a_seed() -> None:
    assert parse_id("lowest_terms-2-17") == ("lowest_terms", 2, 17)


@pytest.mark.parametrize("topic", TOPICS)
def test_no_exercise_comes_twice_in_a_session(topic: str) -> None:
    session = ExerciseSession(topic, 2, 42)
    asked = [str(exercise.question) for number in range(1, 30) if (exercise := session.exercise(number))]
    assert len(asked) == len(set(asked)) >= 5
    assert session.exercise(0) is session.exercise(MAX_SESSION + 1) is None


def test_no_hint_holds_the_whole_answer() -> None:
    for kind in KINDS.values():
        for level in LEVELS:
            exercise = kind.exercise(level, 5)
            rungs = hints(exercise)
            assert rungs[0] == exercise.rule
            answer = answer_text(exercise)
            held = re.compile(rf"(?<!\w){re.escape(answer)}(?!\w)")
            assert len(answer) < 4 or not any(map(held.search, rungs)), (exercise.id, rungs)


def test_the_kind_of_a_topic_is_chosen_by_the_seed() -> None:
    assert {generate("fractions", 1, seed).kind for seed in range(6)} == {kind.name for kind in TOPICS["fractions"]}
