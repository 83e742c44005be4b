"""Answers of geometry: right triangles, sectors, and points and lines of the plane."""

from collections.abc import Sequence

import mpmath
import sympy

from agents.mathematics.confirmation import rough
from agents.mathematics.expressions.parser import AlgebraError, Node
from agents.mathematics.expressions.printing import approximation, format_number, pretty
from agents.mathematics.expressions.sympy_builder import symbol
from agents.mathematics.givens import Givens
from agents.mathematics.result import Result, confirm


def hypotenuse(givens: Givens, first: Node, second: Node) -> Result:
    """Answer with the longest side of a right triangle."""
    a, b = givens.build(first), givens.build(second)
    if not (a.is_positive and b.is_positive):
        raise AlgebraError("Sides are positive numbers.")
    value = sympy.sqrt(a**2 + b**2)
    confirm(sympy.simplify(value**2 - a**2 - b**2) == 0, "hypotenuse")
    steps = (f"By Pythagoras: c² = {pretty(a)}² + {pretty(b)}² = {pretty(a**2 + b**2)}.",)
    return Result(pretty(value) + approximation(value), "by squaring it", steps)


def other_leg(givens: Givens, longest: Node, side: Node) -> Result:
    """Answer with the other short side of a right triangle."""
    c, a = givens.build(longest), givens.build(side)
    if not (a.is_positive and c.is_positive and (c - a).is_positive):
        raise AlgebraError("The hypotenuse is the longest side; look at the numbers again.")
    value = sympy.sqrt(c**2 - a**2)
    confirm(sympy.simplify(sympy.sqrt(value**2 + a**2) - c) == 0, "other_leg")
    steps = (f"By Pythagoras: b² = {pretty(c)}² − {pretty(a)}² = {pretty(c**2 - a**2)}.",)
    return Result(pretty(value) + approximation(value), "by Pythagoras back", steps)


def sector_area(givens: Givens, radius: Node, angle: Node) -> Result:
    """Answer with the area of a sector, whose angle is in degrees."""
    r, turn = _sector(givens, radius, angle)
    value = sympy.pi * r**2 * turn
    with mpmath.workdps(30):
        again = mpmath.quad(lambda x: 2 * mpmath.pi * rough(turn) * x, [0, rough(r)])
        confirm(abs(again - rough(value)) < mpmath.mpf(10) ** -12 * (1 + again), "sector_area")
    return Result(format_number(value, decimals=True), "by adding up thin arcs", ("Use π·r²·angle/360°.",))


def arc_length(givens: Givens, radius: Node, angle: Node) -> Result:
    """Answer with the length of an arc, whose angle is in degrees."""
    r, turn = _sector(givens, radius, angle)
    value = 2 * sympy.pi * r * turn
    with mpmath.workdps(30):
        again = mpmath.quad(lambda _: rough(r), [0, 2 * mpmath.pi * rough(turn)])
        confirm(abs(again - rough(value)) < mpmath.mpf(10) ** -12 * (1 + again), "arc_length")
    return Result(format_number(value, decimals=True), "by adding up small steps", ("Use 2π·r·angle/360°.",))


def _sector(givens: Givens, radius: Node, angle: Node) -> tuple[sympy.Expr, sympy.Expr]:
    """Return the radius and the part of a whole turn."""
    r, degrees = givens.build(radius), givens.build(angle)
    degrees = degrees * 180 / sympy.pi if degrees.has(sympy.pi) else degrees  # written with °
    if not (r.is_positive and degrees.is_Rational and 0 < degrees <= 360):
        raise AlgebraError("A sector has a positive radius, and an angle up to 360 degrees.")
    return r, degrees / 360


def distance_between(givens: Givens, first: Sequence[Node], second: Sequence[Node]) -> Result:
    """Answer with the distance of two points."""
    a, b = _points(givens, first, second)
    square = sympy.Add(*((x - y) ** 2 for x, y in zip(a, b, strict=True)))
    value = sympy.sqrt(square)
    with mpmath.workdps(30):
        again = mpmath.norm([rough(x) - rough(y) for x, y in zip(a, b, strict=True)])
        confirm(abs(again - rough(value)) < mpmath.mpf(10) ** -20 * (1 + again), "distance_between")
    return Result(
        pretty(value) + approximation(value),
        "in decimals",
        (f"The squares of the differences add up to {pretty(square)}.",),
    )


def midpoint(givens: Givens, first: Sequence[Node], second: Sequence[Node]) -> Result:
    """Answer with the point halfway between two others."""
    a, b = _points(givens, first, second)
    middle = [(x + y) / 2 for x, y in zip(a, b, strict=True)]
    confirm(all(sympy.simplify(2 * m - x - y) == 0 for m, x, y in zip(middle, a, b, strict=True)), "midpoint")
    return Result(f"({', '.join(map(pretty, middle))})", "by its distances to both")


def slope(givens: Givens, first: Sequence[Node], second: Sequence[Node]) -> Result:
    """Answer with the slope of the line through two points."""
    (x1, y1), (x2, y2) = _plane(givens, first, second)
    if x1 == x2:
        return Result("the line is vertical and has no slope", "by the two points")
    value = (y2 - y1) / (x2 - x1)
    confirm(sympy.simplify(y1 + value * (x2 - x1) - y2) == 0, "slope")
    return Result(pretty(value) + approximation(value), "by going from one point to the other")


def line(givens: Givens, first: Sequence[Node], second: Sequence[Node]) -> Result:
    """Answer with the equation of the line through two points."""
    (x1, y1), (x2, y2) = _plane(givens, first, second)
    if x1 == x2:
        return Result(f"x = {pretty(x1)}", "by putting both points in")
    x = symbol("x")
    rule = sympy.expand((y2 - y1) / (x2 - x1) * (x - x1) + y1)
    confirm(all(sympy.simplify(rule.subs(x, a) - b) == 0 for a, b in ((x1, y1), (x2, y2))), "line")
    return Result(f"y = {pretty(rule)}", "by putting both points in")


def line_with_slope(givens: Givens, gradient: Node, point: Sequence[Node]) -> Result:
    """Answer with the equation of the line of a slope through a point."""
    m = givens.build(gradient)
    (x1, y1), _ = _points(givens, point, point)
    x = symbol("x")
    rule = sympy.expand(m * (x - x1) + y1)
    confirm(sympy.simplify(rule.subs(x, x1) - y1) == 0 and sympy.diff(rule, x) == m, "line_with_slope")
    return Result(f"y = {pretty(rule)}", "by putting the point in")


def _points(givens: Givens, first: Sequence[Node], second: Sequence[Node]) -> tuple[list[sympy.Expr], list[sympy.Expr]]:
    if len(first) != len(second):
        raise AlgebraError("Both points need the same number of coordinates.")
    a, b = [givens.build(one) for one in first], [givens.build(one) for one in second]
    if not all(value.is_real for value in (*a, *b)):
        raise AlgebraError("Points have numbers as coordinates.")
    return a, b


def _plane(givens: Givens, first: Sequence[Node], second: Sequence[Node]) -> tuple[list[sympy.Expr], list[sympy.Expr]]:
    a, b = _points(givens, first, second)
    if len(a) != 2:
        raise AlgebraError("A line needs points of two coordinates.")
    if a == b:
        raise AlgebraError("Two different points are needed.")
    return a, b
