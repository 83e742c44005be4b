"""The plotter: draws functions as a picture that the page can show."""

from collections.abc import AsyncGenerator
from typing import Any

from strands import tool

from agents.mathematics.expressions.parser import MAX_EXPRESSION_CHARACTERS, AlgebraError
from agents.mathematics.pool import algebra
from agents.tools.base import Drawing, Tool, ToolDisplay, text_tool

_MAX_BOUND_CHARACTERS = 40


@tool
@text_tool
async def plot(functions: str, x_from: str = "-10", x_to: str = "10") -> AsyncGenerator[Any, None]:
    """Draw one to three functions of one variable; the learner sees the picture below the answer.

    Examples of functions: `x^2 - 4`, `sin(x), cos(x)`, `y = 1/x`.

    Args:
        functions: The functions, separated by commas. No words, no code.
        x_from: Where the picture begins, such as `-5` or `-2pi`.
        x_to: Where it ends.
    """
    if len(functions) > MAX_EXPRESSION_CHARACTERS or len(x_from) + len(x_to) > 2 * _MAX_BOUND_CHARACTERS:
        raise AlgebraError(f"This is too long; at most {MAX_EXPRESSION_CHARACTERS:,} characters can be drawn.")
    text, svg = await algebra.draw(functions, x_from, x_to)
    yield Drawing("Plot", svg)
    yield text


PLOTTER = Tool(plot, ToolDisplay("Plot", "chart-spline"))
