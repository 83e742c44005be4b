"""Solves equations and systems of equations, in steps as a learner would write them."""

from collections.abc import Iterable, Sequence

import mpmath
import sympy

from agents.mathematics.algebra.interval_solutions import approximate_zeros, solve_on_interval
from agents.mathematics.algebra.real_domain import every_value, is_real_at, with_real_roots
from agents.mathematics.algebra.solution_families import solve_periodic
from agents.mathematics.confirmation import (
    AT_POINTS,
    BY_PUTTING_BACK,
    confirm_same,
    confirm_zeros,
    is_zero_at,
    points,
    rough,
    scan_zeros,
    value_at,
)
from agents.mathematics.expressions import numeric
from agents.mathematics.expressions.parser import AlgebraError, Equation, Name, Node, Statement, variables
from agents.mathematics.expressions.printing import approximation, pretty
from agents.mathematics.expressions.sympy_builder import symbol
from agents.mathematics.expressions.unparse import unparse
from agents.mathematics.givens import Givens
from agents.mathematics.problem import Interval
from agents.mathematics.result import NO_SOLUTION, Result, confirm

_HIGHEST_DEGREE = 12
_MAX_EQUATIONS = 6
_TRIGONOMETRIC = (sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc)
_PUT_BACK = "by putting it back"
_ALL_PUT_BACK = "by putting them back"


def solve(
    givens: Givens,
    statements: Sequence[Statement],
    unknown: Node | None = None,
    interval: Interval | None = None,
) -> Result:
    """Answer with every solution of equations, for one unknown or for all.

    Args:
        givens: What the letters stand for.
        statements: Equations; an expression alone stands for the equation that it is zero.
        unknown: The letter to solve for; None takes it from the equations.
        interval: Where the solutions lie; None is everywhere.

    Raises:
        AlgebraError: They cannot be solved; the message says why.
    """
    if len(statements) > _MAX_EQUATIONS:
        raise AlgebraError(f"At most {_MAX_EQUATIONS} equations can be solved together.")
    if unknown is not None and not isinstance(unknown, Name):
        raise AlgebraError("Equations are solved for a letter.")
    kept = (unknown.name,) if isinstance(unknown, Name) else ()
    differences = [_difference(givens, one, kept) for one in statements]
    letters = sorted(set().union(*(one.free_symbols for one in differences)), key=_rank)
    wanted = symbol(kept[0]) if kept else None
    if wanted is not None and wanted not in letters:
        raise AlgebraError(f"The letter {wanted} does not occur in the equation.")
    if len(differences) > 1:
        return _system(statements, differences, wanted)
    difference = differences[0]
    if not letters:
        true = sympy.simplify(difference) == 0
        confirm(true == (abs(rough(difference)) < mpmath.mpf(10) ** -30), "solve")
        if variables(statements[0]):
            return Result(every_value(statements[0]) if true else NO_SOLUTION, "by decimals to fifty digits")
        return Result(f"the equation is {'true' if true else 'false'}", "by decimals to fifty digits")
    variable = wanted or letters[0]
    if interval is not None:
        ends = givens.build(interval.low), givens.build(interval.high)
        open_ends = [
            end for end, is_open in zip(ends, (interval.low_is_open, interval.high_is_open), strict=True) if is_open
        ]
        return solve_on_interval(difference, variable, *ends, open_ends)
    difference = sympy.expand(difference) if difference.is_polynomial(variable) else difference
    if not difference.has(variable):
        return Result(every_value(statements[0]) if sympy.simplify(difference) == 0 else NO_SOLUTION, _PUT_BACK)
    if difference.is_polynomial(variable):
        return _polynomial(statements[0], sympy.Poly(difference, variable), variable)
    if difference.free_symbols and sympy.simplify(difference) == 0:
        confirm_same(difference, sympy.Integer(0), "solve")
        return Result(every_value(statements[0]), AT_POINTS)
    if difference.has(*_TRIGONOMETRIC) and difference.free_symbols == {variable}:
        return solve_periodic(difference, variable)
    return _general(difference, variable)


def find_given(givens: Givens, *letters: Node) -> Result:
    """Answer with the letters that the given equations determine."""
    if all(isinstance(one, Name) and one.name in givens.values for one in letters):
        found = {one.name: givens.values[one.name] for one in letters if isinstance(one, Name)}
        for equation in givens.given:
            with mpmath.workdps(numeric.DIGITS):
                left, right = (value_at(givens, side, {}) for side in (equation.left, equation.right))
                confirm(abs(left - right) < mpmath.mpf(10) ** -20 * (1 + abs(left)), "solve")
        shown = ", ".join(f"{name} = {pretty(value)}{approximation(value)}" for name, value in found.items())
        return Result(shown, _ALL_PUT_BACK)
    if not givens.remaining():
        raise AlgebraError("Give an equation to solve.")
    return solve(givens, givens.remaining(), letters[0] if len(letters) == 1 else None)


def discriminant(givens: Givens, statement: Statement) -> Result:
    """Answer with the discriminant of a quadratic equation or expression, and what follows from it."""
    difference = sympy.expand(_difference(givens, statement, ()))
    letters = sorted(difference.free_symbols, key=_rank)
    if not letters or not difference.is_polynomial(letters[0]) or sympy.degree(difference, letters[0]) != 2:
        raise AlgebraError("A discriminant belongs to one quadratic equation, such as x^2 + 5x + 6 = 0.")
    polynomial = sympy.Poly(difference, letters[0])
    lines, value = _discriminant(polynomial)
    first, second = (sympy.solve(difference, letters[0]) * 2)[:2]
    confirm(sympy.simplify(polynomial.LC() ** 2 * (first - second) ** 2 - value) == 0, "discriminant")
    return Result(f"D = {pretty(value)}{approximation(value)}", "by the distance of the two solutions", tuple(lines))


def _difference(givens: Givens, statement: Statement, kept: Sequence[str]) -> sympy.Expr:
    if isinstance(statement, Equation):
        return givens.build(statement.left, kept) - givens.build(statement.right, kept)
    return givens.build(statement, kept)


def _rank(letter: sympy.Symbol) -> tuple[int, str]:
    """Order letters by how often they stand for an unknown."""
    place = "xyztn".find(letter.name)
    return (place if place >= 0 else 9, letter.name)


def _polynomial(statement: Statement, polynomial: sympy.Poly, unknown: sympy.Symbol) -> Result:
    if polynomial.degree() > _HIGHEST_DEGREE:
        raise AlgebraError(f"Equations up to degree {_HIGHEST_DEGREE} can be solved.")
    if polynomial.degree() == 1:
        lines, roots = _linear(statement, polynomial, unknown)
    elif polynomial.degree() == 2:
        lines, roots = _quadratic(polynomial, unknown)
    else:
        lines, roots = _by_factors(polynomial)
    expression = polynomial.as_expr()
    _put_back(expression, unknown, roots)
    if expression.free_symbols == {unknown}:
        real = [root for root in roots if root.is_real]
        confirm(polynomial.count_roots() == len(real), "solve")  # Sturm's theorem counts them without finding them
    return Result(_equals(unknown, *roots), _PUT_BACK, tuple(lines))


def _linear(statement: Statement, polynomial: sympy.Poly, unknown: sympy.Symbol) -> tuple[list[str], list[sympy.Expr]]:
    slope, constant = polynomial.all_coeffs()
    lines = []
    if isinstance(statement, Equation):
        lines.append(f"Start from {unparse(statement)}.")
    lines.append(f"Bring the terms with {unknown} to one side: {pretty(slope * unknown)} = {pretty(-constant)}.")
    root = sympy.simplify(-constant / slope)
    if slope != 1:
        lines.append(f"Divide by {pretty(slope)}: {unknown} = {pretty(root)}.")
    return lines, [root]


def _quadratic(polynomial: sympy.Poly, unknown: sympy.Symbol) -> tuple[list[str], list[sympy.Expr]]:
    lines, value = _discriminant(polynomial)
    a, b, _ = polynomial.all_coeffs()
    root = sympy.sqrt(value)
    lines.append(
        f"Use {unknown} = (−b ± √D) / (2a) = ({pretty(-b)} ± {_in_parentheses(root)}) / {_in_parentheses(2 * a)}."
    )
    roots = [sympy.together(sympy.simplify((-b + sign * root) / (2 * a))) for sign in (-1, 1)]
    if value == 0:
        roots = roots[:1]
    if a.is_negative:
        roots.reverse()
    if all(one.is_Rational for one in roots):
        lines.append(f"Check: {pretty(sympy.factor(polynomial.as_expr()))} = 0.")
    return lines, roots


def _discriminant(polynomial: sympy.Poly) -> tuple[list[str], sympy.Expr]:
    a, b, c = polynomial.all_coeffs()
    value = sympy.simplify(b**2 - 4 * a * c)
    lines = [
        f"Write it as {pretty(polynomial.as_expr())} = 0, so a = {pretty(a)}, b = {pretty(b)}, c = {pretty(c)}.",
        f"The discriminant is D = b² − 4ac = {_in_parentheses(b)}² − 4·{_in_parentheses(a)}·{_in_parentheses(c)}"
        f" = {pretty(value)}.",
    ]
    if value.is_number and value.is_real:
        if value > 0:
            lines.append("D is positive, so there are two real solutions.")
        elif value == 0:
            lines.append("D is zero, so there is one (double) solution.")
        else:
            lines.append("D is negative, so there is no real solution; the two solutions are complex.")
    return lines, value


def _by_factors(polynomial: sympy.Poly) -> tuple[list[str], list[sympy.Expr]]:
    roots = sympy.roots(polynomial)
    if sum(roots.values()) < polynomial.degree():
        raise AlgebraError("No way is known to solve this equation exactly.")
    lines = [f"Bring everything to one side: {pretty(polynomial.as_expr())} = 0."]
    factored = sympy.factor(polynomial.as_expr())
    if factored.is_Mul or factored.is_Pow:
        lines.append(f"Factor: {pretty(factored)} = 0; a product is zero where a factor is.")
    return lines, sorted(roots, key=_order)


def _order(root: sympy.Expr) -> tuple[bool, float, float]:
    if root.free_symbols:
        return (True, 0.0, 0.0)
    value = complex(sympy.N(root))
    return (root.is_real is not True, value.real, value.imag)


def _put_back(expression: sympy.Expr, unknown: sympy.Symbol, roots: Iterable[sympy.Expr]) -> None:
    others = sorted(expression.free_symbols - {unknown}, key=str)
    for root in roots:
        confirm(all(is_zero_at(expression.subs(unknown, root), point) for point in points(others)), "solve")


def _general(difference: sympy.Expr, unknown: sympy.Symbol) -> Result:
    lines = (f"Bring everything to one side: {pretty(difference)} = 0.",)
    difference = with_real_roots(difference, unknown)
    try:
        real = sympy.Symbol(unknown.name, real=True)
        candidates = [
            root.subs(real, unknown) for root in sympy.solve(difference.subs(unknown, real), real) if not root.has(real)
        ]
        if not candidates and not difference.has(sympy.Abs):  # an absolute value is solved in real numbers only
            candidates = sympy.solve(difference, unknown)
    except NotImplementedError:
        candidates = None
    if difference.free_symbols != {unknown}:
        if not candidates:
            raise AlgebraError("No way is known to solve this equation exactly.")
        _put_back(difference, unknown, candidates)
        return Result(_equals(unknown, *candidates), _PUT_BACK, lines)
    candidates = candidates and [root for root in candidates if is_real_at(difference, unknown, root)]
    scanned = scan_zeros(difference, unknown)
    near = [sympy.Integer(round(zero)) for zero in scanned if abs(zero - round(zero)) < 1e-9]
    real = sorted(
        (root for root in {*(candidates or ()), *near} if root.is_real and is_zero_at(difference, {unknown: root})),
        key=_order,
    )
    if scanned and (candidates is None or not real) and len(near) < len(scanned):
        return Result(approximate_zeros(difference, unknown, scanned), "by signs on both sides of each", lines)
    if candidates is None and not scanned:
        raise AlgebraError("No exact way to solve this equation is known, and no solution from −100 to 100 was found.")
    confirm_zeros(difference, unknown, real, scanned, "solve")
    if real:
        return Result(_equals(unknown, *real), BY_PUTTING_BACK, lines)
    if candidates and all(is_zero_at(difference, {unknown: root}) for root in candidates):
        return Result(f"there is no real solution; {_equals(unknown, *candidates)}", _PUT_BACK, lines)
    return Result(NO_SOLUTION, "by looking for a change of sign", lines)


def _system(statements: Sequence[Statement], differences: Sequence[sympy.Expr], wanted: sympy.Symbol | None) -> Result:
    unknowns = sorted(set().union(*(one.free_symbols for one in differences)), key=str)
    lines = [f"({number}) {_equation(one)}" for number, one in enumerate(statements, 1)]
    try:
        solutions = sympy.solve(differences, unknowns, dict=True)
    except NotImplementedError:
        raise AlgebraError("No way is known to solve this system exactly.") from None
    if not solutions:
        return Result(NO_SOLUTION, "by elimination", tuple(lines))
    for solution in solutions:
        for one in differences:
            rest = one.subs(solution)
            confirm(sympy.simplify(rest) == 0, "solve")
            confirm(is_zero_at(rest, points(sorted(rest.free_symbols, key=str))[0]), "solve")
    first = unknowns[0]
    expressed = sympy.solve(differences[0], first)
    if len(differences) == 2 and len(unknowns) == 2 and len(expressed) == 1:
        rest = sympy.expand(differences[1].subs(first, expressed[0]))
        lines.append(f"From (1): {first} = {pretty(expressed[0])}.")
        lines.append(f"Put into (2): {pretty(rest)} = 0.")
    texts = []
    for solution in solutions:
        if wanted is not None and (wanted not in solution or solution[wanted].free_symbols):
            raise AlgebraError(f"The equations leave {wanted} open.")
        shown = solution if wanted is None else {wanted: solution[wanted]}
        texts.append(", ".join(f"{name} = {pretty(value)}{approximation(value)}" for name, value in shown.items()))
    return Result(" or ".join(dict.fromkeys(texts)), _ALL_PUT_BACK, tuple(lines))


def _equation(statement: Statement) -> str:
    return unparse(statement) if isinstance(statement, Equation) else f"{unparse(statement)} = 0"


def _equals(unknown: sympy.Symbol, *roots: sympy.Expr) -> str:
    return " or ".join(f"{unknown} = {pretty(root)}{approximation(root)}" for root in roots)


def _in_parentheses(expression: sympy.Expr) -> str:
    text = pretty(expression)
    return text if text.isalnum() else f"({text})"
