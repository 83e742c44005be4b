"""Answers about percentages: shares, changes, and prices that go up or down."""

from fractions import Fraction

import sympy

from agents.mathematics.expressions.parser import AlgebraError, Call, Node, Number
from agents.mathematics.expressions.printing import format_number
from agents.mathematics.givens import Givens
from agents.mathematics.result import Result, confirm

_CHECKED = "by working back with fractions"


def share(givens: Givens, whole: Node, part: Node) -> Result:
    """Answer what percent of a whole a part is."""
    a, b = _number(givens, whole), _number(givens, part)
    if a == 0:
        raise AlgebraError("Nothing is a percentage of zero.")
    percent = b / a * 100
    confirm(_fraction(percent) * _fraction(a) == 100 * _fraction(b), "share")
    return Result(_percent(percent), _CHECKED, (f"Divide: {_plain(b)} / {_plain(a)}, and multiply by 100.",))


def whole_of(givens: Givens, part: Node, fraction: Node) -> Result:
    """Answer with the whole of which a fraction is known."""
    a, f = _number(givens, part), _number(givens, fraction)
    if f == 0:
        raise AlgebraError("Nothing of a whole says nothing about it.")
    confirm(_fraction(a / f) * _fraction(f) == _fraction(a), "whole_of")
    return Result(_plain(a / f), _CHECKED, (f"Divide: {_plain(a)} / {_plain(f)}.",))


def change(givens: Givens, before: Node, after: Node) -> Result:
    """Answer by how many percent a number changes."""
    a, b = _number(givens, before), _number(givens, after)
    if a == 0:
        raise AlgebraError("A change from zero is no percentage.")
    percent = (b - a) / a * 100
    confirm(_fraction(a) + _fraction(a) * _fraction(percent) / 100 == _fraction(b), "change")
    word = "increase" if percent > 0 else "decrease" if percent < 0 else "change"
    steps = (f"The difference is {_plain(b - a)}.", f"Divide it by {_plain(a)}, and multiply by 100.")
    return Result(f"{_percent(abs(percent))} ({word})", _CHECKED, steps)


def raise_by(givens: Givens, amount: Node, percent: Node) -> Result:
    """Answer with an amount and a percentage of it more."""
    return _changed(givens, amount, percent, 1)


def lower_by(givens: Givens, amount: Node, percent: Node) -> Result:
    """Answer with an amount and a percentage of it less."""
    return _changed(givens, amount, percent, -1)


def _changed(givens: Givens, amount: Node, percent: Node, sign: int) -> Result:
    if isinstance(amount, Call) and amount.arguments[-1] == Number(Fraction(100), decimal=True):
        raise AlgebraError("A percentage of a percentage can be read in two ways; write it as a product or as points.")
    a, p = _number(givens, amount), _number(givens, percent)
    part = a * p / 100
    result = a + sign * part
    confirm(_fraction(result) * 100 == _fraction(a) * (100 + sign * _fraction(p)), "percentage")
    steps = (
        f"{_percent(p)} of {_plain(a)} is {_plain(part)}.",
        f"{_plain(a)} {'+' if sign > 0 else '−'} {_plain(part)} = {_plain(result)}.",
    )
    note = f"The percentage is read as one of {_plain(a)}."
    return Result(format_number(result, decimals=True), _CHECKED, steps, note)


def as_decimal(givens: Givens, node: Node) -> Result:
    """Answer with a number as a decimal."""
    value = sympy.nsimplify(givens.build(node))
    _number(givens, node)
    answer = format_number(value, decimals=True)
    confirm(abs(Fraction(str(sympy.N(value, 30))) - _fraction(value)) < Fraction(1, 10**20), "as_decimal")
    return Result(answer, "by dividing to thirty digits")


def as_fraction(givens: Givens, node: Node) -> Result:
    """Answer with a number as a fraction in lowest terms."""
    value = _number(givens, node)
    confirm(sympy.igcd(value.p, value.q) == 1, "as_fraction")
    return Result(f"{value}".replace("-", "−"), "by dividing it out")


def as_percent(givens: Givens, node: Node) -> Result:
    """Answer with a number as a percentage."""
    value = _number(givens, node)
    confirm(_fraction(value * 100) / 100 == _fraction(value), "as_percent")
    return Result(_percent(value * 100), "by dividing by 100")


def _number(givens: Givens, node: Node) -> sympy.Rational:
    value = sympy.nsimplify(givens.build(node))
    if not value.is_Rational:
        raise AlgebraError("Percentages are worked out for plain numbers and fractions.")
    return value


def _fraction(value: sympy.Rational) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def _plain(value: sympy.Expr) -> str:
    return format_number(value, decimals=True)


def _percent(value: sympy.Expr) -> str:
    return f"{_plain(value)} %"
