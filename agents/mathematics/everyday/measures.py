"""Answers about units and times of day."""

import re
from fractions import Fraction

import sympy

from agents.mathematics.everyday.units import convert_quantity, factor_between
from agents.mathematics.expressions.parser import AlgebraError, Node
from agents.mathematics.expressions.printing import digits, format_number
from agents.mathematics.givens import Givens
from agents.mathematics.problem import CARDINALS, FRACTIONS
from agents.mathematics.questions.stories import singular
from agents.mathematics.result import Result, confirm
from agents.mathematics.values import whole

_DAY = 24 * 60


def convert(givens: Givens, quantity: tuple[tuple[object, ...], str], unit: str) -> Result:
    """Answer with a quantity in another unit."""
    amount_parts, source = quantity
    return convert_quantity(_amount(givens, amount_parts), source, unit)


def convert_sum(
    givens: Givens, first: tuple[tuple[object, ...], str], second: tuple[tuple[object, ...], str], unit: str
) -> Result:
    """Answer with two quantities together in one unit, such as hours and minutes."""
    total = sympy.Integer(0)
    for amount_parts, source in (first, second):
        total += _amount(givens, amount_parts) * factor_between(source, unit)
    _, source = first
    return convert_quantity(total / factor_between(source, unit), source, unit)


def spell(amount: Fraction, unit: str) -> str:
    """Write an amount with its unit, which is in the singular beside 1."""
    return f"{digits(amount)} {singular(unit) if amount == 1 else unit}"


def before(givens: Givens, count: Node, unit: str, time: str) -> Result:
    """Answer with the time so many minutes or hours before another."""
    return _clock(time, -_minutes(givens, count, unit))


def after(givens: Givens, count: Node, unit: str, time: str) -> Result:
    """Answer with the time so many minutes or hours after another."""
    return _clock(time, _minutes(givens, count, unit))


def time_between(givens: Givens, unit: str, first: str, second: str) -> Result:
    """Answer with the minutes, or hours, from one time to the next."""
    del givens
    count = (minutes_of(second) - minutes_of(first)) % _DAY
    confirm((minutes_of(first) + count) % _DAY == minutes_of(second), "clock")
    if unit.startswith("hour"):
        return Result(f"{format_number(sympy.Rational(count, 60), decimals=True)} hours", "by counting back")
    return Result(f"{count} minutes", "by counting back")


def _minutes(givens: Givens, node: Node, unit: str) -> int:
    (number,) = whole(givens.build(node) * (60 if unit.startswith("hour") else 1))
    return number


def minutes_of(text: str) -> int:
    """Return the minutes from midnight to a time of day."""
    match = re.fullmatch(r"(\d{1,2}):(\d\d)\s*([AaPp])?.*", text)
    if match is None or int(match[2]) > 59 or int(match[1]) > (12 if match[3] else 23):
        raise AlgebraError(f"{text} is no time of day.")
    hour = int(match[1])
    if match[3]:
        hour = hour % 12 + (12 if match[3].lower() == "p" else 0)
    return hour * 60 + int(match[2])


def _clock(time: str, minutes: int) -> Result:
    result = (minutes_of(time) + minutes) % _DAY
    confirm((result - minutes) % _DAY == minutes_of(time), "clock")
    hour, minute = divmod(result, 60)
    if not re.search("[AaPp]", time):
        return Result(f"{hour}:{minute:02}", "by counting back")
    return Result(f"{hour % 12 or 12}:{minute:02} {'PM' if hour >= 12 else 'AM'}", "by counting back")


def _amount(givens: Givens, parts: tuple[object, ...]) -> sympy.Expr:
    match parts:
        case ():
            return sympy.Integer(1)
        case (str(word),):
            return sympy.Rational(1, FRACTIONS[word])
        case ((*words,),):
            return _fraction(givens, words)
        case (node,):
            return givens.build(node)  # type: ignore[arg-type]
        case _:
            raise AlgebraError("The amount is not understood.")


def _fraction(givens: Givens, words: list[object]) -> sympy.Expr:
    *number, part = words
    if part not in FRACTIONS:
        raise AlgebraError("The amount is not understood.")
    if not number:
        return sympy.Rational(1, FRACTIONS[str(part)])
    count = CARDINALS.index(number[0]) if isinstance(number[0], str) else givens.build(number[0])  # type: ignore[arg-type]
    return sympy.Integer(count) / FRACTIONS[str(part)] if isinstance(count, int) else count / FRACTIONS[str(part)]
