"""Reads a whole number from its words."""

import functools
import re

from agents.language_names import plain
from agents.mathematics.number_words.numerals import write

MAX_CHARACTERS = 300
_HAN_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"\u3007": 0, "两": 2, "兩": 2}
_HAN_SIZES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
# Words that multiply what stands before them, then the joint between parts.
_SIZES = {
    "de": ({"hundert": 100, "tausend": 1000, "million": 10**6, "millionen": 10**6, "milliarde": 10**9,
            "milliarden": 10**9}, "und"),
    "en": ({"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}, "and"),
    "es": ({"mil": 1000, "millon": 10**6, "millones": 10**6}, "y"),
    "fr": ({"cent": 100, "cents": 100, "mille": 1000, "million": 10**6, "millions": 10**6, "milliard": 10**9,
            "milliards": 10**9}, "et"),
    "it": ({"cento": 100, "cent": 100, "mille": 1000, "mila": 1000, "milione": 10**6, "milioni": 10**6,
            "miliardo": 10**9, "miliardi": 10**9}, "e"),
    "pt": ({"mil": 1000, "milhao": 10**6, "milhoes": 10**6}, "e"),
}  # fmt: skip
_MORE = {
    "de": {"ein": 1, "eine": 1},
    "en": {"a": 1},
    "es": {"un": 1, "veintiun": 21, **{plain(write(100 * n, "es")): 100 * n for n in range(1, 10)}, "ciento": 100},
    "fr": {"une": 1, "quatrevingt": 80, "septante": 70, "huitante": 80, "octante": 80, "nonante": 90},
    "it": {"un": 1},
    "pt": {**{plain(write(100 * n, "pt")): 100 * n for n in range(1, 10)}, "cento": 100, "uma": 1, "duas": 2,
           "dezesseis": 16, "dezessete": 17, "dezenove": 19, "quatorze": 14},
}  # fmt: skip


def read(words: str, language: str) -> int | None:
    """Return the whole number that words name; None where they name none, or in a language without a reader."""
    if len(words) > MAX_CHARACTERS:
        return None
    if language in ("zh", "ja"):
        return _read_han(re.sub(r"\s", "", words))
    if language not in _SIZES:
        return None
    letters = re.sub(r"[\s,\u2010-\u2015-]", "", plain(words))
    tokens = _split(letters, _lexicon(language), {})
    return _value(tokens, language) if tokens else None


@functools.cache
def _lexicon(language: str) -> dict[str, list[str]]:
    """Return every word of numbers by its first letter, the longest first."""
    sizes, joint = _SIZES[language]
    lexicon: dict[str, list[str]] = {}
    for word in sorted([*_values(language), *sizes, joint], key=len, reverse=True):
        lexicon.setdefault(word[0], []).append(word)
    return lexicon


@functools.cache
def _values(language: str) -> dict[str, int]:
    written = {re.sub(r"[\s-]", "", plain(write(n, language))): n for n in range(100)}
    shortened = {word[:-1]: n for word, n in written.items() if language == "es" and word.endswith("uno")}
    return written | shortened | _MORE[language]


def _split(
    letters: str, lexicon: dict[str, list[str]], known: dict[str, tuple[str, ...] | None]
) -> tuple[str, ...] | None:
    """Return the words of which letters are made; None where they are not."""
    if not letters:
        return ()
    if letters not in known:
        known[letters] = None
        for word in lexicon.get(letters[0], ()):
            if letters.startswith(word) and (rest := _split(letters[len(word) :], lexicon, known)) is not None:
                known[letters] = (word, *rest)
                break
    return known[letters]


def _value(tokens: tuple[str, ...], language: str) -> int | None:
    sizes, joint = _SIZES[language]
    values = _values(language)
    if tokens[0] == joint or tokens[-1] == joint:
        return None
    total, current, before = 0, None, ""
    for token in tokens:
        if token in values and not (token in sizes and current):
            part = values[token]
            if current is not None and (part == 0 or current == 0 or current % 10 ** len(str(part))):
                return None
            current = (current or 0) + part
        elif token in sizes:
            size = sizes[token]
            if current == 0 or (size == 100 and current is not None and current > 99):
                return None
            if size == 100:
                current = (current or 1) * 100
            else:
                low = total % size + (current or 0)
                if (total - total % size) % (size * 1000):
                    return None
                total, current = total - total % size + (low or 1) * size, None
        elif before == joint:
            return None
        before = token
    return total + (current or 0)


def _read_han(signs: str) -> int | None:
    if not signs or not set(signs) <= {*_HAN_DIGITS, *_HAN_SIZES}:
        return None
    if len(signs) > 1 and not set(signs) & set(_HAN_SIZES):
        return int("".join(str(_HAN_DIGITS[sign]) for sign in signs))  # digit by digit, as in a year
    total, group, digit = 0, 0, 0
    for sign in signs:
        if sign in _HAN_DIGITS:
            digit = _HAN_DIGITS[sign]
        elif _HAN_SIZES[sign] < 10**4:
            group, digit = group + (digit or 1) * _HAN_SIZES[sign], 0
        else:
            total, group, digit = (
                (total + (group + digit or 1)) * _HAN_SIZES[sign]
                if _HAN_SIZES[sign] == 10**8
                else (total + (group + digit or 1) * _HAN_SIZES[sign]),
                0,
                0,
            )
    return total + group + digit
