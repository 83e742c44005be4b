"""Finds where in the text of a file a quote stands that was found in the normalised text."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from agents.documents.passages import Span, split
from agents.documents.quotes import without_print

_MAX_PASSAGES = 5  # in which a quote is looked for, those with most of its words first
_MAX_OCCURRENCES = 20  # of its letters in one passage


class Located(NamedTuple):
    """Where a quote stands.

    Attributes:
        passage: Its passage.
        quote: The quote itself, without the signs around it; the passage where it cannot be told exactly.
    """

    passage: Span
    quote: Span


def locate(text: str, page: int, quote: str) -> Located:
    """Return where a quote stands in a file's text.

    Args:
        text: The text of the file.
        page: The number of its page from 1; 0 in a file without pages.
        quote: The quote, as it stands in the normalised text.
    """
    words = set(quote.split())
    found = [(start, end) for number, start, end in split(text) if number == page]
    found.sort(key=lambda span: len(words & set(text[span[0] : span[1]].split())), reverse=True)
    for passage in found[:_MAX_PASSAGES]:
        # A quote may begin in one passage and end in the next.
        start, end = max(0, passage[0] - len(quote)), passage[1] + len(quote)
        if (span := _find(text[start:end], quote)) and start + span[0] < passage[1] and start + span[1] > passage[0]:
            return Located(passage, (start + span[0], start + span[1]))
    passage = found[0] if found else (0, len(text))
    return Located(passage, passage)


def _find(text: str, quote: str) -> Span | None:
    """Return where a quote stands: its letters are found first, and what stands there is compared as a whole."""
    signs = [(letter, at) for at, sign in enumerate(text) for letter in _letters(sign)]
    letters, wanted = "".join(letter for letter, _ in signs), "".join(_letters(quote))
    at = letters.find(wanted) if wanted else -1
    for _ in range(_MAX_OCCURRENCES):
        if at < 0:
            break
        start, end = signs[at][1], signs[at + len(wanted) - 1][1] + 1
        while end < len(text) and unicodedata.category(text[end]).startswith("M"):
            end += 1
        if without_print(text[start:end]) == without_print(quote):
            return start, end
        at = letters.find(wanted, at + 1)
    return None


def _letters(text: str) -> Iterator[str]:
    """Yield the letters and digits of a text, without the marks on them."""
    return (sign for sign in unicodedata.normalize("NFKD", text) if sign.isalnum())
