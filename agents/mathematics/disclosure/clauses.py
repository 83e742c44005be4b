"""The clauses of a text, what they ask or state, and what is left of a piece of text to compare."""

# ruff: noqa: RUF001 - signs of several languages

import re

from agents.mathematics.disclosure.phrases import QUESTIONED
from agents.mathematics.questions.notation import plain_notation


def is_asked(clause: str) -> bool:
    """Return whether a clause asks or supposes something, and so states nothing."""
    return clause.rstrip().endswith(("?", "？")) or QUESTIONED.search(clause) is not None


def clauses(text: str) -> list[str]:
    """Return the clauses of a text, each with the sign that ends it."""
    return [part.strip() for part in re.split(r"(?<=[.!?;。！？])\s*|\n+", text) if part.strip()]


def squeezed(text: str) -> str:
    """Return an expression without spaces, brackets and signs of multiplication, so that two can be compared."""
    return (
        re.sub(r"[\s()\[\]]|(?<=\w)\*(?=\w)", "", plain_notation(text)).replace("−", "-").replace("*", "").strip(".,")
    )


def words_of(text: str) -> str:
    """Return the words of a text in small letters, with one space between them."""
    return re.sub(r"\W+", " ", text.casefold()).strip()
