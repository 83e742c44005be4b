"""Answers about Taylor polynomials."""

import mpmath
import sympy

from agents.mathematics.confirmation import rough
from agents.mathematics.expressions.parser import AlgebraError, Call, Node
from agents.mathematics.expressions.printing import pretty
from agents.mathematics.givens import Givens
from agents.mathematics.problem import CARDINALS
from agents.mathematics.result import Result, confirm

_USUAL_ORDER = 5
_MAX_ORDER = 12


def series(givens: Givens, kind: str, *parts: Node | tuple[str, object]) -> Result:
    """Answer with the Taylor polynomial of a function.

    Args:
        givens: What the letters stand for.
        kind: `taylor` or `maclaurin`.
        parts: The function, and in any order its centre and the degree of the polynomial.
    """
    named = {part[0]: part[1] for part in parts if isinstance(part, tuple)}
    (node,) = (part for part in parts if not isinstance(part, tuple))
    expression = givens.build(node)
    letters = expression.free_symbols
    if len(letters) != 1:
        raise AlgebraError("A Taylor series needs a function of one letter, such as e^x.")
    (variable,) = letters
    centre = givens.build(named["centre"]) if "centre" in named else sympy.Integer(0)  # type: ignore[arg-type]
    if kind == "maclaurin" and centre != 0:
        raise AlgebraError("A Maclaurin series has the centre 0; ask for the Taylor series.")
    order = _order(givens, named["order"]) if "order" in named else _USUAL_ORDER
    coefficients = [
        sympy.simplify(sympy.diff(expression, variable, power).subs(variable, centre) / sympy.factorial(power))
        for power in range(order + 1)
    ]
    if not all(one.is_finite and one.is_number for one in coefficients):
        raise AlgebraError(f"The function has no Taylor series at {pretty(centre)}.")
    function = sympy.lambdify(variable, expression, "mpmath")
    with mpmath.workdps(60):
        again = mpmath.taylor(function, rough(centre), order)
        for one, other in zip(coefficients, again, strict=True):
            confirm(abs(rough(one) - other) < mpmath.mpf(10) ** -12 * (1 + abs(other)), "series")
    return Result(_written(coefficients, variable, centre), "by the slopes there, in decimals", _steps(order))


def _steps(order: int) -> tuple[str, ...]:
    return (f"The factor of the power k is the k-th derivative there, divided by k!, up to k = {order}.",)


def _order(givens: Givens, part: object) -> int:
    if isinstance(part, str):
        return CARDINALS.index(part)
    match part:
        case Call("^", (_, exponent)):
            part = exponent
    value = givens.build(part)  # type: ignore[arg-type]
    if not value.is_Integer or not 0 <= value <= _MAX_ORDER:
        raise AlgebraError(f"A Taylor polynomial has a degree up to {_MAX_ORDER} here.")
    return int(value)


def _written(coefficients: list[sympy.Expr], variable: sympy.Symbol, centre: sympy.Expr) -> str:
    """Return the terms in rising powers, and dots for those that follow."""
    step = sympy.Symbol(f"({variable} {'-' if centre.is_nonnegative else '+'} {abs(centre)})") if centre else variable
    terms = [pretty(one * step**power) for power, one in enumerate(coefficients) if one != 0] or ["0"]
    text = " + ".join(terms).replace("+ −", "− ")
    return f"{text} + …"
