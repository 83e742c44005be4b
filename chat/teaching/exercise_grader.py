"""Grades attempts at exercises that come back, as the page "Practise" does."""

from agents.exercises.grading import grade
from agents.exercises.registry import make_again
from agents.user_messages import ToolError
from chat.teaching import practice_text
from chat.teaching.grading import ReviewVerdict


class ExerciseGrader:
    """Makes an exercise again from its id, and grades an attempt by computing it."""

    async def grade(self, exercise: str, attempt: str) -> ReviewVerdict | None:
        """See `Grader`."""
        made = make_again(exercise)
        if made is None:
            return None
        try:
            verdict = await grade(made, attempt)
        except ToolError:
            return None
        if not verdict.readable:
            return None
        said = practice_text.verdict_texts(made, verdict)
        return ReviewVerdict(verdict.right, " ".join(said[:1] if verdict.right else said[:-1]))
