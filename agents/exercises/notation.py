"""Writes mathematics as schools write it: signs, powers, polynomials, matrices."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from agents.mathematics.expressions.decimals import format_decimal

_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def number(value: int | Fraction) -> str:
    """Write a number: a fraction as `3/4`, a negative one with a minus sign."""
    return str(value).replace("-", "−")


def operand(value: int | Fraction) -> str:
    """Write a number as it stands after an operator: a negative one in parentheses."""
    return f"({number(value)})" if value < 0 else number(value)


def decimal(value: Fraction) -> str:
    """Write a number whose decimals end."""
    return format_decimal(value)


def power(base: str, exponent: int) -> str:
    """Write a power; the first power is the base."""
    return base if exponent == 1 else f"{base}{str(exponent).translate(_SUPERSCRIPTS)}"


def polynomial(coefficients: Sequence[int | Fraction], letter: str = "x") -> str:
    """Write a polynomial; the coefficients begin with that of the highest power."""
    degree, text = len(coefficients) - 1, ""
    for place, coefficient in enumerate(map(Fraction, coefficients)):
        if coefficient == 0:
            continue
        exponent, size = degree - place, abs(coefficient)
        factor = "" if size == 1 and exponent else (f"({size})" if size.denominator > 1 and exponent else str(size))
        term = factor + (power(letter, exponent) if exponent else "")
        sign = "−" if coefficient < 0 else "+"
        text += f" {sign} {term}" if text else f"{'−' if coefficient < 0 else ''}{term}"
    return text or "0"


def binomial(constant: int, factor: int = 1, letter: str = "x") -> str:
    """Write `(2x − 3)`."""
    return f"({polynomial([factor, constant], letter)})"


def matrix(rows: Sequence[Sequence[int]]) -> str:
    """Write a matrix row by row: `[[1, 2], [3, 4]]`."""
    return "[" + ", ".join(f"[{listed(row)}]" for row in rows) + "]"


def point(*coordinates: int | Fraction) -> str:
    """Write a point or a vector."""
    return f"({listed(coordinates)})"


def listed(values: Sequence[int | Fraction]) -> str:
    """Write numbers with commas between them."""
    return ", ".join(map(number, values))


def nonzero(random: Random, low: int, high: int) -> int:
    """Return a whole number between two bounds that is not 0."""
    while (chosen := random.randint(low, high)) == 0:
        pass
    return chosen
