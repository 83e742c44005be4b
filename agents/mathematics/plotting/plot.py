"""Plots functions of one variable, and describes where they cross the axes."""

import math
import re
from collections.abc import Callable

import sympy

from agents.mathematics.expressions.parser import AlgebraError, Equation, Name, Node, Statement, parse, variables
from agents.mathematics.expressions.sympy_builder import build, symbol
from agents.mathematics.expressions.unparse import unparse
from agents.mathematics.plotting.curve import Function, sample, split_at_gaps, visible_range, zeros
from agents.mathematics.plotting.svg import COLOURS, Curve, Window, draw, format_number
from agents.mathematics.task import Task

_MAX_ZEROS = 8
_MAX_BOUND = 1e6
_FUNCTION_NAME = re.compile(r"\b[fgh]\s*\(\s*([a-z])\s*\)\s*=", re.IGNORECASE)


def plot(task: Task) -> dict[str, str]:
    """Return a description of the curves as `text`, and the picture as `svg`.

    Raises:
        AlgebraError: It cannot be drawn; the message says what to change.
    """
    nodes = [_function(statement) for statement in parse(_FUNCTION_NAME.sub(r"y =", task.expression))]
    if len(nodes) > len(COLOURS):
        raise AlgebraError(f"At most {len(COLOURS)} functions fit into one picture.")
    names = set().union(*(variables(node) for node in nodes))
    if len(names) > 1:
        raise AlgebraError(f"A curve has one variable, but there are {', '.join(sorted(names))}; keep one.")
    variable = next(iter(names), "x")
    low, high = _range(task.variable)
    functions = [_numeric(build(node), symbol(variable)) for node in nodes]
    points = [sample(function, low, high) for function in functions]
    shown = visible_range(points)
    if shown is None:
        raise AlgebraError("There is no real value to draw in this range; choose another one.")
    window = Window(low, high, *shown)
    cut = [
        split_at_gaps(function, curve, shown[1] - shown[0]) for function, curve in zip(functions, points, strict=True)
    ]
    curves = [Curve(f"y = {unparse(node)}", piece) for node, piece in zip(nodes, cut, strict=True)]
    lines = [f"Drawn for {variable} from {format_number(low)} to {format_number(high)}:", ""]
    for curve, function, sampled in zip(curves, functions, points, strict=True):
        lines.append(f"- {curve.name}: {_crossings(function, zeros(function, sampled), variable, low, high)}")
    return {"text": "\n".join(lines), "svg": draw(curves, window)}


def _function(statement: Statement) -> Node:
    if not isinstance(statement, Equation):
        return statement
    if statement.left == Name("y") and "y" not in variables(statement.right):
        return statement.right
    raise AlgebraError("Only functions can be drawn; write it as y = … with one variable on the right.")


def _range(text: str) -> tuple[float, float]:
    try:
        low, high = (float(build(_bound(part))) for part in text.split(","))
    except (TypeError, ValueError):
        raise AlgebraError("The range needs two numbers, such as from -5 to 5.") from None
    if not -_MAX_BOUND <= low < high <= _MAX_BOUND or high - low < 1 / _MAX_BOUND:
        raise AlgebraError(f"The range must go from a smaller number to a larger one, within ±{_MAX_BOUND:,.0f}.")
    return low, high


def _bound(text: str) -> Node:
    (statement, *rest) = parse(text)
    if rest or isinstance(statement, Equation) or variables(statement):
        raise ValueError
    return statement


def _numeric(expression: sympy.Expr, variable: sympy.Symbol) -> Function:
    compiled: Callable[[float], complex] = sympy.lambdify(variable, expression, modules=["math", "sympy"])

    def function(x: float) -> float:
        try:
            value = complex(compiled(x))
        except (ArithmeticError, ValueError, TypeError):
            return math.nan
        return value.real if value.imag == 0 else math.nan

    return function


def _crossings(function: Function, roots: list[float], variable: str, low: float, high: float) -> str:
    notes = []
    if low <= 0 <= high and math.isfinite(function(0.0)):
        notes.append(f"crosses the vertical axis at {format_number(function(0.0))}")
    if roots:
        some = ", ".join(format_number(round(root, 4)) for root in roots[:_MAX_ZEROS])
        notes.append(f"is zero near {variable} = {some}{' and further on' if len(roots) > _MAX_ZEROS else ''}")
    else:
        notes.append("no sign change was found in this range")
    return "; ".join(notes)
