"""Families of solutions: those of equations that repeat, as functions of a whole number."""

from collections.abc import Callable, Iterable

import sympy

from agents.mathematics.confirmation import BY_PUTTING_BACK, confirm_zeros, is_zero_at, scan_zeros
from agents.mathematics.expressions.parser import AlgebraError
from agents.mathematics.expressions.printing import pretty
from agents.mathematics.result import NO_SOLUTION, Result

_TURNS = range(-200, 201)

Family = Callable[[sympy.Expr], sympy.Expr]
"""The solutions that a whole number gives."""


def solve_periodic(difference: sympy.Expr, unknown: sympy.Symbol) -> Result:
    """Answer with the general solution, in which n is any whole number."""
    found = _families(difference, unknown)
    low, high = -7.0, 7.0
    scanned = scan_zeros(difference, unknown, low, high)
    if found is None:
        if not scanned:
            return Result(NO_SOLUTION, "by looking for a change of sign")
        raise AlgebraError("This equation repeats; give an interval, such as “on [0, 2pi]”.")
    values = _values(found, low, high)
    confirm_zeros(difference, unknown, values, scanned, "solve")
    if not found:
        return Result(NO_SOLUTION, "by looking for a change of sign")
    turn = sympy.Symbol("n", integer=True)
    shown = " or ".join(f"{unknown} = {pretty(sympy.expand(family(turn)))}" for family in found)
    lines = [f"Bring everything to one side: {pretty(difference)} = 0."]
    if any(family(turn).has(turn) for family in found):
        lines.append("Angles repeat, so whole turns may be added to each solution.")
        shown += ", for every whole number n"
    return Result(shown, BY_PUTTING_BACK, tuple(lines))


def _families(difference: sympy.Expr, unknown: sympy.Symbol) -> list[Family] | None:
    """Return the solutions as functions of a whole number; None where they are not known in this form."""
    try:
        solution = sympy.solveset(difference, unknown, sympy.S.Reals)
    except (NotImplementedError, TypeError, ValueError):
        return None
    parts = solution.args if isinstance(solution, sympy.Union) else (solution,)
    found: list[Family] = []
    for part in parts:
        if isinstance(part, sympy.ImageSet) and part.base_set == sympy.S.Integers:
            found.append(part.lamda)
        elif isinstance(part, sympy.FiniteSet):
            found += [sympy.Lambda(sympy.Symbol("n"), root) for root in part]
        elif part != sympy.S.EmptySet:
            return None
    turn = sympy.Symbol("n", integer=True)
    order = [family for family in found if sympy.N(family(0)).is_real is not False]
    return sorted(order, key=lambda family: float(sympy.N(family(turn).subs(turn, 0))))


def _values(families: Iterable[Family], low: float, high: float) -> list[sympy.Expr]:
    found: dict[float, sympy.Expr] = {}
    for family in families:
        for turn in _TURNS:
            root = sympy.simplify(family(sympy.Integer(turn))) if turn in (-1, 0, 1) else family(sympy.Integer(turn))
            place = float(sympy.N(root))
            if low - 1e-9 <= place <= high + 1e-9:
                found.setdefault(round(place, 9), sympy.nsimplify(root) if root.is_Rational else root)
    return [found[place] for place in sorted(found)]


def exact_zeros(difference: sympy.Expr, unknown: sympy.Symbol, low: sympy.Expr, high: sympy.Expr) -> list[sympy.Expr]:
    """Return the zeros between two ends that are known exactly, in increasing order."""
    found = _families(difference, unknown)
    values = _values(found, float(sympy.N(low)), float(sympy.N(high))) if found is not None else []
    return [root for root in values if is_zero_at(difference, {unknown: root})]
