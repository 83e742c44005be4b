"""The port to whoever grades an attempt at an exercise by computing it."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ReviewVerdict:
    """What code found of an attempt.

    Attributes:
        right: Whether it is right.
        sentence: What the learner reads, in their language.
    """

    right: bool
    sentence: str


class Grader(Protocol):
    """Grades attempts."""

    async def grade(self, exercise: str, attempt: str) -> ReviewVerdict | None:
        """Return the verdict.

        Args:
            exercise: What names the exercise.
            attempt: What the learner wrote.

        Returns:
            None if no code knows the exercise, or nothing can be read in the attempt.
        """
        ...
