"""Rewrites ordinal numbers that can name an answer as plain ones: “the 408th number”, “four hundred and eighth”."""

# ruff: noqa: E501 - patterns of words

import re

from agents.language_names import plain
from agents.mathematics.number_words.numeral_reader import read

_SMALL = {
    "first": "one", "second": "two", "third": "three", "fourth": "four", "fifth": "five", "sixth": "six",
    "seventh": "seven", "eighth": "eight", "ninth": "nine",
}  # fmt: skip
_LARGE = {
    "tenth": "ten", "eleventh": "eleven", "twelfth": "twelve", "twentieth": "twenty", "thirtieth": "thirty",
    "fortieth": "forty", "fiftieth": "fifty", "sixtieth": "sixty", "seventieth": "seventy", "eightieth": "eighty",
    "ninetieth": "ninety", "hundredth": "hundred",
} | {f"{word}th": word for word in ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")}  # fmt: skip
_BEFORE = r"(?:hundred|thousand|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)(?:[ -]and)?[ -]"
_NAMED = r"(?= (?:natural|whole|positive|counting) (?:number|integer)| (?:number|integer) after zero| power\b| of (?:January|February|March|April|May|June|July|August|September|October|November|December))"
_LARGE_FROM = 13  # of the other languages: below it, an ordinal mostly counts steps
_ENGLISH = re.compile(
    rf"\b({'|'.join(_LARGE)})\b|(?<![^\W\d_])({_BEFORE})({'|'.join(_SMALL)})\b|\b({'|'.join(_SMALL)})\b{_NAMED}",
    re.IGNORECASE,
)
_DIGITS = re.compile(
    rf"\b(\d{{2,}})(?:st|nd|rd|th|er|ère|e|º|ª|번째|番目)(?![^\W\d_])|\b(\d)(?:st|nd|rd|th)\b{_NAMED}|\b[Dd][aeiu][rsemn] (\d{{2,}})\.(?= |$)"
)
_GERMAN = re.compile(r"\b([^\W\d_]{8,40}?)(?:s?te[nrsm]?)\b")
_FRENCH = re.compile(r"\b((?:[^\W\d_]+[ -]){1,6}[^\W\d_]+?)i[eè]mes?\b", re.IGNORECASE)


def cardinals_for_ordinals(text: str) -> str:
    """Return a text with large ordinal numbers, and small ones that name a number, as plain numbers."""
    text = _DIGITS.sub(lambda found: f"{found[1] or found[2] or found[3]} ;", text)
    text = _ENGLISH.sub(_english, text)
    text = _GERMAN.sub(lambda found: _kept(found, "de"), text)
    return _FRENCH.sub(lambda found: _kept(found, "fr"), text)


def _english(found: re.Match[str]) -> str:
    if found[1]:
        return f"{_LARGE[found[1].lower()]} ;"
    return f"{found[2] or ''}{_SMALL[(found[3] or found[4]).lower()]} ;"


def _kept(found: re.Match[str], language: str) -> str:
    """Return the number of a word without its ending; the word as it is where it names none."""
    words = found[1].split(" ")
    for begin in range(len(words)):
        for end in ("", "t", "e"):  # acht-e, quatr-ième
            number = read(plain(" ".join(words[begin:]) + end), language)
            if number is not None and number >= _LARGE_FROM:
                return " ".join([*words[:begin], f"{number} ;"])
    return found[0]
