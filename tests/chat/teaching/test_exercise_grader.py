"""What comes back is graded by computing it."""

import pytest

from agents.exercises.ladder import answer_text
from agents.exercises.registry import generate
from chat.teaching.exercise_grader import ExerciseGrader


@pytest.mark.parametrize("topic", ["fractions", "percentages", "sentences"])
async def test_an_exercise_is_made_again_and_graded(topic: str) -> None:
    exercise = generate(topic, 1, 7)
    right = await ExerciseGrader().grade(exercise.id, str(answer_text(exercise)))
    assert right is not None
    assert right.right
    assert right.sentence == "✓ Right."


async def test_a_wrong_attempt_is_told_without_trying_again() -> None:
    wrong = await ExerciseGrader().grade(generate("arithmetic", 1, 7).id, "1000000007")
    assert wrong is not None
    assert not wrong.right
    assert "Try again" not in wrong.sentence


@pytest.mark.parametrize(("exercise", "attempt"), [("none-1-1", "2"), ("", "2"), ("../x", "2"), ("", "")])
async def test_what_nobody_knows_is_not_graded(exercise: str, attempt: str) -> None:
    assert await ExerciseGrader().grade(exercise, attempt) is None
    assert await ExerciseGrader().grade(generate("arithmetic", 1, 7).id, "???") is None
