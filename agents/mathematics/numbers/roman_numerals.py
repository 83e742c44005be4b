"""Answers in Roman numerals."""

import re

from agents.mathematics.expressions.parser import AlgebraError, Node
from agents.mathematics.givens import Givens
from agents.mathematics.result import Result, confirm
from agents.mathematics.values import whole

_SIGNS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_VALUES = {sign: value for value, sign in _SIGNS if len(sign) == 1}
_PLAIN = re.compile("M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_LARGEST = 3999


def to_roman(givens: Givens, node: Node) -> Result:
    """Answer with a number in Roman numerals."""
    (number,) = whole(givens.build(node))
    if not 1 <= number <= _LARGEST:
        raise AlgebraError(f"Roman numerals without lines above them go from 1 to {_LARGEST:,}.")
    numeral, rest = "", number
    for value, sign in _SIGNS:
        numeral += sign * (rest // value)
        rest %= value
    confirm(_read(numeral) == number, "to_roman")
    return Result(numeral, "by reading it back")


def from_roman(givens: Givens, text: str) -> Result:
    """Answer with the number that a Roman numeral names."""
    numeral = text.upper()
    if not numeral or not _PLAIN.fullmatch(numeral):
        raise AlgebraError(f"{numeral} is no Roman numeral as it is written today.")
    number = _read(numeral)
    rest = numeral
    for value, sign in _SIGNS:
        while rest.startswith(sign):
            rest, number = rest.removeprefix(sign), number - value
    confirm(not rest and number == 0, "from_roman")
    return Result(str(_read(numeral)), "by taking its signs off one by one")


def _read(numeral: str) -> int:
    """Add up the signs; a smaller one before a larger one is taken away."""
    values = [_VALUES[sign] for sign in numeral]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
