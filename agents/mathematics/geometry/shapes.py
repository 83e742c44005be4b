"""Answers about shapes and solids: areas, perimeters, surfaces and volumes."""

from collections.abc import Callable, Sequence

import mpmath
import sympy

from agents.mathematics.confirmation import rough
from agents.mathematics.expressions.parser import AlgebraError, Node
from agents.mathematics.expressions.printing import format_number, superscript
from agents.mathematics.givens import Givens
from agents.mathematics.result import Result, confirm

_Sizes = dict[str, sympy.Expr]
Size = tuple[str, Node, str]
_SIDES = {
    "sides": "side", "edge": "side", "r": "radius", "h": "height", "bases": "base", "side length": "side",
    "base length": "length", "base width": "width", "side width": "width",
}  # fmt: skip
_POWERS = {"area": 2, "surface area": 2, "volume": 3}
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
    "trapezoid": ("base", "second base", "height"),
    "parallelogram": ("base", "height"),
    "hemisphere": ("radius",),
    "pyramid": ("length", "width", "height"),
    "triangle of three sides": ("side", "second side", "third side"),
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
    ("surface area", "cone"): ("π·r² + π·r·√(r² + h²)", lambda r, h: sympy.pi * r * (r + sympy.sqrt(r**2 + h**2))),
    ("area", "trapezoid"): ("(a + b)/2·h", lambda a, b, h: (a + b) / 2 * h),
    ("area", "parallelogram"): ("b·h", lambda b, h: b * h),
    ("volume", "hemisphere"): ("2/3·π·r³", lambda r: sympy.Rational(2, 3) * sympy.pi * r**3),
    ("volume", "pyramid"): ("a·b·h/3", lambda a, b, h: a * b * h / 3),
    ("perimeter", "triangle of three sides"): ("a + b + c", lambda a, b, c: a + b + c),
    ("area", "triangle of three sides"): ("Heron's formula", lambda a, b, c: _heron(a, b, c)),
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
    ("surface area", "cone"): lambda r, h: (
        mpmath.pi * r * r + mpmath.quad(lambda y: 2 * mpmath.pi * (r * y / h) * mpmath.sqrt(1 + (r / h) ** 2), [0, h])
    ),
    ("area", "trapezoid"): lambda a, b, h: mpmath.quad(lambda y: a + (b - a) * y / h, [0, h]),
    ("area", "parallelogram"): lambda b, h: mpmath.quad(lambda _: b, [0, h]),
    ("volume", "hemisphere"): lambda r: mpmath.quad(lambda x: mpmath.pi * (r * r - x * x), [0, r]),
    ("volume", "pyramid"): lambda a, b, h: mpmath.quad(lambda y: (a * y / h) * (b * y / h), [0, h]),
    ("perimeter", "triangle of three sides"): lambda a, b, c: c + b + a,
    ("area", "triangle of three sides"): lambda a, b, c: (
        a * b * mpmath.sin(mpmath.acos((a * a + b * b - c * c) / (2 * a * b))) / 2
    ),
    ("volume", "cone"): lambda r, h: mpmath.quad(lambda y: mpmath.pi * (r * y / h) ** 2, [0, h]),
}


def _heron(a: sympy.Expr, b: sympy.Expr, c: sympy.Expr) -> sympy.Expr:
    half = (a + b + c) / 2
    square = half * (half - a) * (half - b) * (half - c)
    if square <= 0:
        raise AlgebraError("No triangle has these sides; each must be shorter than the other two together.")
    return sympy.sqrt(square)


def shape_measure(givens: Givens, measured: str, shape: str, sizes: Sequence[Size]) -> Result:
    """Answer with an area, a perimeter or a volume.

    Args:
        givens: What the letters stand for.
        measured: Such as `area`.
        shape: Such as `circle`.
        sizes: The sizes, each with its name, or without one in the usual order, and with its unit or none.
    """
    measured, shape = measured.removeprefix("total "), {"trapezium": "trapezoid"}.get(shape, shape)
    if shape == "triangle" and len(sizes) == 3 and all(_SIDES.get(name, name) in ("", "side") for name, *_ in sizes):
        shape = "triangle of three sides"
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
    unit = _unit_of([unit for *_, unit in sizes], _POWERS.get(measured, 1))
    return Result(
        f"{format_number(result, decimals=True)}{unit}",
        "by adding up thin slices",
        (f"Use {formula} with {sizes_shown}.",),
    )


def _unit_of(units: Sequence[str], power: int) -> str:
    """Return the unit of a result; a unit at the end holds for the sizes before it.

    Raises:
        AlgebraError: The sizes have different units, or the last has none.
    """
    named = {unit for unit in units if unit}
    if not named:
        return ""
    if len(named) > 1 or not units[-1]:
        raise AlgebraError("Write every size in the same unit, so that it is clear what is meant.")
    (unit,) = named
    if len(unit) <= 2:
        return f" {unit}{superscript(power) if power > 1 else ''}"
    return f" {('', 'square ', 'cubic ')[power - 1]}{unit}"


def _named(givens: Givens, shape: str, sizes: Sequence[Size]) -> _Sizes:
    known: _Sizes = {}
    for place, (name, node, _) in enumerate(sizes):
        value = givens.build(node)
        name = _SIDES.get(name, name)
        if name == "side" and (name not in _ORDER[shape] or name in known):
            name = ""
        if name == "base" and name in known:
            name = ""
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
