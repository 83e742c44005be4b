"""A task for the solver."""

from dataclasses import dataclass

OPERATIONS = (
    "evaluate", "answer", "simplify", "expand", "factor", "solve", "differentiate", "integrate", "limit",
    "discriminant", "statistics", "convert",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    """An operation on an expression.

    Args:
        operation: One of `OPERATIONS`.
        expression: Mathematics as people type it.
        variable: The unknown; empty takes it from the expression.
    """

    operation: str
    expression: str
    variable: str = ""
