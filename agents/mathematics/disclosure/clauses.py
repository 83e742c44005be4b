"""The clauses of a text, what they ask or state, and what is left of a piece of text to compare."""

# ruff: noqa: RUF001 - signs of several languages

import re
from fractions import Fraction
from functools import lru_cache

from agents.mathematics.disclosure.phrases import QUESTIONED
from agents.mathematics.questions.notation import plain_notation

_BRACKETED = re.compile(r"\(*(\d+)\)?\s*/\s*\(?(\d+)\)*")
_NUMBER = re.compile(r"(?<![a-zA-Z0-9_.])-?\d{1,15}(?:\.\d{1,15}|/\d{1,9})?(?![.\d]*\d)")


def is_asked(clause: str) -> bool:
    """Return whether a clause asks or supposes something, and so states nothing."""
    return clause.rstrip().endswith(("?", "？")) or QUESTIONED.search(clause) is not None


def clauses(text: str) -> list[str]:
    """Return the clauses of a text, each with the sign that ends it."""
    return [part.strip() for part in re.split(r"(?<=[.!?;。！？])\s*|\n+", text) if part.strip()]


@lru_cache(512)  # what is known is compared with each side of each reading
def squeezed(text: str) -> str:
    """Return an expression without spaces, brackets and signs of multiplication, so that two can be compared."""
    return (
        re.sub(r"[\s()\[\]]|(?<=\w)\*(?=\w)", "", plain_notation(text)).replace("−", "-").replace("*", "").strip(".,")
    )


def words_of(text: str) -> str:
    """Return the words of a text in small letters, with one space between them."""
    return re.sub(r"\W+", " ", text.casefold()).strip()


def statements(text: str) -> list[str]:
    """Return the sentences of a text that state something; a point or a comma within a number ends none."""
    parts = re.split(r"(?<=[.!?;])(?=\s|$)|(?<=[。！？；，])|\n+", text)
    return [part.strip() for part in parts if part.strip() and not is_asked(part)]


def numbers_in(text: str) -> list[Fraction]:
    """Return the numbers and fractions that stand in a text, in their order."""
    text = _BRACKETED.sub(r" \1/\2 ", text)
    return [Fraction(one) for one in _NUMBER.findall(text) if not re.search(r"/0+$", one)]
