"""Plots functions of one variable and says where they cross the axes."""

import math
import re
from collections.abc import Callable

import sympy

from agents.mathematics.curve import Function, pieces, sample, view, zeros
from agents.mathematics.parser import AlgebraError, Equation, Name, Node, Statement, parse, variables
from agents.mathematics.svg import COLOURS, Curve, Window, draw, number
from agents.mathematics.sympy_builder import build, symbol
from agents.mathematics.task import Task
from agents.mathematics.unparse import written

_MAX_ZEROS = 8
_WIDEST = 1e6
_NAMED = re.compile(r"\b[fgh]\s*\(\s*([a-z])\s*\)\s*=", re.IGNORECASE)


def plot(task: Task) -> dict[str, str]:
    """Return what there is to say, and the picture.

    Raises:
        AlgebraError: It cannot be drawn; the message says what to change.
    """
    nodes = [_function(statement) for statement in parse(_NAMED.sub(r"y =", task.expression))]
    if len(nodes) > len(COLOURS):
        raise AlgebraError(f"At most {len(COLOURS)} functions fit into one picture.")
    names = set().union(*(variables(node) for node in nodes))
    if len(names) > 1:
        raise AlgebraError(f"A curve has one variable, but there are {', '.join(sorted(names))}; keep one.")
    variable = next(iter(names), "x")
    low, high = _range(task.variable)
    functions = [_numeric(build(node), symbol(variable)) for node in nodes]
    points = [sample(function, low, high) for function in functions]
    shown = view(points)
    if shown is None:
        raise AlgebraError("There is no real value to draw in this range; choose another one.")
    window = Window(low, high, *shown)
    cut = [pieces(function, curve, shown[1] - shown[0]) for function, curve in zip(functions, points, strict=True)]
    curves = [Curve(f"y = {written(node)}", piece) for node, piece in zip(nodes, cut, strict=True)]
    lines = [f"Drawn for {variable} from {number(low)} to {number(high)}:", ""]
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
    if not -_WIDEST <= low < high <= _WIDEST or high - low < 1 / _WIDEST:
        raise AlgebraError(f"The range must go from a smaller number to a larger one, within ±{_WIDEST:,.0f}.")
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
    told = []
    if low <= 0 <= high and math.isfinite(function(0.0)):
        told.append(f"crosses the vertical axis at {number(function(0.0))}")
    if roots:
        some = ", ".join(number(round(root, 4)) for root in roots[:_MAX_ZEROS])
        told.append(f"is zero near {variable} = {some}{' and further on' if len(roots) > _MAX_ZEROS else ''}")
    else:
        told.append("no sign change was found in this range")
    return "; ".join(told)
