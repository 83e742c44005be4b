"""Answers about sequences of numbers, read as values of a polynomial, or as powers."""

from collections.abc import Sequence
from itertools import pairwise

import sympy

from agents.mathematics.expressions.parser import AlgebraError, Name, Node
from agents.mathematics.expressions.printing import pretty
from agents.mathematics.expressions.sympy_builder import symbol
from agents.mathematics.givens import Givens
from agents.mathematics.result import Result, confirm
from agents.mathematics.values import whole

_MAX_PLACE = 2000
_CHECKED = "by putting each place into the rule"


def next_term(givens: Givens, items: Sequence[Node]) -> Result:
    """Answer with the next term of the simplest rule."""
    rule, variable, count = _rule(givens, items, symbol("n"))
    following = rule.subs(variable, count + 1)
    return Result(pretty(following), _CHECKED, (f"The rule is {pretty(rule)}.",))


def nth_term(givens: Givens, place: Node, items: Sequence[Node]) -> Result:
    """Answer with the rule, or with the term at a place."""
    if isinstance(place, Name) and place.name not in givens.values:
        rule, _, _ = _rule(givens, items, symbol(place.name))
        return Result(pretty(rule), _CHECKED)
    rule, variable, _ = _rule(givens, items, symbol("n"))
    number = _place(givens, place)
    return Result(pretty(rule.subs(variable, number)), _CHECKED, (f"The rule is {pretty(rule)}.",))


def sum_of_terms(givens: Givens, count: Node, items: Sequence[Node]) -> Result:
    """Answer with the sum of the first terms."""
    rule, variable, _ = _rule(givens, items, symbol("n"))
    number = _place(givens, count)
    total = sum((rule.subs(variable, place) for place in range(1, number + 1)), sympy.Integer(0))
    closed = sympy.summation(rule, (variable, 1, number))
    confirm(sympy.simplify(closed - total) == 0, "sum_of_terms")
    return Result(pretty(total), "by adding them one by one", (f"The rule is {pretty(rule)}.",))


def _place(givens: Givens, node: Node) -> int:
    (number,) = whole(givens.build(node))
    if not 1 <= number <= _MAX_PLACE:
        raise AlgebraError(f"Terms are counted from 1 to {_MAX_PLACE}.")
    return number


def _rule(givens: Givens, items: Sequence[Node], variable: sympy.Symbol) -> tuple[sympy.Expr, sympy.Symbol, int]:
    numbers = [givens.build(item) for item in items]
    if len(numbers) < 3 or not all(number.is_Rational for number in numbers):
        raise AlgebraError("A rule is looked for in three numbers or more.")
    differences = list(numbers)
    degree = 0
    while len(set(differences)) > 1:
        differences = [after - before for before, after in pairwise(differences)]
        degree += 1
    # One number more than a polynomial of this degree needs, so that the rule is found and not made up.
    if len(numbers) < degree + 2:
        if geometric := _geometric(numbers, variable):
            return geometric, variable, len(numbers)
        raise AlgebraError(
            "Neither a polynomial of low degree nor one factor gives these numbers; no other rule is looked for."
        )
    points = list(enumerate(numbers, 1))
    rule = sympy.expand(sympy.interpolate(points[: degree + 1], variable))
    confirm(all(rule.subs(variable, place) == number for place, number in points), "sequence")
    return rule, variable, len(numbers)


def _geometric(numbers: Sequence[sympy.Expr], variable: sympy.Symbol) -> sympy.Expr | None:
    """Return the rule of numbers that grow by the same factor, or None."""
    if len(numbers) < 4 or 0 in numbers:
        return None
    factors = {after / before for before, after in pairwise(numbers)}
    if len(factors) > 1:
        return None
    rule = numbers[0] * factors.pop() ** (variable - 1)
    confirm(all(rule.subs(variable, place) == number for place, number in enumerate(numbers, 1)), "sequence")
    return rule
