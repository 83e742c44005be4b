"""Answers to word problems of one or two steps that fit a template wholly."""

from collections.abc import Sequence

import sympy

from agents.mathematics.expressions.parser import AlgebraError, Node
from agents.mathematics.expressions.printing import format_number
from agents.mathematics.givens import Givens
from agents.mathematics.questions.stories import singular
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
    first, *others = (part for part in parts if not isinstance(part, str))
    _same(things)
    return story_count(givens, ((1, first), *((sign, other) for other in others)), things[-1])


def story_count(givens: Givens, changes: Sequence[tuple[int, Node]], thing: str) -> Result:
    """Answer how many things there are after the changes of a story, in their order."""
    total, shown = _after(givens, changes)
    return Result(_how_many(total, thing), "by counting one by one", (f"{shown}.",))


def story_difference(
    givens: Givens, more: Sequence[tuple[int, Node]], fewer: Sequence[tuple[int, Node]], thing: str
) -> Result:
    """Answer how many more things one has than the other."""
    (most, first), (least, second) = _after(givens, more), _after(givens, fewer)
    if most < least:
        raise AlgebraError("The one who is said to have more has fewer; look at the numbers again.")
    confirm(least + (most - least) == most, "story")
    return Result(_how_many(most - least, thing), "by counting one by one", (f"{first}.", f"{second}."))


def _how_many(number: sympy.Rational, thing: str) -> str:
    return f"{format_number(number, decimals=True)} {singular(thing) if number == 1 else thing}"


def _after(givens: Givens, changes: Sequence[tuple[int, Node]]) -> tuple[sympy.Rational, str]:
    """Return how many there are after changes, and the sum as it is written."""
    signed = [(sign, _number(givens, amount)) for sign, amount in changes]
    total = sympy.Integer(0)
    for sign, amount in signed:
        total += sign * amount
        if total < 0:
            raise AlgebraError("Nobody can give away more than there is; look at the numbers again.")
    confirm(_counted(signed) == total, "story")
    terms = (f"{'+' if sign > 0 else '−'} {format_number(amount, decimals=True)}" for sign, amount in signed)
    return total, " ".join(terms).removeprefix("+ ")


def _counted(signed: Sequence[tuple[int, sympy.Rational]]) -> sympy.Rational:
    """Return what is left when the things are put down and taken away one by one, or, of broken numbers, in parts."""
    pieces = sympy.ilcm(1, *(amount.q for _, amount in signed))
    if sum(amount * pieces for _, amount in signed) > _MAX_COUNTED:
        return sum((sign * amount for sign, amount in reversed(signed)), sympy.Integer(0))
    there: list[int] = []
    for sign, amount in signed:
        for _ in range(int(amount * pieces)):
            there.append(0) if sign > 0 else there.pop()
    return sympy.Rational(len(there), pieces)


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


def each_has(givens: Givens, groups: Node, group: str, other: str, count: Node, thing: str, asked: str) -> Result:
    """Answer how many things there are in groups of the same size."""
    _same([group, other])
    _same([thing, asked])
    many, each = _number(givens, groups), _number(givens, count)
    total = many * each
    if many.is_Integer and many <= _MAX_COUNTED:
        confirm(sum((each for _ in range(int(many))), sympy.Integer(0)) == total, "story")
    return Result(f"{format_number(total, decimals=True)} {asked}", "by adding up the groups")


def share_equally(
    givens: Givens, count: Node, thing: str, people: Node, person: str, asked: str, *others: str
) -> Result:
    """Answer how many each gets of what is shared equally."""
    _same([thing, asked])
    _same([person, *others])
    total, many = _number(givens, count), _number(givens, people)
    if many == 0 or not (total / many).is_Integer:
        raise AlgebraError("This cannot be shared equally; nothing says what becomes of the rest.")
    share = total / many
    confirm(share * many == total, "story")
    return Result(f"{format_number(share, decimals=True)} {asked}", "by multiplying back")


def unit_price(givens: Givens, thing: str, price: Node, count: Node, other: str) -> Result:
    """Answer what several things cost."""
    _same([thing, other])
    one, many = _number(givens, price), _number(givens, count)
    confirm(not many.is_Integer or many > _MAX_COUNTED or one * many == sum(one for _ in range(int(many))), "story")
    return Result(format_number(one * many, decimals=True), "by adding up the prices")


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
    stems = {singular(thing) for thing in things}
    if len(stems) > 1:
        raise AlgebraError(f"This speaks of {' and '.join(sorted(set(things)))}; ask about one kind of thing.")
