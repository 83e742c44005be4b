"""Second ways: each compares what SymPy computed with a calculation that does not use it."""

import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise

import mpmath
import sympy

from agents.mathematics.expressions import numeric
from agents.mathematics.expressions.parser import AlgebraError, Node, variables
from agents.mathematics.expressions.sympy_builder import symbol
from agents.mathematics.givens import Givens
from agents.mathematics.result import confirm

AT_POINTS = "at random points, to fifty digits"
IN_DECIMALS = "by decimals to fifty digits"
BY_PUTTING_BACK = "by putting it back, and by looking for others"

_POINTS = 4
_TOLERANCE = mpmath.mpf(10) ** -20
_ZERO = mpmath.mpf(10) ** -25
_SCANNED = 100.0  # on either side of zero, where a question gives no interval
_SAMPLES = 4000
_FLAT = 1e-12

Point = Mapping[sympy.Symbol, sympy.Rational]


def confirm_equal(givens: Givens, node: Node, result: sympy.Expr, operation: str) -> str:
    """Compare a result with the question's own expression, evaluated without SymPy; return how it was compared.

    Raises:
        UnconfirmedError: They differ, or no point was found at which both have a value.
    """
    letters = {symbol(name) for name in variables(node) - set(givens.values)}  # also those that cancel
    names = givens.build(node).free_symbols | result.free_symbols | letters
    _confirm_at_points(names, lambda point: value_at(givens, node, point), result, operation)
    return AT_POINTS if names else IN_DECIMALS


def confirm_same(expected: sympy.Expr, result: sympy.Expr, operation: str) -> None:
    """Compare two expressions at random points.

    Raises:
        UnconfirmedError: They differ, or no point was found at which both have a value.
    """
    names = expected.free_symbols | result.free_symbols
    _confirm_at_points(names, lambda point: rough(expected.subs(dict(point))), result, operation)


def _confirm_at_points(
    names: Iterable[sympy.Symbol], expected_at: Callable[[Point], mpmath.mpf], result: sympy.Expr, operation: str
) -> None:
    compared = 0
    for point in points(sorted(names, key=str)):
        with mpmath.workdps(numeric.DIGITS):
            expected, found = expected_at(point), rough(result.subs(dict(point)))
            if not (mpmath.isfinite(expected) and mpmath.isfinite(found)):
                continue
            compared += 1
            confirm(abs(expected - found) <= _TOLERANCE * (1 + abs(expected)), operation)
    confirm(compared, operation)


def confirm_number(expected: mpmath.mpf, found: sympy.Expr, operation: str) -> None:
    """Compare a number with one that was computed without SymPy."""
    with mpmath.workdps(numeric.DIGITS):
        confirm(abs(expected - rough(found)) <= _TOLERANCE * (1 + abs(expected)), operation)


def value_at(givens: Givens, node: Node, point: Point) -> mpmath.mpf:
    """Return the value of an expression at a point, computed without SymPy; not a number where it has none."""
    known = {name: rough(value.subs(dict(point))) for name, value in givens.values.items()}
    known |= {name.name: mpmath.mpf(value.p) / value.q for name, value in point.items()}
    functions = {name: partial(_call, givens, name, point) for name in givens.functions}
    try:
        return numeric.evaluate(node, known, functions)
    except (ZeroDivisionError, ValueError, OverflowError):
        return mpmath.nan


def _call(givens: Givens, name: str, point: Point, argument: mpmath.mpf) -> mpmath.mpf:
    function = givens.functions[name]
    known = {letter: rough(value) for letter, value in givens.values.items()}
    known |= {letter.name: mpmath.mpf(value.p) / value.q for letter, value in point.items()}
    others = {other: partial(_call, givens, other, point) for other in givens.functions if other != name}

    def body(x: mpmath.mpf) -> mpmath.mpf:
        return numeric.evaluate(function.body, {**known, function.argument: x}, others)

    if function.inverse:
        return numeric.inverse(body, argument)
    return mpmath.diff(body, argument, function.order) if function.order else body(argument)


def rough(expression: sympy.Expr) -> mpmath.mpf:
    """Return a number of SymPy's, which may be infinite, in fifty digits."""
    if expression in (sympy.oo, -sympy.oo):
        return mpmath.inf if expression == sympy.oo else -mpmath.inf
    return mpmath.mpmathify(sympy.N(expression, numeric.DIGITS))


def points(names: Sequence[sympy.Symbol]) -> list[dict[sympy.Symbol, sympy.Rational]]:
    """Return points with a value for each name, always the same ones; a single one where there is no name."""
    if not names:
        return [{}]
    dice = random.Random(7)  # noqa: S311 - nothing secret
    return [{name: sympy.Rational(dice.randint(11, 89), 40) for name in names} for _ in range(_POINTS)]


def confirm_slopes(
    expression: sympy.Expr, variable: sympy.Symbol, derivative: sympy.Expr, order: int, operation: str
) -> None:
    """Compare a derivative with slopes at random points.

    Raises:
        UnconfirmedError: They differ, or the expression has no value at any of the points.
    """
    compared = 0
    for point in points(sorted(expression.free_symbols | {variable}, key=str)):
        others = {name: value for name, value in point.items() if name != variable}
        along = sympy.lambdify(variable, expression.subs(others), "mpmath")
        with mpmath.workdps(numeric.DIGITS):
            try:
                slope = mpmath.diff(along, mpmath.mpf(point[variable].p) / point[variable].q, order)
                exact = rough(derivative.subs(dict(point)))
            except (ZeroDivisionError, ValueError, TypeError):
                continue
            if not (mpmath.isfinite(slope) and mpmath.isfinite(exact)):
                continue
            compared += 1
            confirm(abs(slope - exact) <= (1 + abs(exact)) * mpmath.mpf(10) ** -8, operation)
    confirm(compared, operation)


def scan_zeros(
    expression: sympy.Expr, variable: sympy.Symbol, low: float = -_SCANNED, high: float = _SCANNED
) -> list[float]:
    """Return where an expression of one variable is zero, as far as samples show, in increasing order.

    Raises:
        AlgebraError: It is zero on a whole stretch, such as |x − 1| + |x − 2| − 1 from 1 to 2.
    """
    function = sympy.lambdify(variable, expression, "math")
    width = (high - low) / _SAMPLES
    xs = [low + width * index for index in range(_SAMPLES + 1)]
    samples = [(x, _real(function, x)) for x in xs]
    _refuse_stretches(function, samples)
    found = [x for x, y in samples if y == 0]
    for (before, a), (after, b) in pairwise(samples):
        if a is not None and b is not None and a * b < 0:
            found += _bisect(function, before, after, a)
    for (x0, a), (_, b), (x2, c) in zip(samples, samples[1:], samples[2:], strict=False):
        if (
            a is not None
            and b is not None
            and c is not None
            and b
            and abs(b) <= min(abs(a), abs(c))
            and a * b > 0
            and b * c > 0
        ):
            found += _touch(function, x0, x2)
    return sorted(_distinct(found))


def _refuse_stretches(function: Callable[[float], float], samples: Sequence[tuple[float, float | None]]) -> None:
    for (before, a), (after, b) in pairwise(samples):
        if a is not None and b is not None and abs(a) < _FLAT and abs(b) < _FLAT:
            between = [_real(function, before + (after - before) * part) for part in (0.21, 0.5, 0.83)]
            if all(y is not None and abs(y) < _FLAT for y in between):
                raise AlgebraError("This holds on a whole stretch of numbers; ask for it as an inequality.")


def is_zero_at(expression: sympy.Expr, point: Mapping[sympy.Symbol, sympy.Expr]) -> bool:
    """Return whether an expression is zero at a point, to 25 digits."""
    with mpmath.workdps(numeric.DIGITS):
        try:
            left = rough(expression.subs(dict(point)))
        except (TypeError, ValueError):
            return False
        return bool(mpmath.isfinite(left) and abs(left) < _ZERO)


def confirm_zeros(
    expression: sympy.Expr,
    variable: sympy.Symbol,
    exact: Sequence[sympy.Expr],
    scanned: Sequence[float],
    operation: str,
) -> None:
    """Refuse solutions if one is no zero, or if samples show a zero that is not among them."""
    reals = [float(sympy.N(root)) for root in exact if root.is_real]
    for root in exact:
        confirm(is_zero_at(expression, {variable: root}), operation)
    for zero in scanned:
        confirm(any(abs(zero - root) <= 1e-4 * (1 + abs(zero)) for root in reals), operation)


def _real(function: Callable[[float], float], x: float) -> float | None:
    try:
        y = function(x)
    except (ValueError, ZeroDivisionError, OverflowError, TypeError):
        return None
    return None if isinstance(y, complex) or not math.isfinite(y) else float(y)


def _bisect(function: Callable[[float], float], low: float, high: float, at_low: float) -> Iterator[float]:
    """Yield the zero between two points of different signs; a jump or a pole between them is none."""
    for _ in range(60):
        middle = (low + high) / 2
        y = _real(function, middle)
        if y is None:
            return
        if y == 0:
            yield middle
            return
        if y * at_low > 0:
            low = middle
        else:
            high = middle
    y = _real(function, (low + high) / 2)
    if y is not None and abs(y) < 1e-6 * max(1.0, abs(at_low)):
        yield (low + high) / 2


def _touch(function: Callable[[float], float], low: float, high: float) -> Iterator[float]:
    """Yield the point between two others at which the values touch zero without a change of sign."""
    for _ in range(80):
        third = (high - low) / 3
        a, b = _real(function, low + third), _real(function, high - third)
        if a is None or b is None:
            return
        low, high = (low, high - third) if abs(a) < abs(b) else (low + third, high)
    y = _real(function, (low + high) / 2)
    if y is not None and abs(y) < 1e-12:
        yield (low + high) / 2


def _distinct(zeros: Sequence[float]) -> Iterator[float]:
    last = -math.inf
    for zero in sorted(zeros):
        if zero - last > 1e-6 * (1 + abs(zero)):
            yield zero
            last = zero
