"""Whether what stands in a text has the value of an answer: rounded, in another unit, in another form."""

import re
from collections.abc import Sequence
from itertools import pairwise

import mpmath
import sympy

from agents.mathematics.attempts.numeric_slips import near
from agents.mathematics.disclosure.mathematics_in_text import value_of
from agents.mathematics.everyday.units import factor_between, temperature_in
from agents.mathematics.expressions import numeric
from agents.mathematics.expressions.parser import AlgebraError, Call, Name, Node, Number, variables
from agents.mathematics.expressions.quantities import AnswerQuantity, is_number

_ROUNDED = mpmath.mpf("0.001")  # of a value in another unit
_UNIT_BEHIND_POWER = re.compile(
    r"(?<=10[²³⁴⁵⁶⁷⁸⁹])\s*[a-zA-Z]{1,3}(?![a-zA-Z])|(?<=\*1000\))\s*[a-zA-Z]{1,3}(?![a-zA-Z])|(?<=10\^\d)\s*[a-zA-Z]{1,3}(?![a-zA-Z])"
)
_CLOSE = mpmath.mpf("0.01")  # to the answer, in relation to it


def rounds_to(value: mpmath.mpf, wanted: mpmath.mpf, node: Node) -> bool:
    """Return whether a written number is what a number is rounded to; a whole one, if it is within a hundredth."""
    if mpmath.im(wanted) == 0 and wanted != mpmath.nint(wanted) and abs(value - wanted) <= _CLOSE * abs(wanted):
        return True
    if not isinstance(node, Number) or not node.decimal or mpmath.im(wanted) != 0 or wanted == mpmath.nint(wanted):
        return False
    digits = len(str(float(node.value)).partition(".")[2])
    return bool(abs(value - wanted) <= mpmath.mpf("1.01") * mpmath.mpf(10) ** -digits)


def without_units(text: str, quantities: Sequence[AnswerQuantity]) -> str:
    """Return a text without units behind powers of ten, if an answer has a unit: `5*10³ m` is no product with m."""
    return _UNIT_BEHIND_POWER.sub("", text) if any(one.unit for one in quantities) else text


def same_in_unit(value: mpmath.mpf, unit: str, wanted: AnswerQuantity) -> bool:
    """Return whether a value in a unit is a quantity in its own."""
    target = value_of(wanted.node)
    try:
        temperature = temperature_in(sympy.Float(value), unit, wanted.unit)
        same = value * float(factor_between(unit, wanted.unit)) if temperature is None else mpmath.mpf(temperature)
    except (AlgebraError, TypeError, ValueError):
        return False
    return target is not None and bool(abs(same - target) <= _ROUNDED * abs(target))


def equal_at_points(one: Node, other: Node, *, up_to_constant: bool = False) -> bool:
    """Return whether two expressions have the same values at some points, or values that differ by a constant."""
    names = sorted((variables(one) | variables(other)) - ({"C", "c", "K", "k"} if up_to_constant else set()))
    first: mpmath.mpf | None = None
    compared = 0
    for shift in (mpmath.mpf("1.37"), mpmath.mpf("2.91"), mpmath.mpf("-0.83"), mpmath.mpf("0.59")):
        point = (
            {name: shift + place for place, name in enumerate(names)}
            | dict.fromkeys(("C", "c", "K", "k"), mpmath.mpf(0))
            | {name: shift + place for place, name in enumerate(names)}
        )
        try:
            difference = numeric.evaluate(one, point, {}) - numeric.evaluate(other, point, {})
        except (AlgebraError, ArithmeticError, ValueError, TypeError):
            return False
        if not mpmath.isfinite(difference):
            continue
        first = difference if first is None else first
        compared += 1
        if not near(difference, first if up_to_constant else mpmath.mpf(0)):
            return False
    return compared > 1


def coefficients(node: Node) -> list[mpmath.mpf]:
    """Return the numbers before the powers of a polynomial without their signs, in the order of its terms."""
    match node:
        case Call(("+" | "-"), (left, right)):
            return [*coefficients(left), *coefficients(right)]
        case Call("negative", (inner,)):
            return coefficients(inner)
        case Call("*", (number, _)) if (value := value_of(number)) is not None:
            return [abs(value)]
        case _:
            value = value_of(node)
            return [mpmath.mpf(1) if value is None else abs(value)]


def slope(node: Node) -> mpmath.mpf | None:
    """Return the slope of a line `m·x + b`; None for all that is no such line."""
    names = variables(node)
    try:
        values = [numeric.evaluate(node, dict.fromkeys(names, mpmath.mpf(place)), {}) for place in range(4)]
    except (AlgebraError, ArithmeticError, ValueError, TypeError):
        return None
    steps = [after - before for before, after in pairwise(values)]
    return steps[0] if len(names) == 1 and all(near(one, steps[0]) for one in steps) else None


def factors(node: Node) -> list[Node]:
    """Return the factors of a product, without signs and exponents."""
    match node:
        case Call("*", (left, right)):
            return [*factors(left), *factors(right)]
        case Call("negative", (inner,)):
            return factors(inner)
        case Call("^", (base, Number())):
            return factors(base)
        case _:
            return [node]


def is_root_factor(factor: Node, numbers: Sequence[mpmath.mpf]) -> bool:
    """Return whether a factor is an unknown minus a solution, such as `x - 2`."""
    match factor:
        case Call(("+" | "-") as sign, (Name(), right)) if not variables(right):
            value = value_of(right)
            return value is not None and any(near(value if sign == "-" else -value, one) for one in numbers)
        case _:
            return False


def is_plain_fraction(node: Node) -> bool:
    """Return whether an expression is a fraction of two numbers."""
    return isinstance(node, Call) and node.function == "/" and all(map(is_number, node.arguments))
