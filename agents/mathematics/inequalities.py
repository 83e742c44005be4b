"""Solves inequalities in one variable."""

# ruff: noqa: RUF001 - signs of mathematics

import re

import sympy

from agents.mathematics.parser import AlgebraError, Equation, Node, parse, variables
from agents.mathematics.printing import format_steps, pretty
from agents.mathematics.sympy_builder import build, symbol
from agents.mathematics.unparse import unparse

_SIGN = re.compile(r"<=|>=|=<|=>|≤|≥|<|>")
_RELATIONS = {"<": sympy.Lt, ">": sympy.Gt, "≤": sympy.Le, "≥": sympy.Ge}
_SAME = {"<=": "≤", "=<": "≤", ">=": "≥", "=>": "≥"}


def is_inequality(text: str) -> bool:
    """Return whether the text holds a sign of an inequality."""
    return _SIGN.search(text) is not None


def solve_inequality(text: str) -> str:
    """Return the steps, and the values for which the inequality holds."""
    sides = _SIGN.split(text)
    signs = [_SAME.get(sign, sign) for sign in _SIGN.findall(text)]
    if len(signs) > 2:
        raise AlgebraError("An inequality has one sign, or two as in 1 < x < 5.")
    nodes = [_node(side) for side in sides]
    names = set().union(*(variables(node) for node in nodes))
    if len(names) != 1:
        raise AlgebraError("An inequality can be solved for one variable; keep one, such as x.")
    name = names.pop()
    real = sympy.Symbol(name, real=True)
    parts = [build(node).subs(symbol(name), real) for node in nodes]
    relations = [_RELATIONS[sign](left, right) for sign, left, right in zip(signs, parts, parts[1:], strict=False)]
    solution = sympy.S.Reals
    for relation in relations:
        solution = solution & _solve(relation, real)
    whole = f" {signs[0]} ".join(map(unparse, nodes[:2])) + (f" {signs[1]} {unparse(nodes[2])}" if signs[1:] else "")
    lines = [f"Start from {whole}."]
    if len(relations) == 1:
        difference = sympy.factor(parts[0] - parts[1])
        lines.append(f"Bring everything to one side: {pretty(difference)} {signs[0]} 0.")
        lines.append("Find where that side is zero or has a gap, and look at its sign in between.")
    lines.append(f"As a set: {_set(solution)}.")
    return format_steps(lines, _in_words(solution, name))


def _node(text: str) -> Node:
    (statement, *rest) = parse(text)
    if rest or isinstance(statement, Equation):
        raise AlgebraError("An inequality compares two expressions; write one at a time.")
    return statement


def _solve(relation: sympy.Basic, variable: sympy.Symbol) -> sympy.Set:
    if relation in (sympy.true, sympy.false):
        return sympy.S.Reals if relation == sympy.true else sympy.S.EmptySet
    try:
        return sympy.solve_univariate_inequality(relation, variable, relational=False)
    except NotImplementedError:
        raise AlgebraError("No way is known to solve this inequality exactly.") from None


def _in_words(solution: sympy.Set, name: str) -> str:
    if solution == sympy.S.EmptySet:
        return "it holds for no value"
    if solution == sympy.S.Reals:
        return f"it holds for every real {name}"
    parts = solution.args if isinstance(solution, sympy.Union) else [solution]
    return " or ".join(_part(part, name) for part in sorted(parts, key=lambda part: float(part.inf)))


def _part(part: sympy.Set, name: str) -> str:
    if isinstance(part, sympy.FiniteSet):
        return " or ".join(f"{name} = {pretty(value)}" for value in sorted(part, key=float))
    if not isinstance(part, sympy.Interval):
        return f"{name} in {_set(part)}"
    low = "" if part.start == -sympy.oo else f"{pretty(part.start)} {'<' if part.left_open else '≤'} "
    high = "" if part.end == sympy.oo else f" {'<' if part.right_open else '≤'} {pretty(part.end)}"
    if not low:
        return f"{name}{high}"
    if not high:
        return f"{name} {'>' if part.left_open else '≥'} {pretty(part.start)}"
    return f"{low}{name}{high}"


def _set(solution: sympy.Set) -> str:
    if isinstance(solution, sympy.Union):
        return " ∪ ".join(_set(part) for part in sorted(solution.args, key=lambda part: float(part.inf)))
    if isinstance(solution, sympy.Interval):
        left, right = "(" if solution.left_open else "[", ")" if solution.right_open else "]"
        return f"{left}{pretty(solution.start)}, {pretty(solution.end)}{right}"
    if solution == sympy.S.EmptySet:
        return "∅"
    return pretty(solution).replace("FiniteSet", "")
