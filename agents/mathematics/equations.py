"""Solves equations and systems of equations, in steps as a learner would write them."""

from collections.abc import Sequence

import sympy

from agents.mathematics.parser import AlgebraError, Equation, Statement
from agents.mathematics.printing import approximation, format_steps, pretty
from agents.mathematics.sympy_builder import build_difference
from agents.mathematics.unparse import unparse

_HIGHEST_DEGREE = 12
_MAX_EQUATIONS = 6


def solve_equations(statements: Sequence[Statement], unknown: sympy.Symbol | None) -> str:
    """Solve one equation for an unknown, or several for all of theirs."""
    if len(statements) > _MAX_EQUATIONS:
        raise AlgebraError(f"At most {_MAX_EQUATIONS} equations can be solved together.")
    if len(statements) > 1:
        return _system(statements)
    difference = sympy.expand(build_difference(statements[0]))
    if unknown is None:
        unknowns = sorted(difference.free_symbols, key=lambda one: ("xyztn".find(one.name) % 9, one.name))
        if not unknowns:
            return f"**Answer:** the equation is {'true' if sympy.simplify(difference) == 0 else 'false'}"
        unknown = unknowns[0]
    if not difference.has(unknown):
        truth = sympy.simplify(difference) == 0
        return f"**Answer:** {'every value solves it' if truth else 'there is no solution'}"
    if difference.is_polynomial(unknown):
        polynomial = sympy.Poly(difference, unknown)
        if polynomial.degree() > _HIGHEST_DEGREE:
            raise AlgebraError(f"Equations up to degree {_HIGHEST_DEGREE} can be solved.")
        if polynomial.degree() == 1:
            return _linear(statements[0], polynomial, unknown)
        if polynomial.degree() == 2:
            return _quadratic(polynomial, unknown)
    return _general(difference, unknown)


def discriminant(statements: Sequence[Statement]) -> str:
    """Return the discriminant of a quadratic equation or expression, and what follows from it."""
    difference = sympy.expand(build_difference(statements[0]))
    unknowns = sorted(difference.free_symbols, key=lambda one: ("xyztn".find(one.name) % 9, one.name))
    if len(statements) != 1 or not unknowns or sympy.degree(difference, unknowns[0]) != 2:
        raise AlgebraError("A discriminant belongs to one quadratic equation, such as x^2 + 5x + 6 = 0.")
    lines, value = _discriminant(sympy.Poly(difference, unknowns[0]))
    return format_steps(lines, f"D = {pretty(value)}{approximation(value)}")


def _linear(statement: Statement, polynomial: sympy.Poly, unknown: sympy.Symbol) -> str:
    slope, constant = polynomial.all_coeffs()
    lines = []
    if isinstance(statement, Equation):
        lines.append(f"Start from {unparse(statement)}.")
    lines.append(f"Bring the terms with {unknown} to one side: {pretty(slope * unknown)} = {pretty(-constant)}.")
    root = sympy.simplify(-constant / slope)
    if slope != 1:
        lines.append(f"Divide by {pretty(slope)}: {unknown} = {pretty(root)}.")
    return format_steps(lines, _equals(unknown, root))


def _quadratic(polynomial: sympy.Poly, unknown: sympy.Symbol) -> str:
    lines, value = _discriminant(polynomial)
    a, b, _ = polynomial.all_coeffs()
    root = sympy.sqrt(value)
    lines.append(
        f"Use {unknown} = (−b ± √D) / (2a) = ({pretty(-b)} ± {_in_parentheses(root)}) / {_in_parentheses(2 * a)}."
    )
    roots = [sympy.together(sympy.simplify((-b + sign * root) / (2 * a))) for sign in (-1, 1)]
    if value == 0:
        roots = roots[:1]
    answer = _equals(unknown, *roots)
    if all(one.is_Rational for one in roots):
        lines.append(f"Check: {pretty(sympy.factor(polynomial.as_expr()))} = 0.")
    return format_steps(lines, answer)


def _discriminant(polynomial: sympy.Poly) -> tuple[list[str], sympy.Expr]:
    a, b, c = polynomial.all_coeffs()
    value = sympy.simplify(b**2 - 4 * a * c)
    lines = [
        f"Write it as {pretty(polynomial.as_expr())} = 0, so a = {pretty(a)}, b = {pretty(b)}, c = {pretty(c)}.",
        f"The discriminant is D = b² − 4ac = {_in_parentheses(b)}² − 4·{_in_parentheses(a)}·{_in_parentheses(c)}"
        f" = {pretty(value)}.",
    ]
    if value.is_number:
        if value > 0:
            lines.append("D is positive, so there are two real solutions.")
        elif value == 0:
            lines.append("D is zero, so there is one (double) solution.")
        else:
            lines.append("D is negative, so there is no real solution; the two solutions are complex.")
    return lines, value


def _general(difference: sympy.Expr, unknown: sympy.Symbol) -> str:
    try:
        roots = sympy.solve(difference, unknown)
    except NotImplementedError:
        raise AlgebraError("No way is known to solve this equation exactly.") from None
    lines = [f"Bring everything to one side: {pretty(difference)} = 0."]
    if not roots:
        return format_steps(lines, "there is no solution")
    if difference.has(sympy.sin, sympy.cos, sympy.tan):
        lines.append("Angles repeat, so whole turns may be added to each solution.")
    factored = sympy.factor(difference)
    if factored.is_Mul:
        lines.append(f"Factor: {pretty(factored)} = 0; a product is zero where a factor is.")
    return format_steps(lines, _equals(unknown, *roots))


def _system(statements: Sequence[Statement]) -> str:
    differences = [build_difference(statement) for statement in statements]
    unknowns = sorted(set().union(*(one.free_symbols for one in differences)), key=str)
    lines = [f"({number}) {_equation(one)}" for number, one in enumerate(statements, 1)]
    try:
        solutions = sympy.solve(differences, unknowns, dict=True)
    except NotImplementedError:
        raise AlgebraError("No way is known to solve this system exactly.") from None
    if not solutions:
        return format_steps(lines, "there is no solution")
    first = unknowns[0]
    expressed = sympy.solve(differences[0], first)
    if len(differences) == 2 and len(unknowns) == 2 and len(expressed) == 1:
        rest = sympy.expand(differences[1].subs(first, expressed[0]))
        lines.append(f"From (1): {first} = {pretty(expressed[0])}.")
        lines.append(f"Put into (2): {pretty(rest)} = 0.")
    return format_steps(
        lines,
        " or ".join(
            ", ".join(f"{name} = {pretty(value)}{approximation(value)}" for name, value in solution.items())
            for solution in solutions
        ),
    )


def _equation(statement: Statement) -> str:
    return unparse(statement) if isinstance(statement, Equation) else f"{unparse(statement)} = 0"


def _equals(unknown: sympy.Symbol, *roots: sympy.Expr) -> str:
    return " or ".join(f"{unknown} = {pretty(root)}{approximation(root)}" for root in roots)


def _in_parentheses(expression: sympy.Expr) -> str:
    text = pretty(expression)
    return text if text.isalnum() else f"({text})"
