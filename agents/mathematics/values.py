"""Computes the values that phrases describe, such as a remainder or a common divisor."""

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

import mpmath
import sympy

from agents.mathematics.expressions import numeric
from agents.mathematics.expressions.parser import AlgebraError, Node
from agents.mathematics.expressions.sympy_builder import apply
from agents.mathematics.problem import ORDINALS, Value

Build = Callable[[Any], sympy.Expr]


def compute_value(value: Value, build: Build) -> sympy.Expr:
    """Return the number or expression that a phrase describes.

    Raises:
        AlgebraError: There is none, such as a common divisor of fractions.
    """
    return _COMPUTE[value.operation](*_arguments(value, build))


def compute_value_again(value: Value, evaluate: Callable[[Node], mpmath.mpf]) -> mpmath.mpf:
    """Work the phrase out once more, in decimals and without SymPy."""
    return _AGAIN[value.operation](*_arguments(value, evaluate))


def _arguments(value: Value, evaluate: Callable[[Any], Any]) -> list[Any]:
    """Return the values of a phrase's arguments; lists stay lists, and words stay words."""

    def argument(part: Any) -> Any:
        if isinstance(part, tuple):
            return [evaluate(one) for one in part]
        return part if isinstance(part, str) else evaluate(part)

    return [argument(part) for part in value.arguments]


def whole(*numbers: sympy.Expr) -> list[int]:
    """Return whole numbers as integers."""
    if not all(number.is_Integer for number in numbers):
        raise AlgebraError("This is defined for whole numbers; use those.")
    return [int(number) for number in numbers]


def _remainder(dividend: sympy.Expr, divisor: sympy.Expr) -> sympy.Expr:
    whole(dividend, divisor)
    if divisor == 0:
        raise AlgebraError("A remainder needs a divisor that is not zero.")
    return sympy.Mod(dividend, divisor)


def _gcd(numbers: Sequence[sympy.Expr]) -> sympy.Expr:
    whole(*numbers)
    return sympy.igcd(*numbers) if len(numbers) > 1 else abs(numbers[0])


def _lcm(numbers: Sequence[sympy.Expr]) -> sympy.Expr:
    whole(*numbers)
    return sympy.ilcm(*numbers) if len(numbers) > 1 else abs(numbers[0])


def _denominator(fractions: Sequence[sympy.Expr]) -> sympy.Expr:
    if not all(fraction.is_Rational for fraction in fractions):
        raise AlgebraError("A common denominator needs fractions.")
    return sympy.ilcm(*(fraction.q for fraction in fractions), 1)


def root_of(number: sympy.Expr, degree: sympy.Expr) -> sympy.Expr:
    """Return the real root; an odd one of a negative number is negative."""
    if number.is_negative and degree.is_Integer and degree % 2:
        return -sympy.root(-number, degree)
    return sympy.root(number, degree)


def nearest_integer(number: sympy.Expr) -> sympy.Expr:
    """Return the nearest whole number; halves go away from zero."""
    if not number.is_real:
        raise AlgebraError("This has no real value; look at the sign below the root.")
    half = sympy.Rational(1, 2)
    return sympy.floor(number + half) if number >= 0 else sympy.ceiling(number - half)


_COMPUTE: dict[str, Callable[..., sympy.Expr]] = {
    "sum": lambda items: sympy.Add(*items),
    "product": lambda items: sympy.Mul(*items),
    "difference": lambda a, b: sympy.Abs(a - b),
    "root": lambda degree, number: root_of(number, sympy.Integer(ORDINALS[degree])),
    "root_rounded": lambda degree, number: nearest_integer(root_of(number, sympy.Integer(ORDINALS[degree]))),
    "power_rounded": lambda base, exponent: nearest_integer(apply("^", [base, exponent])),
    "remainder": _remainder,
    "gcd": _gcd,
    "lcm": _lcm,
    "denominator": _denominator,
    "mean": lambda items: apply("mean", items),
    "median": lambda items: apply("median", items),
}


def _denominator_again(fractions: Sequence[mpmath.mpf]) -> mpmath.mpf:
    near = [Fraction(mpmath.nstr(one, 45)).limit_denominator(10**15) for one in fractions]
    return mpmath.mpf(math.lcm(*(one.denominator for one in near)))


def _nearest_root(number: mpmath.mpf, degree: int) -> mpmath.mpf:
    size = mpmath.root(abs(number), degree)
    return mpmath.sign(number) * mpmath.floor(size + mpmath.mpf(1) / 2)


def _of_items(name: str, items: Sequence[mpmath.mpf]) -> mpmath.mpf:
    return numeric.FUNCTIONS[name](*items)


_AGAIN: dict[str, Callable[..., mpmath.mpf]] = {
    "difference": lambda a, b: abs(a - b),
    "root": lambda degree, number: numeric.power(number, 1 / mpmath.mpf(ORDINALS[degree])),
    "root_rounded": lambda degree, number: _nearest_root(number, ORDINALS[degree]),
    "power_rounded": lambda base, exponent: mpmath.floor(mpmath.power(base, exponent) + mpmath.mpf(1) / 2),
    "remainder": lambda a, b: a - b * mpmath.floor(a / b),
    "denominator": _denominator_again,
    **{name: partial(_of_items, name) for name in ("sum", "product", "gcd", "lcm", "mean", "median")},
}
