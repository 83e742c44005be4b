"""Answers about whole numbers that are too long to write: how many digits they have, and the first of them."""

import mpmath

from agents.mathematics.expressions.parser import Call, Node, Number
from agents.mathematics.result import Result, confirm

_LEADING = 10
_MAX_FACTORIAL = 10**9
_MAX_EXPONENT = 10**15


def describe_length(node: Node) -> Result | None:
    """Answer with the number of digits of a power or a factorial, and the first ones; None for anything else."""
    match node:
        case Call("factorial", (operand,)):
            number = _whole(operand)
            if number is None or not 0 < number <= _MAX_FACTORIAL:
                return None
            with mpmath.workdps(60):
                return _described(mpmath.loggamma(number + 1) / mpmath.log(10), mpmath.factorial(number))
        case Call("^", (base_node, exponent_node)):
            base, exponent = _whole(base_node), _whole(exponent_node)
            if base is None or exponent is None or base < 2 or not 0 < exponent <= _MAX_EXPONENT:
                return None
            with mpmath.workdps(60):
                return _described(exponent * mpmath.log10(base), _by_squaring(base, exponent))
        case _:
            return None


def _described(logarithm: mpmath.mpf, value: mpmath.mpf) -> Result:
    """Compare the leading digits by the logarithm with those by multiplication."""
    digits = int(mpmath.floor(logarithm)) + 1
    leading = mpmath.power(10, logarithm - (digits - 1))
    again = value / mpmath.power(10, digits - 1)
    confirm(1 <= leading < 10 and abs(leading - again) < mpmath.mpf(10) ** -20, "magnitude")
    text = mpmath.nstr(leading, 40).replace(".", "")[:_LEADING]
    return Result(f"a number of {digits:,} digits, which begins {text}…", "by its logarithm, and by multiplying")


def _by_squaring(base: int, exponent: int) -> mpmath.mpf:
    result, square = mpmath.mpf(1), mpmath.mpf(base)
    while exponent:
        if exponent & 1:
            result *= square
        square *= square
        exponent >>= 1
    return result


def _whole(node: Node) -> int | None:
    """Return the value of a small tree of whole numbers, or None."""
    match node:
        case Number(value) if value.denominator == 1:
            return int(value)
        case Call("^", (base_node, exponent_node)):
            base, exponent = _whole(base_node), _whole(exponent_node)
            small = base is not None and exponent is not None and 0 <= exponent <= 60 and abs(base) <= 10**6
            return base**exponent if small and base is not None and exponent is not None else None
        case _:
            return None
