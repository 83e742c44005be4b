"""Grades an attempt at an exercise of mathematics."""

from agents.exercises.exercise import Exercise, KnownAnswer
from agents.exercises.verdict import AttemptVerdict, unreadable
from agents.mathematics.pool import algebra
from agents.mathematics.task import Task
from agents.user_messages import ToolError, TranslatableText


async def grade_mathematics(exercise: Exercise, answer: KnownAnswer, attempt: str) -> AttemptVerdict:
    """Return the verdict on an attempt."""
    try:
        text, _ = await algebra.solve(Task("evaluate", f"({attempt}) - ({answer.text})"))
    except ToolError:
        return unreadable(TranslatableText("This cannot be read as an answer."))
    right = text.endswith("**Answer:** 0")
    return AttemptVerdict(right, float(right), ())
