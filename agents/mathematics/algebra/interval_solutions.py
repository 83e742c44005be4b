"""Solutions between two ends, or as decimals where no exact form of them is known."""

import math
from collections.abc import Sequence

import mpmath
import sympy

from agents.mathematics.algebra.solution_families import exact_zeros
from agents.mathematics.confirmation import BY_PUTTING_BACK, scan_zeros
from agents.mathematics.expressions import numeric
from agents.mathematics.expressions.parser import AlgebraError
from agents.mathematics.expressions.printing import approximation, pretty
from agents.mathematics.result import NO_SOLUTION, Result, confirm

_MAX_ON_INTERVAL = 60
_WIDEST_INTERVAL = 1000


def solve_on_interval(
    difference: sympy.Expr, unknown: sympy.Symbol, low: sympy.Expr, high: sympy.Expr, open_ends: Sequence[sympy.Expr]
) -> Result:
    """Answer with every solution between two ends, which belong to the interval unless they are open."""
    if difference.free_symbols != {unknown} or not (low.is_real and high.is_real):
        raise AlgebraError("Solutions on an interval need one unknown and two real ends.")
    left, right = float(sympy.N(low)), float(sympy.N(high))
    if not (math.isfinite(left) and math.isfinite(right) and left < right <= left + _WIDEST_INTERVAL):
        raise AlgebraError(f"An interval goes from a smaller to a larger number, at most {_WIDEST_INTERVAL} apart.")
    edge = 1e-7 * (right - left)
    scanned = [
        zero
        for zero in scan_zeros(difference, unknown, left - edge, right + edge)
        if left - 1e-6 <= zero <= right + 1e-6
    ]
    outside = [float(sympy.N(end)) for end in open_ends]
    scanned = [zero for zero in scanned if all(abs(zero - end) > 1e-6 for end in outside)]
    exact = exact_zeros(difference, unknown, low, high)
    exact = [root for root in exact if all(abs(float(sympy.N(root)) - end) > 1e-9 for end in outside)]
    lines = (f"Bring everything to one side: {pretty(difference)} = 0.", f"Look from {pretty(low)} to {pretty(high)}.")
    if len(scanned) > _MAX_ON_INTERVAL:
        raise AlgebraError("There are very many solutions on this interval; use a shorter one.")
    missing = [zero for zero in scanned if all(abs(zero - float(sympy.N(root))) > 1e-4 for root in exact)]
    confirm(all(any(abs(zero - float(sympy.N(root))) <= 1e-4 for zero in scanned) for root in exact), "solve")
    if not exact and not missing:
        return Result(f"{NO_SOLUTION} there", "by looking for a change of sign", lines)
    shown = [(float(sympy.N(root)), f"{unknown} = {pretty(root)}{approximation(root)}") for root in exact]
    shown += [(zero, approximate_zeros(difference, unknown, [zero])) for zero in missing]
    return Result(" or ".join(text for _, text in sorted(shown)), BY_PUTTING_BACK, lines)


def approximate_zeros(difference: sympy.Expr, unknown: sympy.Symbol, scanned: Sequence[float]) -> str:
    """Return zeros that are known from a scan, to six digits.

    Raises:
        AlgebraError: There are too many to list.
    """
    if len(scanned) > _MAX_ON_INTERVAL:
        raise AlgebraError("This equation has very many solutions; give an interval, such as “on [0, 2pi]”.")
    function = sympy.lambdify(unknown, difference, "mpmath")
    with mpmath.workdps(numeric.DIGITS):
        exact = [mpmath.findroot(function, zero, tol=mpmath.mpf(10) ** -40) for zero in scanned]
        for zero, near in zip(exact, scanned, strict=True):
            confirm(abs(zero - near) < 1e-4 * (1 + abs(near)), "solve")
        return " or ".join(f"{unknown} ≈ {mpmath.nstr(zero, 6)}" for zero in exact).replace("-", "−")
