"""Derivatives, integrals and limits, in steps."""

# ruff: noqa: RUF001 - signs of mathematics

from collections.abc import Callable
from itertools import pairwise

import mpmath
import sympy

from agents.mathematics.algebra.solution_families import exact_zeros
from agents.mathematics.confirmation import confirm_same, confirm_slopes, points, rough, scan_zeros
from agents.mathematics.expressions.parser import AlgebraError, Name, Node
from agents.mathematics.expressions.printing import approximation, pretty
from agents.mathematics.expressions.sympy_builder import symbol
from agents.mathematics.givens import Givens
from agents.mathematics.result import Result, confirm

_BY_SLOPES = "by slopes at random points"
_NEAR = "by values near the point"
_MAX_ORDER = 10


def differentiate(givens: Givens, node: Node, by: Node | None = None, order: int = 1) -> Result:
    """Answer with a derivative; other letters are constant."""
    if order > _MAX_ORDER:
        raise AlgebraError(f"Derivatives up to the order {_MAX_ORDER} can be taken.")
    expression = givens.build(node, _kept(by))
    variable = _variable(expression, by, "differentiate")
    result = _derivative(expression, variable, order)
    result = sympy.expand(result) if expression.is_polynomial() else sympy.simplify(result)
    confirm_slopes(expression, variable, result, order, "differentiate")
    lines = [f"Differentiate {pretty(expression)} with respect to {variable}{f' {order} times' if order > 1 else ''}."]
    if order == 1 and not expression.has(sympy.Abs):
        lines += _rules(expression, variable)
    return Result(pretty(result), _BY_SLOPES, tuple(lines))


def slope_at(givens: Givens, node: Node, point: tuple[Node | None, Node], order: int = 1) -> Result:
    """Answer with the value of a derivative at a point."""
    expression, variable, at = _at_point(givens, node, point)
    slope = _slope(expression, variable, at, order)
    derivative = sympy.simplify(_derivative(expression, variable, order))
    steps = (f"The derivative is {pretty(derivative)}.", f"Put in {variable} = {pretty(at)}.")
    return Result(pretty(slope) + approximation(slope), "by the slope there, in decimals", steps)


def tangent(givens: Givens, node: Node, point: tuple[Node | None, Node]) -> Result:
    """Answer with the equation of the tangent at a point."""
    expression, variable, at = _at_point(givens, node, point)
    slope = _slope(expression, variable, at, 1)
    height = sympy.simplify(expression.subs(variable, at))
    steps = (f"At {variable} = {pretty(at)} the value is {pretty(height)}, and the slope {pretty(slope)}.",)
    line = sympy.expand(slope * (variable - at) + height)
    return Result(f"y = {pretty(line)}", "by the slope there, in decimals", steps)


def _at_point(
    givens: Givens, node: Node, point: tuple[Node | None, Node]
) -> tuple[sympy.Expr, sympy.Symbol, sympy.Expr]:
    letter, value = point
    expression, at = givens.build(node, _kept(letter)), givens.build(value)
    variable = _variable(expression, letter, "differentiate")
    if expression.free_symbols - {variable} or not at.is_real:
        raise AlgebraError("A slope at a point needs one variable, and a real number for it.")
    return expression, variable, at


def _slope(expression: sympy.Expr, variable: sympy.Symbol, at: sympy.Expr, order: int) -> sympy.Expr:
    """Return a derivative at a point, which the values near the point confirm."""
    if order > _MAX_ORDER:
        raise AlgebraError(f"Derivatives up to the order {_MAX_ORDER} can be taken.")
    slope = sympy.simplify(_derivative(expression, variable, order).subs(variable, at))
    if not slope.is_real or not expression.subs(variable, at).is_real:
        raise AlgebraError("There is no slope at this point.")
    function = sympy.lambdify(variable, expression, "mpmath")
    with mpmath.workdps(50):
        for direction in (-1, 1):  # a corner has two slopes
            near = mpmath.diff(function, rough(at), order, direction=direction)
            confirm(abs(near - rough(slope)) < mpmath.mpf(10) ** -6 * (1 + abs(near)), "slope_at")
    return slope


def _derivative(expression: sympy.Expr, variable: sympy.Symbol, order: int) -> sympy.Expr:
    if not expression.has(sympy.Abs):
        return sympy.diff(expression, variable, order)
    real = {letter: sympy.Symbol(letter.name, real=True) for letter in expression.free_symbols}
    if order > 1:
        raise AlgebraError("Only the first derivative of an absolute value is taken.")
    slope = sympy.diff(expression.xreplace(real), real[variable]).replace(
        sympy.sign, lambda part: part / sympy.Abs(part)
    )
    return slope.xreplace({one: letter for letter, one in real.items()})


def _rules(expression: sympy.Expr, by: sympy.Symbol) -> list[str]:
    terms = sympy.Add.make_args(expression)
    factors = [factor for factor in sympy.Mul.make_args(expression) if factor.has(by)]
    if len(terms) > 1:
        return [f"The term {pretty(term)} gives {pretty(sympy.diff(term, by))}." for term in terms]
    if len(factors) > 1:
        return ["It is a product, so use (u·v)′ = u′·v + u·v′ on its factors:"] + [
            f"The factor {pretty(factor)} has the derivative {pretty(sympy.diff(factor, by))}." for factor in factors
        ]
    if factors and factors[0].args and not factors[0].is_Pow and factors[0].args[0] != by:
        inner = factors[0].args[0]
        return [
            f"Use the chain rule; the inner part {pretty(inner)} has the derivative {pretty(sympy.diff(inner, by))}."
        ]
    return []


def integrate(givens: Givens, node: Node, by: Node | None = None, bounds: tuple[Node, Node] | None = None) -> Result:
    """Answer with the antiderivatives, or with the integral between two bounds."""
    expression = givens.build(node, _kept(by))
    variable = _variable(expression, by, "integrate")
    general, note = _general_case(_antiderivative(expression, variable))
    primitive = _with_absolute_values(general, expression, variable)
    lines = [f"Integrate {pretty(expression)} with respect to {variable}."]
    known = not primitive.has(sympy.Integral)
    if bounds is None:
        if not known:
            raise AlgebraError("This integral has no form in known functions; give bounds, such as “from 0 to 1”.")
        plain = _without_absolute_values(primitive)
        slope = sympy.simplify(sympy.diff(plain, variable))
        confirm_same(expression, slope, "integrate")
        confirm_slopes(plain, variable, expression, 1, "integrate")
        lines.append(f"Check: the derivative of {pretty(primitive)} is {pretty(slope)}.")
        checked = "by differentiating it, and by slopes at random points"
        return Result(f"{pretty(primitive)} + C", checked, tuple(lines), note)
    low, high = (givens.build(bound) for bound in bounds)
    if known:
        lines.append(f"An antiderivative is F({variable}) = {pretty(primitive)}.")
    value = _definite(expression, variable, low, high)
    if value.is_finite is False or value is sympy.nan:
        return Result("the integral diverges", "by its growth near the gap", tuple(lines))
    if known and low.is_finite and high.is_finite and not _has_gap(expression, variable, low, high):
        at_high, at_low = (sympy.simplify(primitive.subs(variable, end)) for end in (high, low))
        if sympy.simplify(at_high - at_low - value) == 0:
            lines.append(
                f"Put in the bounds: F({pretty(high)}) − F({pretty(low)}) = {pretty(at_high)} − ({pretty(at_low)})."
            )
    return Result(pretty(value) + approximation(value), "by adding up thin strips", tuple(lines))


def _antiderivative(expression: sympy.Expr, variable: sympy.Symbol) -> sympy.Expr:
    """Integrate; where that gives logarithms of complex numbers, other letters are taken as positive."""
    found = sympy.integrate(expression, variable)
    if not found.has(sympy.I) or expression.has(sympy.I):
        return found
    positive = {letter: sympy.Dummy(letter.name, positive=True) for letter in expression.free_symbols - {variable}}
    again = sympy.integrate(expression.xreplace(positive), variable)
    return again.xreplace({dummy: letter for letter, dummy in positive.items()})


def _general_case(primitive: sympy.Expr) -> tuple[sympy.Expr, str]:
    """Return the case of an antiderivative that holds for all but one value of a letter, and which that is."""
    cases = primitive.args if isinstance(primitive, sympy.Piecewise) else ()
    if not primitive.has(sympy.Piecewise):
        return primitive, ""
    if not cases or not isinstance(cases[0][1], sympy.Ne) or cases[0][0].has(sympy.Piecewise):
        raise AlgebraError("The antiderivative has several cases; put numbers for the other letters.")
    general, condition = cases[0]
    return general, f"This holds for {pretty(condition.lhs)} ≠ {pretty(condition.rhs)}."


def _definite(expression: sympy.Expr, variable: sympy.Symbol, low: sympy.Expr, high: sympy.Expr) -> sympy.Expr:
    """Return the integral between two bounds, exact where that agrees with quadrature, else in decimals."""
    real = sympy.Symbol(variable.name, real=True)
    others = expression.free_symbols - {variable}
    if others or low.free_symbols or high.free_symbols:
        value = sympy.simplify(sympy.integrate(expression, (variable, low, high)))
        if value.has(sympy.Piecewise):
            raise AlgebraError("This integral has several cases; put numbers for the other letters.")
        for point in points(sorted(value.free_symbols | others | low.free_symbols | high.free_symbols, key=str)):
            strips = _strips(expression.subs(point), variable, low.subs(point), high.subs(point))
            confirm(strips is not None and _near(strips, value.subs(point)), "integrate")
        return value
    strips = _strips(expression, variable, low, high)
    try:
        if expression.has(sympy.Abs) and low.is_finite and high.is_finite:
            value = _by_pieces(expression, variable, low, high)
        else:
            value = sympy.simplify(sympy.integrate(expression.subs(variable, real), (real, low, high)))
    except (NotImplementedError, ValueError, TypeError):
        value = None
    if strips is None:
        # That no way is known to integrate it, or to tell whether the result is finite, does not say that it diverges.
        confirm(value is not None and _is_no_number(value), "integrate")
        return sympy.oo
    if value is None or value.has(sympy.Integral, sympy.nan) or not value.is_number or not _near(strips, value):
        return sympy.Float(mpmath.nstr(strips, 15), 7)
    return value


def _is_no_number(value: sympy.Expr) -> bool:
    """Return whether an integral is known to have no value: it grows, or goes on swinging."""
    return value.is_finite is False or value is sympy.nan or value.has(sympy.AccumBounds)


def _by_pieces(expression: sympy.Expr, variable: sympy.Symbol, low: sympy.Expr, high: sympy.Expr) -> sympy.Expr:
    """Integrate between the places where an absolute value turns, with its sign in each piece."""
    inner = sorted((part.args[0] for part in expression.atoms(sympy.Abs)), key=str)
    turns = {low, high}
    for part in inner:
        turns |= set(exact_zeros(part, variable, low, high))
    ends = sorted(turns, key=lambda end: float(sympy.N(end)))
    total = sympy.Integer(0)
    for left, right in pairwise(ends):
        middle = (left + right) / 2
        signs = {sympy.Abs(part): part * sympy.sign(sympy.N(part.subs(variable, middle))) for part in inner}
        total += sympy.integrate(expression.subs(signs), (variable, left, right))
    return sympy.simplify(total)


def _strips(expression: sympy.Expr, variable: sympy.Symbol, low: sympy.Expr, high: sympy.Expr) -> mpmath.mpf | None:
    """Return the integral by quadrature between its gaps and corners; None where it does not settle."""
    function = sympy.lambdify(variable, expression, "mpmath")
    with mpmath.workdps(25):
        places = sorted({rough(low), rough(high), *map(mpmath.mpf, _corners(expression, variable, low, high))})
        if rough(low) > rough(high):
            places.reverse()
        if mpmath.isinf(places[0]) and mpmath.isinf(places[-1]):
            places = sorted({*places, mpmath.mpf(0)}, reverse=rough(low) > rough(high))
        # Each piece by itself: two that grow without end may cancel each other.
        pieces = [_piece(function, start, end) for start, end in pairwise(places)]
        return None if None in pieces else mpmath.fsum(piece for piece in pieces if piece is not None)


def _piece(function: Callable[..., mpmath.mpf], start: mpmath.mpf, end: mpmath.mpf) -> mpmath.mpf | None:
    try:
        whole, error = mpmath.quad(function, [start, end], error=True, maxdegree=9)
        finer = mpmath.quad(function, [start, end], maxdegree=11)
    except (ZeroDivisionError, ValueError, OverflowError, TypeError):
        return None
    settled = mpmath.isfinite(whole) and abs(whole - finer) <= mpmath.mpf(10) ** -8 * (1 + abs(whole))
    return finer.real if settled and error < mpmath.mpf(10) ** -6 * (1 + abs(whole)) else None


def _corners(expression: sympy.Expr, variable: sympy.Symbol, low: sympy.Expr, high: sympy.Expr) -> list[float]:
    """Return where a denominator or the inside of an absolute value is zero, between two finite bounds."""
    inner = [part.args[0] for part in expression.atoms(sympy.Abs)]
    denominator = sympy.together(expression).as_numer_denom()[1]
    inner += [denominator] if denominator.has(variable) else []
    ends = [float(end) if end.is_finite else (-1e3 if end.is_negative else 1e3) for end in (low, high)]
    found = {
        zero
        for part in inner
        if part.free_symbols == {variable}
        for zero in scan_zeros(part, variable, min(ends), max(ends))
    }
    return [zero for zero in found if min(ends) < zero < max(ends)]


def _has_gap(expression: sympy.Expr, variable: sympy.Symbol, low: sympy.Expr, high: sympy.Expr) -> bool:
    return bool(_corners(expression, variable, low, high)) if not low.free_symbols | high.free_symbols else False


def _near(strips: mpmath.mpf, value: sympy.Expr) -> bool:
    with mpmath.workdps(25):
        exact = rough(value)
        return bool(abs(strips - exact) <= mpmath.mpf(10) ** -7 * (1 + abs(exact)))


def _with_absolute_values(primitive: sympy.Expr, expression: sympy.Expr, variable: sympy.Symbol) -> sympy.Expr:
    """Write ln|u| for ln(u), as school does."""
    if primitive.has(sympy.Integral):
        return primitive
    logarithms = {
        one: sympy.log(sympy.Abs(one.args[0]))
        for one in primitive.atoms(sympy.log) - expression.atoms(sympy.log)
        if one.args[0].has(variable) and not one.args[0].is_positive
    }
    return primitive.subs(logarithms)


def _without_absolute_values(primitive: sympy.Expr) -> sympy.Expr:
    return primitive.replace(
        lambda part: isinstance(part, sympy.log) and isinstance(part.args[0], sympy.Abs),
        lambda part: sympy.log(part.args[0].args[0]),
    )


def limit(givens: Givens, node: Node, by: Node, to: Node, side: str = "") -> Result:
    """Answer with a limit, from both sides unless one is named (`left` or `right`)."""
    if not isinstance(by, Name):
        raise AlgebraError("A limit needs a letter, such as “sin(x)/x as x -> 0”.")
    expression, variable, point = givens.build(node, (by.name,)), symbol(by.name), givens.build(to)
    lines = [f"Let {variable} approach {pretty(point)}{f' from the {side}' if side else ''} in {pretty(expression)}."]
    if point.is_finite and expression.subs(variable, point).has(sympy.nan, sympy.zoo):
        lines.append("Putting the point in gives no value, so look at what happens near it.")
    if not point.is_finite:
        sides = {"": sympy.limit(expression, variable, point)}
    else:
        wanted = [side] if side else ["left", "right"]
        sides = {one: sympy.limit(expression, variable, point, "-" if one == "left" else "+") for one in wanted}
    for one, value in sides.items():
        _confirm_limit(expression, variable, point, one, value)
    values = list(sides.values())
    if not expression.has(sympy.I) and any(value.has(sympy.I) for value in values):
        return Result("the limit does not exist, as there is no real value near the point", _NEAR, tuple(lines))
    if len(values) == 2 and sympy.simplify(values[0] - values[1]) != 0 and values[0] != values[1]:
        lines.append(f"From the left it goes to {pretty(values[0])}, from the right to {pretty(values[1])}.")
        return Result("the limit does not exist, as the two sides differ", _NEAR, tuple(lines))
    if isinstance(values[0], sympy.AccumBounds):
        return Result("the limit does not exist, as the values go on swinging", _NEAR, tuple(lines))
    return Result(pretty(values[0]) + approximation(values[0]), _NEAR, tuple(lines))


def _confirm_limit(
    expression: sympy.Expr, variable: sympy.Symbol, point: sympy.Expr, side: str, value: sympy.Expr
) -> None:
    """Compare a limit with values nearer and nearer to the point."""
    other = points(sorted(expression.free_symbols - {variable}, key=str))[0]
    function = sympy.lambdify(variable, expression.subs(other), "mpmath")
    value = value.subs(other)
    with mpmath.workdps(60):
        steps = [mpmath.mpf(10) ** -power for power in (4, 6, 8, 10)]
        if point.is_finite:
            at = rough(point.subs(other))
            places = [at - step if side == "left" else at + step for step in steps]
        else:
            places = [(1 if point == sympy.oo else -1) / step for step in steps]
        try:
            near = [function(place) for place in places]
        except (ZeroDivisionError, ValueError, OverflowError):
            confirm(agrees=False, operation="limit")
        if isinstance(value, sympy.AccumBounds):
            return
        if value in (sympy.oo, -sympy.oo):
            sign = 1 if value == sympy.oo else -1
            confirm(all(sign * one.real > 0 for one in near[1:]) and abs(near[-1]) > abs(near[0]), "limit")
            return
        confirm(value.is_finite, "limit")
        gaps = [abs(one - rough(value)) for one in near]
        confirm(
            gaps[-1] <= mpmath.mpf(10) ** -3 * (1 + abs(rough(value))) and gaps[-1] <= gaps[0] + mpmath.mpf(10) ** -30,
            "limit",
        )


def _kept(by: Node | None) -> tuple[str, ...]:
    return (by.name,) if isinstance(by, Name) else ()


def _variable(expression: sympy.Expr, by: Node | None, verb: str) -> sympy.Symbol:
    if isinstance(by, Name):
        return symbol(by.name)
    if by is not None:
        raise AlgebraError(f"Say by which letter to {verb}, such as x.")
    names = {letter.name for letter in expression.free_symbols}
    if not names:
        raise AlgebraError("There is no variable in the expression; add one, such as x.")
    if len(names) > 1 and "x" not in names:
        raise AlgebraError(f"Say by which letter to {verb}.")
    return symbol("x" if "x" in names else names.pop())
