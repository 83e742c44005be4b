"""Answers to word problems of one or two steps that fit a template wholly."""

from collections.abc import Sequence

import sympy

from agents.mathematics.givens import Givens
from agents.mathematics.parser import AlgebraError, Node
from agents.mathematics.printing import format_number
from agents.mathematics.result import Result, confirm

_MAX_COUNTED = 10_000


def gain(givens: Givens, *parts: str | Node) -> Result:
    """Answer how many things somebody has who gets more."""
    return _count(givens, parts, 1)


def lose(givens: Givens, *parts: str | Node) -> Result:
    """Answer how many things somebody has left."""
    return _count(givens, parts, -1)


def _count(givens: Givens, parts: Sequence[str | Node], sign: int) -> Result:
    things = [part for part in parts if isinstance(part, str)]
    first, *others = (_number(givens, part) for part in parts if not isinstance(part, str))
    _same(things)
    total = first
    for other in others:
        total += sign * other
    if total < 0:
        raise AlgebraError("Nobody can give away more than there is; look at the numbers again.")
    counted = first - sum(others) if sign < 0 else sum(others) + first
    confirm(counted == total, "story")
    shown = f" {'+' if sign > 0 else '-'} ".join(format_number(number, decimals=True) for number in (first, *others))
    return Result(
        f"{format_number(total, decimals=True)} {things[-1]}", "by counting in the other order", (f"{shown}.",)
    )


def proportion(givens: Givens, count: Node, thing: str, price: Node, asked: Node, other: str) -> Result:
    """Answer what so many things cost where the price of some is known."""
    _same([thing, other])
    few, cost, many = (_number(givens, part) for part in (count, price, asked))
    if few <= 0:
        raise AlgebraError("The price of nothing says nothing; look at the numbers again.")
    result = cost * many / few
    confirm(result * few == cost * many, "story")
    one = format_number(cost / few, decimals=True)
    return Result(format_number(result, decimals=True), "by the price of one", (f"One costs {one}.",))


def travel(givens: Givens, speed: Node, unit: str, hours: Node) -> Result:
    """Answer how far something goes at a speed."""
    pace, time = _number(givens, speed), _number(givens, hours)
    distance = pace * time
    whole = int(time)
    if whole <= _MAX_COUNTED:
        confirm(sum((pace for _ in range(whole)), sympy.Integer(0)) + pace * (time - whole) == distance, "story")
    answer = f"{format_number(distance, decimals=True)} {unit}"
    return Result(answer, "by adding it up hour by hour", ("Multiply the speed by the time.",))


def _number(givens: Givens, part: Node) -> sympy.Rational:
    value = givens.build(part)
    if not value.is_Rational or value < 0:
        raise AlgebraError("A word problem needs plain numbers.")
    return value


def _same(things: Sequence[str]) -> None:
    """Refuse a story that is about different things."""
    stems = {thing.removesuffix("s") for thing in things}
    if len(stems) > 1:
        raise AlgebraError(f"This speaks of {' and '.join(sorted(set(things)))}; ask about one kind of thing.")
