"""Reads what a person gives as an answer: numbers, solutions, sets, intervals, expressions, each with its unit."""

# ruff: noqa: E501, RUF001 - patterns of words, and signs of mathematics

import re
from dataclasses import dataclass, field
from itertools import pairwise

from agents.mathematics.attempts.answer_phrases import (
    EQUALS_WORDS,
    EVERYTHING,
    NO,
    NOTHING,
    RELATION_WORDS,
    YES,
    unwrap,
)
from agents.mathematics.expressions.parser import AlgebraError, Node, variables
from agents.mathematics.expressions.quantities import AnswerQuantity, read_quantity
from agents.mathematics.number_words.spoken_numbers import LANGUAGES, digits_for_words

MAX_CHARACTERS = 500

_OR = re.compile(r"\s*(?:\bor\b|\boder\b|\bo(?:r else)?\b(?=\s+[-−\w])|或者?|∨|\|\|)\s*", re.IGNORECASE)
_AND = re.compile(
    r"\s*(?:[;；、]|,(?!\d{3}(?!\d))|，|\band\b|\bund\b|\by\b(?=\s+[-−\w√])|\be\b(?=\s+[-−]?\d)|和|与|&)\s*",
    re.IGNORECASE,
)
_INTERVAL = re.compile(
    r"(?P<left>[\[(\]])\s*(?P<low>[^,;\[\]]+?)\s*[,;]\s*(?P<high>[^,;\[\]]+?)\s*(?P<right>[\])\[])", re.IGNORECASE
)
_RELATION = re.compile(r"<=|>=|≤|≥|<|>")
_INDEXED = re.compile(r"\b([a-zA-Z])\s*_?\s*(?:\{?\s*(?:[₀-₉]|\d)+\s*(?:[,/]\s*\d+)?\s*\}?|[₀-₉]+)(?=\s*(?:=|:|≈|≠))")


@dataclass(frozen=True, slots=True)
class Ends:
    """An interval of real numbers; an end that is None is infinite."""

    low: Node | None
    high: Node | None
    low_is_open: bool = True
    high_is_open: bool = True


Case = tuple[tuple[str, AnswerQuantity], ...]
"""One solution: its quantities by the letters that they belong to; the letter is empty where none is written."""


@dataclass(frozen=True, slots=True)
class AnswerReading:
    """What an answer says.

    Args:
        kind: `cases` for numbers, expressions and solutions, `intervals`, `yes`, `no`, `nothing` where there is no
            solution, `everything` where every number is one.
        cases: The solutions.
        intervals: The intervals, of which the answer is the union.
        is_point: Whether one case was written as a point, such as `(2, 1)`, without letters.
    """

    kind: str
    cases: tuple[Case, ...] = ()
    intervals: tuple[Ends, ...] = ()
    is_point: bool = field(default=False, compare=False)


def read_answer(text: str) -> AnswerReading | None:
    """Return what a text gives as the answer; None where it is not read whole.

    A text is tried with its number words as digits, first in the language in which most is a number, and as it stands.
    """
    if not text.strip() or len(text) > MAX_CHARACTERS:
        return None
    plain = unwrap(text)
    worded = sorted((digits_for_words(plain, language) for language in LANGUAGES), key=_count_letters)
    for each in dict.fromkeys([*(one for one in worded if one != plain), plain]):
        reading = _read(each)
        if reading is not None:
            return reading
    return None


def _count_letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _read(text: str) -> AnswerReading | None:
    if EVERYTHING.fullmatch(text):
        return AnswerReading("everything")
    if NOTHING.fullmatch(text):
        return AnswerReading("nothing")
    if YES.fullmatch(text):
        return AnswerReading("yes")
    if NO.fullmatch(text):
        return AnswerReading("no")
    for pattern, sign in RELATION_WORDS:
        text = re.sub(pattern, f" {sign} ", text, flags=re.IGNORECASE)
    text = EQUALS_WORDS.sub(lambda m: f"{m[1]} = " if m[1] else " = ", text)
    text = _INDEXED.sub(r"\1", text)
    try:
        return _read_intervals(text) or _read_cases(text)
    except AlgebraError:
        return None


def _read_intervals(text: str) -> AnswerReading | None:
    """Return the union of intervals or inequalities that a text states; None if it states none."""
    found: list[Ends] = []
    body = re.sub(r"^\s*(?:[A-Z]\s*=\s*)?(?:[a-zA-Z]\s*(?:∈|in)\s*)?", "", text) if "∈" in text or "∪" in text else text
    if _RELATION.search(text):
        for part in re.split(r"\s*(?:\bor\b|\boder\b|\bo\b|或者?|∪|∨)\s*", text):
            ends = _inequality(re.sub(r"^\s*\{\s*[a-z]\s*[|:]\s*(.*)\}\s*$", r"\1", part))
            if ends is None:
                return None
            found.append(ends)
        return AnswerReading("intervals", intervals=tuple(found))
    pieces = re.split(r"\s*(?:∪|\bU\b|\bor\b|\bunion\b)\s*", re.sub(r"^\s*interval\s*", "", body, flags=re.IGNORECASE))
    for piece in pieces:
        match = _INTERVAL.fullmatch(piece.strip())
        infinite = match is not None and any(_infinite(match[end]) for end in ("low", "high"))
        closed = match is not None and (match["left"] != "(" or match["right"] != ")")
        if match is None or not (infinite or closed or "∈" in text or len(pieces) > 1):
            return None  # (2, 1) is a point
        found.append(
            Ends(
                _end(match["low"]),
                _end(match["high"]),
                match["left"] in "(]",
                match["right"] in ")[",
            )
        )
    return AnswerReading("intervals", intervals=tuple(found)) if found else None


def _inequality(text: str) -> Ends | None:
    """Return the numbers that satisfy `a < x <= b`, `x > a` or `a > x`, with both ends of two that are joined by “and”."""
    joined = re.split(r"\s*(?:\band\b|\bund\b|\by\b|且|∧|,)\s*", text)
    if len(joined) == 2:
        one, other = _inequality(joined[0]), _inequality(joined[1])
        if one is None or other is None or (one.low is None) == (other.low is None):
            return None
        above, below = (one, other) if one.low is not None else (other, one)
        return Ends(above.low, below.high, above.low_is_open, below.high_is_open)
    sides, signs = _RELATION.split(text), _RELATION.findall(text)
    signs = [{"≤": "<=", "≥": ">="}.get(sign, sign) for sign in signs]
    middle = [place for place, side in enumerate(sides) if re.fullmatch(r"\s*[a-zA-Z]\s*", side)]
    if len(middle) != 1 or len(sides) not in (2, 3) or (len(sides) == 3 and middle[0] != 1):
        return None
    if len({sign[0] for sign in signs}) > 1:
        return None
    low: Node | None = None
    high: Node | None = None
    low_open = high_open = True
    for place, (left, right) in enumerate(pairwise(sides)):
        is_less, is_open = signs[place][0] == "<", "=" not in signs[place]
        unknown_left = place == middle[0]
        end = _end(right if unknown_left else left)
        if unknown_left == is_less:
            high, high_open = end, is_open
        else:
            low, low_open = end, is_open
    return Ends(low, high, low_open, high_open)


def _infinite(text: str) -> bool:
    return (
        re.fullmatch(r"\s*[-+]?\s*(?:oo|∞|inf(?:inity)?|unendlich|infinito|无穷)\s*", text, re.IGNORECASE) is not None
    )


def _end(text: str) -> Node | None:
    return None if _infinite(text) else read_quantity(text).node


def _read_cases(text: str) -> AnswerReading | None:
    text = re.sub(r"^\s*[A-Z]\s*=\s*(?=\{)", "", text)
    text = re.sub(r"^\s*[a-z]\s*∈\s*(?=\{)", "", text)
    if match := re.fullmatch(r"\s*\{(.*)\}\s*", text, re.DOTALL):
        return AnswerReading("cases", tuple((("", one),) for one in _listed(match[1])))
    point = re.fullmatch(
        r"\s*(?:\(\s*([a-zA-Z])\s*[,;|]\s*([a-zA-Z])\s*(?:[,;|]\s*([a-zA-Z])\s*)?\)\s*=\s*)?\(\s*([^()]*?[,;|][^()]*?)\s*\)\s*",
        text,
    )
    if point:
        values = [read_quantity(part) for part in re.split(r"[;|]" if re.search(r"[;|]", point[4]) else ",", point[4])]
        names = [name for name in point.groups()[:3] if name] or [""] * len(values)
        if len(names) == len(values) > 1:
            return AnswerReading("cases", (tuple(zip(names, values, strict=True)),), is_point=True)
    cases: list[Case] = []
    for part in _split(_OR, text):
        current: dict[str, AnswerQuantity] = {}
        for piece in _split_list(part):
            for name, quantity in _named(piece, next(iter(current), "")):
                if name in current:
                    cases.append(tuple(current.items()))
                    current = {}
                current[name] = quantity
        if current:
            cases.append(tuple(current.items()))
    named = {name for case in cases for name, _ in case if name}
    if len(named) == 1:  # “x = 2 or 3”
        cases = [tuple((name or next(iter(named)), quantity) for name, quantity in case) for case in cases]
    return AnswerReading("cases", tuple(cases)) if cases else None


def _split(pattern: re.Pattern[str], text: str) -> list[str]:
    return [part for part in pattern.split(text) if part and part.strip()]


def _split_list(text: str) -> list[str]:
    """Split `2, 3 and 4`; a comma between digits without a space is a decimal one, and one inside parentheses stays."""
    pieces, depth, begin = [], 0, 0
    index = 0
    while index < len(text):
        depth += (text[index] in "([{") - (text[index] in ")]}")
        inside_word = index > 0 and re.match(r"[A-Za-zÀ-ÿ]{2}", text[index - 1 : index + 1])
        match = None if depth or inside_word else _AND.match(text, index)
        if match and match.end() > index and not _is_decimal_comma(text, match):
            pieces.append(text[begin:index])
            begin = index = match.end()
            continue
        index += 1
    return [piece for piece in [*pieces, text[begin:]] if piece.strip()]


def _is_decimal_comma(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    return match[0] == "," and before[-1:].isdigit() and after[:1].isdigit()


def _listed(text: str) -> list[AnswerQuantity]:
    return [read_quantity(part) for part in _split_list(text.replace("|", ";")) if part.strip()]


def _named(piece: str, earlier: str) -> list[tuple[str, AnswerQuantity]]:
    """Return the quantities of `x = 2`, `x = ±2`, `3/4 = 0.75` or `2`, with the letter that they belong to."""
    sides = [side for side in re.split(r"=|:(?=\s)", piece) if side.strip()]
    name = ""
    first = re.fullmatch(r"\s*([a-zA-Z])\s*(?:'|\(\s*[a-zA-Z]\s*\))?'?\s*", sides[0])
    derivative = re.fullmatch(
        r"\s*(?:[fghy]'+(?:\s*\(\s*[a-z]\s*\))?|[fgh]\s*\(\s*[a-z]\s*\)|d[a-z]?\s*/\s*d[a-z])\s*",
        sides[0],
        re.IGNORECASE,
    )
    if len(sides) > 1 and (first or derivative):
        name = "" if derivative or first is None or first[1] in "fghFGHSLV" else first[1]
        sides = sides[1:]
    if not sides:
        raise AlgebraError("Nothing stands behind the equals sign.")
    if len(sides) > 1 and re.fullmatch(r"\s*[a-zA-Z]\s*", sides[-1]) and not name:  # 3 = x
        name, sides = sides[-1].strip(), sides[:-1]
    side = sides[-1].partition("≈")[0] if sides[-1].partition("≈")[0].strip() else sides[-1]
    if len(sides) > 1 and variables(read_quantity(sides[0]).node) and not variables(read_quantity(side).node):
        raise AlgebraError("This is an equation, and no answer.")
    if "±" in side or "+-" in side:
        signed = [side.replace("±", sign).replace("+-", sign) for sign in ("+", "-")]
        return [(name or earlier, read_quantity(one)) for one in signed]
    return [(name or earlier, read_quantity(side))]
