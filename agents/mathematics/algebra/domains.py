"""Answers where a function has a real value."""

from collections.abc import Iterator

import mpmath
import sympy
from sympy.calculus.util import continuous_domain

from agents.mathematics.algebra.inequalities import in_words
from agents.mathematics.confirmation import value_at
from agents.mathematics.expressions.parser import AlgebraError, Equation, Node
from agents.mathematics.expressions.printing import pretty
from agents.mathematics.expressions.sympy_builder import symbol
from agents.mathematics.givens import Givens
from agents.mathematics.problem import right_side
from agents.mathematics.result import Result, confirm

_HALVES = range(-61, 62)
_NEAR = sympy.Rational(1, 10**6)
_TINY = mpmath.mpf(10) ** -30


def domain(givens: Givens, node: Node | Equation) -> Result:
    """Answer with the real numbers for which a function has a real value."""
    body = right_side(node)
    expression = givens.build(body)
    names = sorted(letter.name for letter in expression.free_symbols)
    if len(names) != 1:
        raise AlgebraError("A domain is that of a function of one variable.")
    (name,) = names
    real = sympy.Symbol(name, real=True)
    try:
        found = continuous_domain(expression.subs(symbol(name), real), real, sympy.S.Reals)
    except (NotImplementedError, TypeError, ValueError):
        raise AlgebraError("No way is known to find where this has a value.") from None
    parts = found.args if isinstance(found, sympy.Union) else (found,)
    if not all(isinstance(part, sympy.Interval | sympy.FiniteSet) or part == sympy.S.Reals for part in parts):
        raise AlgebraError("Where this has a value has no short description here.")
    for number in _tried(found):
        with mpmath.workdps(50):
            value = value_at(givens, body, {symbol(name): number})
            defined = bool(mpmath.isfinite(value)) and abs(mpmath.im(value)) < _TINY
        confirm(defined == (found.contains(number) == sympy.true), "domain")
    return Result(_shown(found, name), "by trying numbers inside and outside")


def _tried(found: sympy.Set) -> Iterator[sympy.Rational]:
    """Yield numbers everywhere, and on and beside each end that is a fraction."""
    yield from (sympy.Rational(number, 2) for number in _HALVES)
    for end in found.boundary if found.boundary.is_FiniteSet else ():
        if end.is_Rational:
            yield from (end - _NEAR, end, end + _NEAR)


def _shown(found: sympy.Set, name: str) -> str:
    if found == sympy.S.Reals:
        return f"every real {name}"
    missing = sympy.S.Reals - found
    if isinstance(missing, sympy.FiniteSet):
        return " and ".join(f"{name} ≠ {pretty(value)}" for value in sorted(missing, key=float))
    return in_words(found, name)
