"""Answers of geometry: shapes and solids, and points of the plane."""

from collections.abc import Callable, Sequence

import mpmath
import sympy

from agents.mathematics.confirmation import rough
from agents.mathematics.givens import Givens
from agents.mathematics.parser import AlgebraError, Node
from agents.mathematics.printing import approximation, format_number, pretty
from agents.mathematics.result import Result, confirm
from agents.mathematics.sympy_builder import symbol

_Sizes = dict[str, sympy.Expr]
_SIDES = {"sides": "side", "edge": "side", "r": "radius"}
_ORDER = {
    "circle": ("radius",),
    "sphere": ("radius",),
    "square": ("side",),
    "cube": ("side",),
    "rectangle": ("length", "width"),
    "triangle": ("base", "height"),
    "cylinder": ("radius", "height"),
    "cone": ("radius", "height"),
    "cuboid": ("length", "width", "height"),
    "box": ("length", "width", "height"),
}
_FORMULAS: dict[tuple[str, str], tuple[str, Callable[..., sympy.Expr]]] = {
    ("area", "circle"): ("π·r²", lambda r: sympy.pi * r**2),
    ("circumference", "circle"): ("2π·r", lambda r: 2 * sympy.pi * r),
    ("perimeter", "circle"): ("2π·r", lambda r: 2 * sympy.pi * r),
    ("area", "square"): ("a²", lambda a: a**2),
    ("perimeter", "square"): ("4a", lambda a: 4 * a),
    ("area", "rectangle"): ("a·b", lambda a, b: a * b),
    ("perimeter", "rectangle"): ("2(a + b)", lambda a, b: 2 * (a + b)),
    ("area", "triangle"): ("b·h/2", lambda b, h: b * h / 2),
    ("volume", "cube"): ("a³", lambda a: a**3),
    ("surface area", "cube"): ("6a²", lambda a: 6 * a**2),
    ("volume", "cuboid"): ("a·b·c", lambda a, b, c: a * b * c),
    ("volume", "box"): ("a·b·c", lambda a, b, c: a * b * c),
    ("surface area", "cuboid"): ("2(ab + bc + ca)", lambda a, b, c: 2 * (a * b + b * c + c * a)),
    ("surface area", "box"): ("2(ab + bc + ca)", lambda a, b, c: 2 * (a * b + b * c + c * a)),
    ("volume", "sphere"): ("4/3·π·r³", lambda r: sympy.Rational(4, 3) * sympy.pi * r**3),
    ("surface area", "sphere"): ("4π·r²", lambda r: 4 * sympy.pi * r**2),
    ("volume", "cylinder"): ("π·r²·h", lambda r, h: sympy.pi * r**2 * h),
    ("surface area", "cylinder"): ("2π·r² + 2π·r·h", lambda r, h: 2 * sympy.pi * r * (r + h)),
    ("volume", "cone"): ("π·r²·h/3", lambda r, h: sympy.pi * r**2 * h / 3),
}
# The second way: adding up thin slices, or walking round in many small steps.
_SLICES: dict[tuple[str, str], Callable[..., mpmath.mpf]] = {
    ("area", "circle"): lambda r: 4 * mpmath.quad(lambda x: mpmath.sqrt(r * r - x * x), [0, r]),
    ("circumference", "circle"): lambda r: mpmath.quad(lambda _: r, [0, 2 * mpmath.pi]),
    ("perimeter", "circle"): lambda r: mpmath.quad(lambda _: r, [0, 2 * mpmath.pi]),
    ("area", "square"): lambda a: mpmath.quad(lambda _: a, [0, a]),
    ("perimeter", "square"): lambda a: a + a + a + a,
    ("area", "rectangle"): lambda a, b: mpmath.quad(lambda _: b, [0, a]),
    ("perimeter", "rectangle"): lambda a, b: a + b + a + b,
    ("area", "triangle"): lambda b, h: mpmath.quad(lambda y: b * (1 - y / h), [0, h]),
    ("volume", "cube"): lambda a: mpmath.quad(lambda _: a * a, [0, a]),
    ("surface area", "cube"): lambda a: sum(a * a for _ in range(6)),
    ("volume", "cuboid"): lambda a, b, c: mpmath.quad(lambda _: a * b, [0, c]),
    ("volume", "box"): lambda a, b, c: mpmath.quad(lambda _: a * b, [0, c]),
    ("surface area", "cuboid"): lambda a, b, c: a * b + b * c + c * a + a * b + b * c + c * a,
    ("surface area", "box"): lambda a, b, c: a * b + b * c + c * a + a * b + b * c + c * a,
    ("volume", "sphere"): lambda r: mpmath.quad(lambda x: mpmath.pi * (r * r - x * x), [-r, r]),
    ("surface area", "sphere"): lambda r: mpmath.quad(lambda t: 2 * mpmath.pi * r * r * mpmath.sin(t), [0, mpmath.pi]),
    ("volume", "cylinder"): lambda r, h: mpmath.quad(lambda _: mpmath.pi * r * r, [0, h]),
    ("surface area", "cylinder"): lambda r, h: 2 * mpmath.pi * r * r + mpmath.quad(lambda _: 2 * mpmath.pi * r, [0, h]),
    ("volume", "cone"): lambda r, h: mpmath.quad(lambda y: mpmath.pi * (r * y / h) ** 2, [0, h]),
}


def shape_measure(givens: Givens, measured: str, shape: str, sizes: Sequence[tuple[str, Node]]) -> Result:
    """Answer with an area, a perimeter or a volume.

    Args:
        givens: What the letters stand for.
        measured: Such as `area`.
        shape: Such as `circle`.
        sizes: The sizes, each with its name, or without one in the usual order.
    """
    if (measured, shape) not in _FORMULAS:
        raise AlgebraError(f"The {measured} of a {shape} is not known here.")
    known = _named(givens, shape, sizes)
    wanted = _ORDER[shape]
    if set(known) != set(wanted):
        raise AlgebraError(f"The {measured} of a {shape} needs its {' and '.join(wanted)}.")
    values = [known[name] for name in wanted]
    if not all(value.is_positive for value in values):
        raise AlgebraError("Sizes are positive numbers.")
    formula, compute = _FORMULAS[measured, shape]
    result = sympy.simplify(compute(*values))
    with mpmath.workdps(30):
        again = _SLICES[measured, shape](*map(rough, values))
        confirm(abs(again - rough(result)) < mpmath.mpf(10) ** -12 * (1 + abs(again)), "shape_measure")
    sizes_shown = ", ".join(f"{name} {format_number(value, decimals=True)}" for name, value in known.items())
    return Result(
        format_number(result, decimals=True), "by adding up thin slices", (f"Use {formula} with {sizes_shown}.",)
    )


def _named(givens: Givens, shape: str, sizes: Sequence[tuple[str, Node]]) -> _Sizes:
    known: _Sizes = {}
    for place, (name, node) in enumerate(sizes):
        value = givens.build(node)
        name = _SIDES.get(name, name)
        if not name:
            if place >= len(_ORDER[shape]):
                raise AlgebraError(f"There are more sizes than a {shape} has.")
            name = _ORDER[shape][place]
        if name == "diameter" and "radius" in _ORDER[shape]:
            name, value = "radius", value / 2
        if name in known:
            raise AlgebraError(f"The {name} is given twice.")
        known[name] = value
    return known


def hypotenuse(givens: Givens, first: Node, second: Node) -> Result:
    """Answer with the longest side of a right triangle."""
    a, b = givens.build(first), givens.build(second)
    if not (a.is_positive and b.is_positive):
        raise AlgebraError("Sides are positive numbers.")
    value = sympy.sqrt(a**2 + b**2)
    confirm(sympy.simplify(value**2 - a**2 - b**2) == 0, "hypotenuse")
    steps = (f"By Pythagoras: c² = {pretty(a)}² + {pretty(b)}² = {pretty(a**2 + b**2)}.",)
    return Result(pretty(value) + approximation(value), "by squaring it", steps)


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
