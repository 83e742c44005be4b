"""Grades an attempt at an exercise, each kind of answer in its own way."""

from agents.exercises.correction_grading import grade_correction
from agents.exercises.exercise import Correction, Exercise, KnownAnswer, ProgramTests
from agents.exercises.mathematics_grading import grade_mathematics
from agents.exercises.program_grading import grade_program
from agents.exercises.verdict import AttemptVerdict


async def grade(exercise: Exercise, attempt: str) -> AttemptVerdict:
    """Return the verdict on an attempt.

    Raises:
        ToolError: It could not be worked out within the limits; the message says what to change.
    """
    match exercise.answer:
        case ProgramTests() as tests:
            return await grade_program(tests, attempt)
        case Correction() as correction:
            return grade_correction(correction, attempt)
        case KnownAnswer() as answer:
            return await grade_mathematics(exercise, answer, attempt)
