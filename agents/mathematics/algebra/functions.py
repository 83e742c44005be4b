"""Answers about functions: a value, the inverse, the vertex, the square completed, the slope of a line."""

import sympy

from agents.mathematics.confirmation import points
from agents.mathematics.expressions.parser import AlgebraError, Equation, Node
from agents.mathematics.expressions.printing import approximation, pretty
from agents.mathematics.expressions.sympy_builder import symbol
from agents.mathematics.givens import Givens
from agents.mathematics.problem import right_side
from agents.mathematics.result import Result, confirm


def inverse(givens: Givens, node: Node | Equation) -> Result:
    """Answer with the inverse of a function."""
    body = givens.build(right_side(node))
    argument, value = _argument(body), sympy.Dummy("y")
    solutions = sympy.solve(body - value, argument)
    if len(solutions) != 1:
        raise AlgebraError("This function has no single inverse; name a part of it on which it only rises or falls.")
    result = sympy.simplify(solutions[0].subs(value, argument))
    for point in points([argument]):
        there = body.subs(point)
        back = result.subs(argument, there)
        confirm(abs(sympy.N(back - point[argument], 40)) < sympy.Float("1e-20"), "inverse")
    steps = (f"Write y = {pretty(body)} and solve for {argument}.", f"Then name the variable {argument} again.")
    return Result(pretty(result), "by applying both one after the other", steps)


def vertex(givens: Givens, node: Node | Equation) -> Result:
    """Answer with the vertex of a parabola."""
    a, h, k, argument = _completed(givens, node)
    return Result(
        f"({pretty(h)}, {pretty(k)})", "by multiplying out", (f"Complete the square: {_square(a, h, k, argument)}.",)
    )


def extreme(givens: Givens, node: Node | Equation, *, largest: bool) -> Result:
    """Answer with the least value of a quadratic function, or with the greatest."""
    a, h, k, argument = _completed(givens, node)
    if not a.is_number or not k.is_real:
        raise AlgebraError("This needs a quadratic expression of one letter.")
    if (a < 0) != largest:
        return Result("there is none, as the parabola opens the other way", "by multiplying out the completed square")
    steps = (f"Complete the square: {_square(a, h, k, argument)}.", f"The square is zero at {argument} = {pretty(h)}.")
    return Result(f"{pretty(k)}{approximation(k)}", "by multiplying out the completed square", steps)


def axis_of_symmetry(givens: Givens, node: Node | Equation) -> Result:
    """Answer with the line in which a parabola is mirrored."""
    _, h, _, argument = _completed(givens, node)
    return Result(f"{argument} = {pretty(h)}", "by multiplying out the completed square")


def y_intercept(givens: Givens, equation: Equation) -> Result:
    """Answer with where a curve meets the y-axis."""
    y = symbol("y")
    at_zero = (givens.build(equation.left) - givens.build(equation.right)).subs(symbol("x"), 0)
    found = sympy.solve(at_zero, y) if at_zero.has(y) else []
    if len(found) != 1 or not found[0].is_real:
        raise AlgebraError("The curve does not meet the y-axis in one point.")
    confirm(sympy.simplify(at_zero.subs(y, found[0])) == 0, "y_intercept")
    return Result(pretty(found[0]) + approximation(found[0]), "by putting it back")


def complete_square(givens: Givens, node: Node | Equation) -> Result:
    """Answer with a quadratic expression as a square and a constant."""
    a, h, k, argument = _completed(givens, node)
    return Result(_square(a, h, k, argument), "by multiplying out")


def slope_of(givens: Givens, equation: Equation) -> Result:
    """Answer with the slope of a line that an equation describes."""
    difference = sympy.expand(givens.build(equation.left) - givens.build(equation.right))
    x, y = symbol("x"), symbol("y")
    if (
        not difference.is_polynomial(x, y)
        or sympy.degree(difference, y) != 1
        or sympy.Poly(difference, x, y).total_degree() != 1
    ):
        raise AlgebraError("A slope belongs to a line in x and y, such as y = 2x + 1.")
    (rule,) = sympy.solve(difference, y)
    slope = sympy.diff(rule, x)
    confirm(sympy.simplify(rule.subs(x, 1) - rule.subs(x, 0) - slope) == 0, "slope_of")
    return Result(
        pretty(slope) + approximation(slope), "by two points of the line", (f"Solve for y: y = {pretty(rule)}.",)
    )


def _completed(givens: Givens, node: Node | Equation) -> tuple[sympy.Expr, sympy.Expr, sympy.Expr, sympy.Symbol]:
    body = sympy.expand(givens.build(right_side(node)))
    argument = _argument(body)
    if not body.is_polynomial(argument) or sympy.degree(body, argument) != 2:
        raise AlgebraError("This needs a quadratic expression, such as x^2 + 6x + 5.")
    a, b, c = sympy.Poly(body, argument).all_coeffs()
    h, k = -b / (2 * a), sympy.simplify(c - b**2 / (4 * a))
    confirm(sympy.expand(a * (argument - h) ** 2 + k - body) == 0, "complete_square")
    return a, h, k, argument


def _square(a: sympy.Expr, h: sympy.Expr, k: sympy.Expr, argument: sympy.Symbol) -> str:
    inner = f"{argument} {'−' if h > 0 else '+'} {pretty(abs(h))}" if h != 0 else str(argument)
    square = f"({inner})²" if h != 0 else f"{argument}²"
    front = "" if a == 1 else "−" if a == -1 else f"{pretty(a)}·"
    rest = "" if k == 0 else f" {'+' if k > 0 else '−'} {pretty(abs(k))}"
    return f"{front}{square}{rest}"


def _argument(body: sympy.Expr) -> sympy.Symbol:
    if len(body.free_symbols) != 1:
        raise AlgebraError("A function of one letter is needed here, such as f(x) = 2x + 3.")
    return next(iter(body.free_symbols))
