"""Builds SymPy expressions from a syntax tree, and refuses those that would grow too large."""

import math
from collections.abc import Callable, Mapping, Sequence

import sympy

from agents.mathematics.expressions.parser import AlgebraError, Call, Name, Node, Number

MAX_DIGITS = 1000
_MAX_FACTORIAL = 400
_MAX_TERMS = 10_000
_MAX_SYMBOLIC_POWER = 60

_CONSTANTS = {"pi": sympy.pi, "e": sympy.E, "i": sympy.I, "oo": sympy.oo}


class TooLongError(AlgebraError):
    """The number would have more digits than can be worked with."""


def symbol(name: str) -> sympy.Symbol:
    """Return the unknown with this name."""
    return sympy.Symbol(name)


def build(
    node: Node,
    names: Mapping[str, sympy.Expr] | None = None,
    functions: Mapping[str, Callable[[sympy.Expr], sympy.Expr]] | None = None,
) -> sympy.Expr:
    """Return the SymPy expression of a tree.

    Args:
        node: The tree.
        names: What letters stand for; any other letter is a constant that has its name, or an unknown.
        functions: The functions that are no known ones, by their letters.

    Raises:
        AlgebraError: A part of it would be too large, or has no value.
    """
    match node:
        case Number(value):
            return sympy.Rational(value.numerator, value.denominator)
        case Name(name):
            given = names.get(name) if names else None
            return given if given is not None else _CONSTANTS.get(name) or symbol(name)
        case Call(("sum" | "product") as function, (body, Name(index), low, high)):
            ends = [build(end, names, functions) for end in (low, high)]
            inner = {**(names or {}), index: symbol(index)}
            return _series(function, build(body, inner, functions), symbol(index), *ends)
        case Call("mod", (Call("^", (base, exponent)), divisor)):
            parts = [build(part, names, functions) for part in (base, exponent, divisor)]
            if all(part.is_Integer for part in parts) and parts[1] >= 0 and parts[2] > 0:
                return sympy.Integer(pow(*map(int, parts)))  # without the power itself
            return apply("mod", [apply("^", parts[:2]), parts[2]])
        case Call(function, arguments):
            built = [build(argument, names, functions) for argument in arguments]
            return functions[function](built[0]) if functions and function in functions else apply(function, built)


def apply(function: str, arguments: Sequence[sympy.Expr]) -> sympy.Expr:
    """Return a known function of its arguments, or refuse it."""
    known = _CHECKED.get(function) or _PLAIN.get(function)
    if known is None:
        raise AlgebraError(f"Say what to do with the function {function}, such as to find {function}(2).")
    result = known(*arguments)
    if result in (sympy.zoo, sympy.nan) or result.has(sympy.zoo, sympy.nan):
        raise AlgebraError("The expression divides by zero; look at its denominators.")
    return result


def _series(function: str, body: sympy.Expr, index: sympy.Symbol, low: sympy.Expr, high: sympy.Expr) -> sympy.Expr:
    """Return a sum or product over whole numbers, or of infinitely many terms."""
    if high.is_Integer and low.is_Integer and high - low > _MAX_TERMS:
        raise AlgebraError(f"At most {_MAX_TERMS:,} terms can be added up.")
    if not (low.is_Integer or low.is_Symbol) or not (high.is_Integer or high.free_symbols or high == sympy.oo):
        raise AlgebraError("A sum goes from one whole number to another.")
    result = (sympy.Sum if function == "sum" else sympy.Product)(body, (index, low, high)).doit()
    if result.has(sympy.Sum, sympy.Product, sympy.Piecewise):
        raise AlgebraError("No closed form is known for this sum.")
    if result.has(sympy.oo, sympy.zoo, sympy.nan):
        raise AlgebraError("This series does not converge.")
    return result


def _power(base: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr:
    if base.is_zero and exponent.is_zero:
        raise AlgebraError("The power 0⁰ has no agreed value; say which one is meant, such as by a limit.")
    if base.is_number and exponent.is_real:
        size = abs(float(exponent)) * abs(math.log10(max(_magnitude(base), 1e-300))) if base != 0 else 0
        if size > MAX_DIGITS:
            raise TooLongError(f"This power has more than {MAX_DIGITS:,} digits; use a smaller exponent.")
    elif exponent.is_Integer and abs(exponent) > _MAX_SYMBOLIC_POWER and not base.is_Symbol:
        raise AlgebraError(f"The exponent {exponent} is too large here; at most {_MAX_SYMBOLIC_POWER} is possible.")
    if base.is_negative and base.is_Rational and exponent.is_Rational and exponent.q % 2 and exponent.q > 1:
        return (-1) ** exponent.p * sympy.Pow(-base, exponent)  # school takes the real root
    return sympy.Pow(base, exponent)


def _root(base: sympy.Expr, degree: sympy.Expr) -> sympy.Expr:
    if degree == 0:
        raise AlgebraError("There is no root of degree zero; use 2 or more.")
    return _power(base, 1 / degree)


def _magnitude(number: sympy.Expr) -> float:
    """Return the largest of numerator, denominator and value, as each adds digits."""
    if number.is_Rational:
        largest = max(abs(number.p), number.q)
        return float(largest) if largest < 10**300 else 1e300
    return float(abs(sympy.N(number, 5)))


def _factorial(n: sympy.Expr) -> sympy.Expr:
    if n.is_number and not n.is_Integer:
        raise AlgebraError("The factorial is defined for whole numbers; use one of them.")
    if n.is_Integer and not 0 <= n <= _MAX_FACTORIAL:
        raise TooLongError(f"The factorial is possible from 0 to {_MAX_FACTORIAL}; use a number in this range.")
    return sympy.factorial(n)


def _binomial(n: sympy.Expr, k: sympy.Expr) -> sympy.Expr:
    if not (n.is_Integer and k.is_Integer and 0 <= k <= n <= _MAX_FACTORIAL):
        raise AlgebraError(f"A binomial needs whole numbers 0 ≤ k ≤ n ≤ {_MAX_FACTORIAL}.")
    return sympy.binomial(n, k)


def _logarithm(x: sympy.Expr, base: sympy.Expr | None = None) -> sympy.Expr:
    return sympy.log(x, 10 if base is None else base)


def _of_integers(name: str, function: Callable[..., sympy.Expr]) -> Callable[..., sympy.Expr]:
    def checked(*numbers: sympy.Expr) -> sympy.Expr:
        if not all(number.is_Integer for number in numbers):
            raise AlgebraError(f"The function {name} needs whole numbers.")
        return function(list(numbers))

    return checked


def _modulo(a: sympy.Expr, b: sympy.Expr) -> sympy.Expr:
    if b == 0:
        raise AlgebraError("A remainder needs a divisor that is not zero.")
    return sympy.Mod(a, b)


def _divide(a: sympy.Expr, b: sympy.Expr) -> sympy.Expr:
    if b == 0:
        raise AlgebraError("Division by zero has no value; look at the denominator.")
    return a / b


def _mean(*numbers: sympy.Expr) -> sympy.Expr:
    return sympy.Add(*numbers) / len(numbers)


def _median(*numbers: sympy.Expr) -> sympy.Expr:
    if not all(number.is_real and number.is_number for number in numbers):
        raise AlgebraError("A median needs real numbers.")
    ordered = sorted(numbers, key=float)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


_CHECKED: dict[str, Callable[..., sympy.Expr]] = {
    "^": _power,
    "/": _divide,
    "factorial": _factorial,
    "binomial": _binomial,
    "mod": _modulo,
    "gcd": _of_integers("gcd", sympy.gcd),
    "lcm": _of_integers("lcm", sympy.lcm),
    "mean": _mean,
    "median": _median,
    "exp": lambda x: _power(sympy.E, x),
    "log": _logarithm,
}
_PLAIN: dict[str, Callable[..., sympy.Expr]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "negative": lambda a: -a,
    "sin": sympy.sin, "cos": sympy.cos, "tan": sympy.tan, "cot": sympy.cot, "sec": sympy.sec, "csc": sympy.csc,
    "asin": sympy.asin, "acos": sympy.acos, "atan": sympy.atan,
    "arcsin": sympy.asin, "arccos": sympy.acos, "arctan": sympy.atan,
    "sinh": sympy.sinh, "cosh": sympy.cosh, "tanh": sympy.tanh,
    "ln": sympy.log, "log2": lambda x: sympy.log(x, 2), "log10": lambda x: sympy.log(x, 10),
    "sqrt": sympy.sqrt, "cbrt": lambda x: _root(x, sympy.Integer(3)), "root": _root, "abs": sympy.Abs,
    "floor": sympy.floor, "ceil": sympy.ceiling,
    "min": sympy.Min, "max": sympy.Max, "sum": sympy.Add, "product": sympy.Mul,
}  # fmt: skip
