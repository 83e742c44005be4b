"""Which numbers an equation is about: where its sides have a value, and which root of a negative number is meant."""

import sympy

from agents.mathematics.parser import Call, Equation, Name, Node, Number, Statement


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
