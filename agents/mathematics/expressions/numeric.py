"""Evaluates mathematics in high precision without SymPy: the second way that confirms what SymPy computed."""

from collections.abc import Callable, Mapping
from fractions import Fraction

import mpmath

from agents.mathematics.expressions.parser import AlgebraError, Call, Name, Node, Number

DIGITS = 50
_MAX_ROOT = 99
_MAX_EXACT = mpmath.mpf(10) ** (DIGITS - 5)
_STARTS = (0.5, -0.7, 3, -3, 20, -20, 300, -300)
_CONSTANTS = {"pi": mpmath.pi, "e": mpmath.e, "i": mpmath.mpc(0, 1), "oo": mpmath.inf}


def evaluate(
    node: Node, names: Mapping[str, mpmath.mpf], functions: Mapping[str, Callable[..., mpmath.mpf]]
) -> mpmath.mpf:
    """Return the value of a tree, to 50 digits.

    Raises:
        AlgebraError: It has a letter without a value, or a function that is not known here.
    """
    match node:
        case Number(value):
            return mpmath.mpf(value.numerator) / value.denominator
        case Name(name):
            if name in names:
                return names[name]
            if name in _CONSTANTS:
                return +_CONSTANTS[name]
            raise AlgebraError(f"The letter {name} has no value.")
        case Call(("sum" | "product") as function, (body, Name(index), low, high)):
            return _series(
                function, body, index, [evaluate(end, names, functions) for end in (low, high)], names, functions
            )
        case Call("mod", (Call("^", (base, exponent)), divisor)):
            parts = [evaluate(part, names, functions) for part in (base, exponent, divisor)]
            if all(mpmath.isint(part) and abs(part) < _MAX_EXACT for part in parts) and parts[1] >= 0 and parts[2] > 0:
                return mpmath.mpf(_power_residue(*map(int, parts)))
            return FUNCTIONS["mod"](FUNCTIONS["^"](*parts[:2]), parts[2])
        case Call(function, arguments):
            call = functions.get(function) or FUNCTIONS.get(function)
            if call is None:
                raise AlgebraError(f"The function {function} is not known here.")
            return call(*(evaluate(argument, names, functions) for argument in arguments))


def _power_residue(base: int, exponent: int, divisor: int) -> int:
    """Square and multiply along the binary digits of the exponent, with the remainder at each step."""
    residue = 1 % divisor
    for digit in bin(exponent)[2:]:
        residue = residue * residue % divisor
        if digit == "1":
            residue = residue * base % divisor
    return residue


def inverse(body: Callable[[mpmath.mpf], mpmath.mpf], value: mpmath.mpf) -> mpmath.mpf:
    """Return the only real number near zero that a function takes to a value; not a number where there are several."""
    found: list[mpmath.mpf] = []
    for start in _STARTS:
        try:
            root = mpmath.findroot(lambda x: body(x) - value, start, tol=mpmath.mpf(10) ** -40)
        except (ValueError, ZeroDivisionError):
            continue
        if mpmath.im(root) == 0 and all(abs(root - other) > mpmath.mpf(10) ** -20 for other in found):
            found.append(root)
    return found[0] if len(found) == 1 else mpmath.nan


def _series(
    function: str,
    body: Node,
    index: str,
    ends: list[mpmath.mpf],
    names: Mapping[str, mpmath.mpf],
    functions: Mapping[str, Callable[..., mpmath.mpf]],
) -> mpmath.mpf:
    """Add or multiply the terms one by one; infinitely many by extrapolation."""

    def term(number: mpmath.mpf) -> mpmath.mpf:
        return evaluate(body, {**names, index: mpmath.mpf(number)}, functions)

    low, high = ends
    if mpmath.isinf(high):
        return mpmath.nsum(term, [low, mpmath.inf]) if function == "sum" else mpmath.nprod(term, [low, mpmath.inf])
    terms = [term(number) for number in range(int(low), int(high) + 1)]
    return mpmath.fsum(terms) if function == "sum" else mpmath.fprod(terms)


def power(base: mpmath.mpf, exponent: mpmath.mpf) -> mpmath.mpf:
    """Return a power; an odd root of a negative number is the real one."""
    if (
        isinstance(base, mpmath.mpc)
        or isinstance(exponent, mpmath.mpc)
        or base >= 0
        or exponent == mpmath.nint(exponent)
    ):
        return mpmath.power(base, exponent)
    near = Fraction(mpmath.nstr(exponent, DIGITS - 5)).limit_denominator(_MAX_ROOT)
    if (
        near.denominator % 2 == 0
        or abs(mpmath.mpf(near.numerator) / near.denominator - exponent) > mpmath.mpf(10) ** -40
    ):
        return mpmath.power(base, exponent)
    return (-1) ** near.numerator * mpmath.power(-base, exponent)


def _root(number: mpmath.mpf, degree: mpmath.mpf = 2) -> mpmath.mpf:
    return power(mpmath.mpf(number) if number.real == number else number, 1 / mpmath.mpf(int(degree)))


def _gcd(*numbers: mpmath.mpf) -> mpmath.mpf:
    """Euclid's algorithm."""
    common = 0
    for number in numbers:
        other = abs(int(mpmath.nint(number)))
        while other:
            common, other = other, common % other
    return mpmath.mpf(common)


def _lcm(*numbers: mpmath.mpf) -> mpmath.mpf:
    product = 1
    for number in numbers:
        other = abs(int(mpmath.nint(number)))
        product = product * other // (int(_gcd(mpmath.mpf(product), mpmath.mpf(other))) or 1)
    return mpmath.mpf(product)


def _median(*numbers: mpmath.mpf) -> mpmath.mpf:
    ordered, middle = sorted(numbers), len(numbers) // 2
    return ordered[middle] if len(numbers) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


FUNCTIONS: dict[str, Callable[..., mpmath.mpf]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": power,
    "negative": lambda a: -a,
    "sqrt": mpmath.sqrt,
    "cbrt": lambda a: _root(a, mpmath.mpf(3)),
    "root": _root,
    "abs": abs,
    "sin": mpmath.sin, "cos": mpmath.cos, "tan": mpmath.tan, "cot": mpmath.cot, "sec": mpmath.sec, "csc": mpmath.csc,
    "asin": mpmath.asin, "acos": mpmath.acos, "atan": mpmath.atan,
    "arcsin": mpmath.asin, "arccos": mpmath.acos, "arctan": mpmath.atan,
    "sinh": mpmath.sinh, "cosh": mpmath.cosh, "tanh": mpmath.tanh,
    "exp": mpmath.exp, "ln": mpmath.ln, "log": lambda a, base=10: mpmath.log(a, base),
    "log2": lambda a: mpmath.log(a, 2), "log10": mpmath.log10,
    "floor": mpmath.floor, "ceil": mpmath.ceil, "factorial": mpmath.factorial, "binomial": mpmath.binomial,
    "mod": lambda a, b: a - b * mpmath.floor(a / b),
    "min": min, "max": max, "sum": lambda *numbers: mpmath.fsum(numbers),
    "product": lambda *numbers: mpmath.fprod(numbers),
    "mean": lambda *numbers: mpmath.fsum(numbers) / len(numbers), "median": _median, "gcd": _gcd, "lcm": _lcm,
}  # fmt: skip
