"""Answers about the digits of numbers: their places, rounding, and other ways to write them."""

from fractions import Fraction

import mpmath
import sympy

from agents.mathematics.confirmation import confirm_number, value_at
from agents.mathematics.expressions import numeric
from agents.mathematics.expressions.decimals import format_decimal
from agents.mathematics.expressions.parser import AlgebraError, Node
from agents.mathematics.expressions.printing import superscript
from agents.mathematics.givens import Givens
from agents.mathematics.problem import CARDINALS, Value
from agents.mathematics.result import Result, confirm
from agents.mathematics.values import compute_value, compute_value_again, whole

_MAX_DIGITS = 40
_PLACES = {"units": 0, "ones": 0, "tens": 1, "hundreds": 2, "thousands": 3, "ten thousands": 4, "hundred thousands": 5,
           "millions": 6, "ten millions": 7, "hundred millions": 8, "billions": 9, "ten billions": 10,
           "hundred billions": 11}  # fmt: skip
_POWERS = {"integer": 0, "whole number": 0, "tenth": -1, "hundredth": -2, "thousandth": -3, "cent": -2, "dollar": 0,
           "ten": 1, "hundred": 2, "thousand": 3, "ten thousand": 4,
           "hundred thousand": 5, "million": 6, "ten million": 7, "hundred million": 8, "billion": 9,
           "ten billion": 10, "hundred billion": 11}  # fmt: skip
_BY_DISTANCE = "by the distance, which is at most half a step"


def place_value(givens: Givens, place: str, node: Node) -> Result:
    """Answer with one digit of a number."""
    number = _whole(givens, node)
    if place not in _PLACES:
        raise AlgebraError(f"The place “{place}” is not known.")
    exponent = _PLACES[place]
    digit = number // 10**exponent % 10
    confirm(str(number).zfill(exponent + 1)[-exponent - 1] == str(digit), "place_value")
    return Result(str(digit), "by writing the number down")


def digit_value(givens: Givens, digit: Node, node: Node) -> Result:
    """Answer with what a digit is worth at its place in a number."""
    number, wanted = str(_whole(givens, node)), str(_whole(givens, digit))
    if len(wanted) != 1 or number.count(wanted) != 1:
        raise AlgebraError(f"The digit {wanted} must stand in {number} once; say which place is meant.")
    value = int(wanted) * 10 ** (len(number) - number.index(wanted) - 1)
    confirm(int(number.replace(wanted, "0")) + value == int(number), "digit_value")
    return Result(str(value), "by taking it away")


def round_to_places(givens: Givens, part: Node | Value, places: Node | str) -> Result:
    """Answer with a number rounded to decimal places."""
    count = _count(givens, places)
    return _round(_exact(givens, part), Fraction(1, 10**count), count)


def round_to_figures(givens: Givens, part: Node | Value, figures: Node | str) -> Result:
    """Answer with a number rounded to significant figures."""
    number, count = _exact(givens, part), _count(givens, figures)
    if number == 0 or count == 0:
        raise AlgebraError("Significant figures begin with the first digit that is not zero; this has none.")
    step = Fraction(10) ** (_exponent(number) - count + 1)
    return _round(number, step, max(0, count - 1 - _exponent(number)))


def round_to_nearest(givens: Givens, part: Node | Value, unit: Node | str) -> Result:
    """Answer with a number rounded to a power of ten, or to any positive number."""
    if isinstance(unit, str):
        if unit not in _POWERS:
            raise AlgebraError(f"The number “{unit}” is not known.")
        power = _POWERS[unit]
        return _round(_exact(givens, part), Fraction(10) ** power, max(0, -power))
    step = givens.build(unit)
    if not step.is_Rational or step <= 0:
        raise AlgebraError("A number is rounded to the nearest positive number.")
    exact = Fraction(int(step.p), int(step.q))
    return _round(_exact(givens, part), exact, _MAX_DIGITS if exact.denominator > 1 else 0)


def as_scientific(givens: Givens, node: Node) -> Result:
    """Answer with a number as a factor from 1 to 10 and a power of ten."""
    number = _exact(givens, node)
    if number == 0:
        return Result("0", "as it is zero")
    power = _exponent(number)
    factor = number / Fraction(10) ** power
    confirm(1 <= abs(factor) < 10 and factor * Fraction(10) ** power == number, "as_scientific")
    return Result(f"{format_decimal(factor)} · 10{superscript(power)}".replace("-", "⁻"), "by multiplying out")


def as_mixed(givens: Givens, node: Node) -> Result:
    """Answer with a fraction as a whole number and a proper fraction."""
    number = _exact(givens, node)
    ones, rest = divmod(abs(number), 1)
    confirm(ones + rest == abs(number) and 0 <= rest < 1, "as_mixed")
    sign = "−" if number < 0 else ""
    text = str(ones) if not rest else f"{ones} {rest}" if ones else str(rest)
    return Result(f"{sign}{text}", "by adding up")


def _round(number: Fraction, step: Fraction, places: int) -> Result:
    steps_away = abs(number) / step
    rounded = (steps_away.numerator * 2 + steps_away.denominator) // (2 * steps_away.denominator) * step
    rounded = -rounded if number < 0 else rounded
    confirm(abs(number - rounded) * 2 <= step, "round")
    tie = abs(number - rounded) * 2 == step and number < 0
    note = "A number halfway between is rounded away from zero." if tie else ""
    return Result(format_decimal(rounded, places), _BY_DISTANCE, note=note)


def _exact(givens: Givens, part: Node | Value) -> Fraction:
    """Return a number as a fraction, which is near to it where it is none."""
    with mpmath.workdps(numeric.DIGITS):
        if isinstance(part, Value):
            value = sympy.simplify(compute_value(part, givens.build))
            again = compute_value_again(part, lambda node: value_at(givens, node, {}))
        else:
            value, again = givens.build(part), value_at(givens, part, {})
    if not (value.is_real and value.is_number):
        raise AlgebraError("Only real numbers can be rounded.")
    confirm_number(again, value, "round")
    return Fraction(int(value.p), int(value.q)) if value.is_Rational else Fraction(str(sympy.N(value, 60)))


def _exponent(number: Fraction) -> int:
    """Return the power of ten of the first digit."""
    power = len(str(abs(number.numerator))) - len(str(number.denominator))
    return power if abs(number) >= Fraction(10) ** power else power - 1


def _count(givens: Givens, part: Node | str) -> int:
    count = CARDINALS.index(part) if isinstance(part, str) else _whole(givens, part)
    if not 0 <= count <= _MAX_DIGITS:
        raise AlgebraError(f"A number is rounded to 0 to {_MAX_DIGITS} places.")
    return count


def _whole(givens: Givens, node: Node) -> int:
    (number,) = whole(sympy.nsimplify(sympy.simplify(givens.build(node))))
    return abs(number)
