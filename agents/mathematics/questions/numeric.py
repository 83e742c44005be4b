"""Evaluates mathematics in high precision without SymPy: the second way that confirms what SymPy computed."""

from collections.abc import Callable, Mapping

import mpmath

from agents.mathematics.parser import AlgebraError, Call, Name, Node, Number

DIGITS = 50
_CONSTANTS = {"pi": mpmath.pi, "e": mpmath.e, "i": mpmath.mpc(0, 1)}


def evaluate(node: Node, names: Mapping[str, mpmath.mpf], functions: Mapping[str, Callable[..., mpmath.mpf]]) -> mpmath.mpf:
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
        case Call(function, arguments):
            call = functions.get(function) or _FUNCTIONS.get(function)
            if call is None:
                raise AlgebraError(f"The function {function} is not known here.")
            return call(*(evaluate(argument, names, functions) for argument in arguments))


def _root(number: mpmath.mpf, degree: mpmath.mpf = 2) -> mpmath.mpf:
    return mpmath.root(number, int(degree))


_FUNCTIONS: dict[str, Callable[..., mpmath.mpf]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: mpmath.power(a, b),
    "negative": lambda a: -a,
    "sqrt": mpmath.sqrt,
    "cbrt": lambda a: mpmath.cbrt(a),
    "root": _root,
    "abs": abs,
    "sin": mpmath.sin, "cos": mpmath.cos, "tan": mpmath.tan, "cot": mpmath.cot, "sec": mpmath.sec, "csc": mpmath.csc,
    "asin": mpmath.asin, "acos": mpmath.acos, "atan": mpmath.atan,
    "arcsin": mpmath.asin, "arccos": mpmath.acos, "arctan": mpmath.atan,
    "sinh": mpmath.sinh, "cosh": mpmath.cosh, "tanh": mpmath.tanh,
    "exp": mpmath.exp, "ln": mpmath.ln, "log": lambda a, base=10: mpmath.log(a, base),
    "log2": lambda a: mpmath.log(a, 2), "log10": mpmath.log10,
    "floor": mpmath.floor, "ceil": mpmath.ceil, "factorial": mpmath.factorial, "binomial": mpmath.binomial,
    "mod": lambda a, b: mpmath.fmod(a, b) if b else mpmath.nan,
    "min": min, "max": max,
}  # fmt: skip
