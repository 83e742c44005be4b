"""Which numbers an equation is about: where its sides have a value, and which root of a negative number is meant."""

import sympy

from agents.mathematics.expressions.parser import Call, Equation, Name, Node, Number, Statement

_TINY = sympy.Rational(1, 10**20)


def every_value(statement: Statement) -> str:
    """Return that an equation always holds, which it does where its sides have a value."""
    sides = (statement.left, statement.right) if isinstance(statement, Equation) else (statement,)
    if all(map(_is_defined_everywhere, sides)):
        return "every value solves it"
    return "every value solves it for which both sides are defined"


def _is_defined_everywhere(node: Node) -> bool:
    """Return whether an expression has a value for all numbers, as far as its form tells."""
    match node:
        case Call("/", (dividend, Number())):
            return _is_defined_everywhere(dividend)
        case Call("^", (base, Number(exponent))) if exponent.denominator == 1 and exponent > 0:
            return _is_defined_everywhere(base)
        case Call("+" | "-" | "*" | "sin" | "cos" | "abs", parts):
            return all(map(_is_defined_everywhere, parts))
        case _:
            return isinstance(node, Name | Number)


def with_real_roots(expression: sympy.Expr, unknown: sympy.Symbol) -> sympy.Expr:
    """Return an expression in which odd roots of what may be negative are the real ones, as at school."""

    def is_odd_root(part: sympy.Expr) -> bool:
        return bool(
            part.is_Pow and part.base.has(unknown) and part.exp.is_Rational and part.exp.q % 2 and part.exp.q > 1
        )

    def real(part: sympy.Expr) -> sympy.Expr:
        return (sympy.sign(part.base) if part.exp.p % 2 else 1) * sympy.Abs(part.base) ** part.exp

    return expression.replace(is_odd_root, real)


def is_real_at(expression: sympy.Expr, unknown: sympy.Symbol, value: sympy.Expr) -> bool:
    """Return whether the logarithms and even roots of an expression are those of real numbers at a real value."""
    if not value.is_real:
        return True
    for part in expression.atoms(sympy.log, sympy.Pow):
        is_log = isinstance(part, sympy.log)
        if not is_log and not (part.exp.is_Rational and part.exp.q % 2 == 0):
            continue
        real, imaginary = sympy.N(part.args[0].subs(unknown, value), 50).as_real_imag()
        if abs(imaginary) > _TINY or real < (_TINY if is_log else -_TINY):
            return False
    return True
