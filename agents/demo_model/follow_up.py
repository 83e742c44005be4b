"""Completes a question that refers to the one before it, such as “and what is its discriminant?”."""

import re

from agents.mathematics.question import has_mathematics

_OPENING = " (This follows the question: "
_MAX_WORDS = 8
_REFERENCE = re.compile(r"^\s*(?:and|what about|why)\b|\b(?:it|its|that|they|them|the same)\b", re.IGNORECASE)


def join_questions(question: str, earlier: str) -> str:
    """Return the question with the earlier one that it refers to, or unchanged if it is complete."""
    short = len(question.split()) <= _MAX_WORDS and ":" not in question
    if short and _REFERENCE.search(question) and not has_mathematics(question):
        return f"{question}{_OPENING}{earlier})"
    return question


def split_questions(question: str) -> tuple[str, str]:
    """Return the question itself, and the earlier one that `join_questions` added; empty without one."""
    own, opening, earlier = question.partition(_OPENING)
    return own, earlier.removesuffix(")") if opening else ""
