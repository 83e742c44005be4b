"""Answers about letters that are drawn from a bag without being put back."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from agents.mathematics.expressions.parser import AlgebraError, Node, Number
from agents.mathematics.givens import Givens
from agents.mathematics.problem import CARDINALS
from agents.mathematics.result import Result, confirm

_MAX_DRAWN = 12


def draw(givens: Givens, drawn: tuple[str, tuple[str, ...]], count: str | Node, bag: str) -> Result:
    """Answer with the probability of a sequence, or of so many of each letter in any order."""
    del givens
    letters = _bag(bag)
    kind, wanted = drawn
    number = _count(count)
    if kind == "in_sequence":
        sequence = wanted[0].lower()
        chance = _sequence(letters, sequence)
        falling = Fraction(
            math.prod(math.perm(letters[letter], times) for letter, times in Counter(sequence).items()),
            math.perm(letters.total(), len(sequence)),
        )
        _check_count(number, len(sequence))
        confirm(chance == falling, "draw")
    else:
        counts = Counter({letter: int(times) for times, letter in zip(wanted[::2], wanted[1::2], strict=True)})
        _check_count(number, counts.total())
        ways = math.prod(math.comb(letters[letter], times) for letter, times in counts.items())
        chance = Fraction(ways, math.comb(letters.total(), number))
        orders = math.factorial(number) // math.prod(math.factorial(times) for times in counts.values())
        one_order = _sequence(letters, "".join(counts.elements()))
        confirm(chance == one_order * orders, "draw")
    return Result(_fraction(chance), "by counting the orders one by one" if kind != "in_sequence" else "by counting")


def _bag(text: str) -> Counter[str]:
    if text.startswith("{"):
        return Counter({letter: int(times) for letter, times in re.findall(r"([A-Za-z])\s*:\s*(\d+)", text)})
    return Counter(text.lower())


def _count(count: str | Node) -> int:
    if isinstance(count, str) and count in CARDINALS:
        return CARDINALS.index(count)
    if isinstance(count, str) and count.isdigit():
        return int(count)
    if isinstance(count, Number) and count.value.denominator == 1:
        return int(count.value)
    raise AlgebraError("Say how many letters are drawn.")


def _check_count(number: int, wanted: int) -> None:
    if number != wanted:
        raise AlgebraError(f"{number} letters are drawn and {wanted} are described; the numbers must agree.")
    if number > _MAX_DRAWN:
        raise AlgebraError(f"At most {_MAX_DRAWN} letters can be drawn.")


def _sequence(letters: Mapping[str, int], sequence: str) -> Fraction:
    left, chance = Counter(letters), Fraction(1)
    for letter in sequence:
        if not left.total():
            return Fraction(0)
        chance *= Fraction(left[letter], left.total())
        left[letter] = max(left[letter] - 1, 0)
    return chance


def _fraction(chance: Fraction) -> str:
    return str(chance)
