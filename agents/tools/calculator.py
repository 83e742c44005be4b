"""The calculator: exact arithmetic, algebra and calculus, with steps."""

from typing import Literal

from strands import tool

from agents.mathematics.expressions.parser import MAX_EXPRESSION_CHARACTERS, AlgebraError
from agents.mathematics.pool import algebra
from agents.mathematics.task import Task
from agents.tools.base import Tool, ToolDisplay, text_tool

Operation = Literal[
    "evaluate", "answer", "simplify", "expand", "factor", "solve", "differentiate", "integrate", "limit",
    "discriminant", "statistics", "convert",
]  # fmt: skip


@tool
@text_tool
async def calculator(expression: str, operation: Operation = "evaluate", variable: str = "") -> str:
    """Work out mathematics exactly and show the steps.

    Examples of expressions: `15% of 240`, `sqrt(2) * 3!`, `x^2 + 5x + 6 = 0`, `x + y = 3, x - y = 1`,
    `x^2 from 0 to 3` (integrate), `sin(x)/x as x -> 0` (limit), `mean(3, 7, 8)`, `gcd(12, 18)`,
    `2x + 3 < 7` (solve), `3, 7, 7, 8` (statistics), `5 miles to km` (convert), `What is the area of a circle with
    radius 5?` (answer). What a second way of calculating does not confirm is refused.

    Args:
        expression: The expression, equation, inequality, or several separated by commas; a question in words for
            answer. No code.
        operation: What to do with it. Equations and inequalities need solve; statistics describes numbers with both
            the population's and the sample's spread; answer reads a school question, every word of it or none,
            or what a learner found (`I got x = 3 for 2x + 5 = 13`) and says what is right in it.
        variable: The unknown, if it is not clear from the expression.
    """
    if len(expression) > MAX_EXPRESSION_CHARACTERS:
        raise AlgebraError(
            f"The expression is too long; at most {MAX_EXPRESSION_CHARACTERS:,} characters can be worked with."
        )
    text, checked = await algebra.solve(Task(operation, expression, variable[:32]))
    return f"{text}\n\nChecked {checked}."


CALCULATOR = Tool(calculator, ToolDisplay("Calculator", "calculator"))
