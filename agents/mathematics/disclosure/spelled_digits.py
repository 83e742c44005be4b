"""Finds a number whose digits or letters are strewn over a text: in rows, described one by one, or as an acrostic."""

# ruff: noqa: E501 - patterns of words

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, permutations

from agents.mathematics.number_words.numerals import write

_MAX_TOKENS = 400
_MAX_GAP = 60  # characters between two digits of a row
_NEAR = 80  # characters around a digit that is described
_TOKEN = re.compile(r"(?<![\w.,])\d{1,9}(?![.,]?\w)|(?<=[\u4e00-\u9fff])\d{1,9}(?![.\d])")
_LIST_MARK = re.compile(r"^[ \t>]*(?:[-*•]|\(?\d{1,2}[.):])[ \t]+(?=\S)", re.MULTILINE)
_DESCRIBED = re.compile(
    r"(?:digit|ziffer|stelle|cifra|dígito|digito|数字|位|start|begin|end|followed by|first comes|beginnt|endet|gefolgt von|"
    r"empieza|termina|seguido de|开头|结尾|然后|then|dann|luego|rest is)\D{0,24}$",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\W{0,3}(?:in the middle|in der mitte|en medio|at the end|am ende|al final|as (?:the|its) )", re.IGNORECASE
)
_JOINED = re.compile(
    r"\W*(?:(?:and|then|followed by|y|luego|seguido de|und|dann|gefolgt von|和|然后|再|接着)\W*)+(?:an?|ein\w*|une?a?)?\W*",
    re.IGNORECASE,
)
_MARKED = re.compile(r"\*\*([^\W\d_])\*\*|__([^\W\d_])__|<b>([^\W\d_])</b>|\[([^\W\d_])\]")
_LETTER_ROW = re.compile(r"(?<![^\W\d_])[^\W\d_](?:[\s\-.,_*·|/]{1,3}[^\W\d_](?![^\W\d_]))+")
_WORD = re.compile(r"[^\W\d_]+")
_LANGUAGES = ("en", "es", "de")


def spells(text: str, readings: Sequence[str], number: int) -> bool:
    """Return whether a text spells a whole number.

    Args:
        text: The text.
        readings: The text with number words as digits, and in other readings.
        number: The number, without its sign.
    """
    digits = str(number)
    if len(digits) > 1 and any(_has_row(reading, digits) for reading in readings):
        return True
    forms = _forms(number)
    if any(form in channel for channel, least in _channels(text) for form in forms if len(form) >= least):
        return True
    return any(form in row for row in _letter_rows(text) for form in forms)


def _has_row(text: str, digits: str) -> bool:
    text = _LIST_MARK.sub("", text).replace("_", " ")
    found = list(_TOKEN.finditer(text))[:_MAX_TOKENS]
    for begin in range(len(found) - len(digits) + 1):
        row = found[begin : begin + len(digits)]
        if [one[0] for one in row] != list(digits):
            continue
        gaps = [text[one.end() : other.start()] for one, other in pairwise(row)]
        if all(_JOINED.fullmatch(gap) for gap in gaps) or (
            len(digits) > 2 and all(len(gap) <= _MAX_GAP for gap in gaps)
        ):
            return True
    return _is_described(text, found, digits)


def _is_described(text: str, found: Sequence[re.Match[str]], digits: str) -> bool:
    """Return whether the pieces of a number are told one by one, such as “the last digit is 8, before it stands 40”."""
    described = [
        one
        for one in found
        if one[0] in digits
        and (_DESCRIBED.search(text[max(0, one.start() - 40) : one.start()]) or _PLACED.match(text[one.end() :][:30]))
    ]
    for one in described:
        near = [other for other in found if other[0] in digits and abs(other.start() - one.start()) <= _NEAR][:5]
        pieces = [other for other in near if len(digits) > 2 or other in described]
        for count in range(2, len(pieces) + 1):
            if any("".join(piece[0] for piece in order) == digits for order in permutations(pieces, count)):
                return True
    return False


def _channels(text: str) -> Iterator[tuple[str, int]]:
    """Yield the letters that a text may spell something with, and how long a word there must be to mean anything."""
    lines = [line for line in _LIST_MARK.sub("", text).splitlines() if line.strip()]
    sentences = [part for part in re.split(r"(?<=[.!?])\s+|\n+", text) if part.strip()]
    yield _initials(lines), 3
    yield _initials(sentences), 3
    yield _initials(_WORD.findall(text)), 4
    yield "".join("".join(found) for found in _MARKED.findall(text)).casefold(), 3
    yield "".join(re.findall(r"(?<=[a-zäöüñ])[A-Z]|[A-Z](?=[A-Z])|(?<=[A-Z])[A-Z]", text)).casefold(), 4


def _initials(pieces: Sequence[str]) -> str:
    first = (_WORD.search(piece) for piece in pieces)
    return "".join(word[0][0] for word in first if word).casefold()


def _letter_rows(text: str) -> list[str]:
    return [re.sub(r"\W|_", "", row[0]).casefold() for row in _LETTER_ROW.finditer(text)]


@lru_cache(64)
def _forms(number: int) -> frozenset[str]:
    """Return how a number is written in letters, without spaces."""
    forms = {"".join(write(int(digit), language) for digit in str(number)) for language in _LANGUAGES}
    if number < 1_000_000:
        words = "".join(_WORD.findall(write(number, "en")))
        forms |= {words, words.replace("and", "")}
    return frozenset(forms)
