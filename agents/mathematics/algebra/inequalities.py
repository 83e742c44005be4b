"""Solves inequalities in one variable."""

# ruff: noqa: RUF001 - signs of mathematics

import operator
import re
from collections.abc import Sequence

import mpmath
import sympy

from agents.mathematics.confirmation import points, value_at
from agents.mathematics.expressions.parser import AlgebraError, Equation, Name, Node, parse
from agents.mathematics.expressions.printing import pretty
from agents.mathematics.expressions.sympy_builder import symbol
from agents.mathematics.expressions.unparse import unparse
from agents.mathematics.givens import Givens
from agents.mathematics.result import Result, confirm

_SIGN = re.compile(r"<=|>=|=<|=>|≤|≥|<|>")
_RELATIONS = {"<": sympy.Lt, ">": sympy.Gt, "≤": sympy.Le, "≥": sympy.Ge}
_SAME = {"<=": "≤", "=<": "≤", ">=": "≥", "=>": "≥"}
_TURNED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}
_HOLDS = {"<": operator.lt, ">": operator.gt, "≤": operator.le, "≥": operator.ge}
_BY_TRYING = "by trying numbers inside"


def is_inequality(text: str) -> bool:
    """Return whether the text holds a sign of an inequality."""
    return _SIGN.search(text) is not None


def split_inequality(text: str) -> tuple[list[Node], list[str]]:
    """Return the sides of an inequality, and the signs between them."""
    return [_node(side) for side in _SIGN.split(text)], [_SAME.get(sign, sign) for sign in _SIGN.findall(text)]


def solve_inequality(
    givens: Givens, nodes: Sequence[Node], signs: Sequence[str], unknown: Node | None = None
) -> Result:
    """Answer with the values of the unknown for which an inequality holds.

    Args:
        givens: What the letters stand for.
        nodes: Its sides.
        signs: The signs between them, each one of < > ≤ ≥.
        unknown: The letter to solve for, where there are several.
    """
    if len(signs) > 2:
        raise AlgebraError("An inequality has one sign, or two as in 1 < x < 5.")
    kept = [unknown.name] if isinstance(unknown, Name) else []
    built = [givens.build(node, kept) for node in nodes]
    names = {letter.name for one in built for letter in one.free_symbols}
    if len(signs) == 1 and kept and kept[0] in names and len(names) > 1:
        return _by_cases(built[0] - built[1], signs[0], symbol(kept[0]))
    if len(names) != 1:
        raise AlgebraError("An inequality can be solved for one variable; keep one, such as x.")
    name = names.pop()
    real = sympy.Symbol(name, real=True)
    parts = [one.subs(symbol(name), real) for one in built]
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
    _confirm(givens, nodes, signs, solution, symbol(name))
    return Result(in_words(solution, name), "by trying numbers inside and outside", tuple(lines))


def _confirm(
    givens: Givens, nodes: Sequence[Node], signs: Sequence[str], solution: sympy.Set, variable: sympy.Symbol
) -> None:
    """Try the inequality itself at whole numbers, beside each end of the solution, and in between."""
    tried = [sympy.Rational(number, 2) for number in range(-41, 42)]
    for end in solution.boundary if solution.boundary.is_FiniteSet else ():
        near = sympy.Rational(str(sympy.N(end, 12)))
        tried += [near - sympy.Rational(1, 10**6), near + sympy.Rational(1, 10**6)]
    compared = 0
    for number in tried:
        with mpmath.workdps(50):
            values = [value_at(givens, node, {variable: number}) for node in nodes]
            if not all(mpmath.isfinite(one) and mpmath.im(one) == 0 for one in values):
                continue
            pairs = zip(signs, values, values[1:], strict=False)
            holds = all(_HOLDS[sign](mpmath.re(left), mpmath.re(right)) for sign, left, right in pairs)
        confirm(holds == (solution.contains(number) == sympy.true), "inequality")
        compared += 1
    confirm(compared, "inequality")


def _by_cases(difference: sympy.Expr, sign: str, unknown: sympy.Symbol) -> Result:
    """Solve an inequality that is linear in the unknown, by the sign of its factor."""
    expanded = sympy.expand(difference)
    if not expanded.is_polynomial(unknown) or sympy.degree(expanded, unknown) != 1:
        raise AlgebraError(f"With other letters, an inequality is solved for {unknown} where {unknown} has no power.")
    if sympy.Poly(expanded, unknown).LC().could_extract_minus_sign():
        expanded, sign = sympy.expand(-expanded), _TURNED[sign]
    slope, constant = sympy.Poly(expanded, unknown).all_coeffs()
    bound = sympy.simplify(-constant / slope)
    turned = _TURNED[sign]
    for sample in points(sorted(expanded.free_symbols - {unknown}, key=str)):
        for flipped in (1, -1):
            other = {letter: value * flipped for letter, value in sample.items()}
            factor, edge = slope.subs(other), bound.subs(other)
            inside = edge + (1 if (factor > 0) == (sign in ">≥") else -1)
            confirm(_HOLDS[sign](expanded.subs(other).subs(unknown, inside), 0), "inequality")
    if slope.is_number:
        return Result(f"{unknown} {sign if slope > 0 else turned} {pretty(bound)}", _BY_TRYING)
    rest = f"{pretty(constant)} {sign} 0"
    answer = (
        f"{unknown} {sign} {pretty(bound)} if {pretty(slope)} > 0; {unknown} {turned} {pretty(bound)} if "
        f"{pretty(slope)} < 0; if {pretty(slope)} = 0, it holds for every {unknown} where {rest}, and else for none"
    )
    steps = (
        f"Bring everything to one side: {pretty(expanded)} {sign} 0.",
        "Dividing by a negative factor turns the sign.",
    )
    return Result(answer, _BY_TRYING, steps)


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


def in_words(solution: sympy.Set, name: str) -> str:
    """Return a set of real numbers as a condition on a letter, such as `x < 2`."""
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
