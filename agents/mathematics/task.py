"""What the calculator is asked to do."""

from dataclasses import dataclass

OPERATIONS = (
    "evaluate", "simplify", "expand", "factor", "solve", "differentiate", "integrate", "limit", "discriminant",
    "statistics", "convert",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    """An operation on a text.

    Args:
        operation: One of `OPERATIONS`.
        expression: Mathematics as people type it.
        variable: The unknown; empty leaves it to the expression.
    """

    operation: str
    expression: str
    variable: str = ""
