"""A question that leans on the one before it, such as “and what is its discriminant?”."""

import re

from agents.mathematics.question import has_expression

_OPENING = " (This follows the question: "
_MAX_LENGTH = 8
_LEANS = re.compile(r"^\s*(?:and|what about|why)\b|\b(?:it|its|that|they|them|the same)\b", re.IGNORECASE)


def joined(question: str, earlier: str) -> str:
    """Return the question together with the one it leans on, or as it is if it stands alone."""
    short = len(question.split()) <= _MAX_LENGTH and ":" not in question
    if short and _LEANS.search(question) and not has_expression(question):
        return f"{question}{_OPENING}{earlier})"
    return question


def parts(question: str) -> tuple[str, str]:
    """Return the question itself, and the one it leans on if there is one."""
    own, opening, earlier = question.partition(_OPENING)
    return own, earlier.removesuffix(")") if opening else ""
