"""Answers about sequences of numbers, read as values of a polynomial."""

from collections.abc import Sequence
from itertools import pairwise

import sympy

from agents.mathematics.givens import Givens
from agents.mathematics.parser import AlgebraError, Name, Node
from agents.mathematics.printing import pretty
from agents.mathematics.result import Result, confirm
from agents.mathematics.sympy_builder import symbol

_CHECKED = "by putting each place into the rule"


def next_term(givens: Givens, items: Sequence[Node]) -> Result:
    """Answer with the next term of the simplest rule, a polynomial of low degree."""
    rule, variable, count = _rule(givens, items, symbol("n"))
    following = rule.subs(variable, count + 1)
    return Result(pretty(following), _CHECKED, (f"The rule is {pretty(rule)}.",))


def nth_term(givens: Givens, letter: Node, items: Sequence[Node]) -> Result:
    """Answer with the rule."""
    if not isinstance(letter, Name):
        raise AlgebraError("Ask for the term by a letter, such as the n'th.")
    rule, _, _ = _rule(givens, items, symbol(letter.name))
    return Result(pretty(rule), _CHECKED)


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
        raise AlgebraError("No polynomial of low degree gives these numbers; no other rule is looked for.")
    points = list(enumerate(numbers, 1))
    rule = sympy.expand(sympy.interpolate(points[: degree + 1], variable))
    confirm(all(rule.subs(variable, place) == number for place, number in points), "sequence")
    return rule, variable, len(numbers)
