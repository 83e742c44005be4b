"""A question understood whole: what is given, and what is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from agents.mathematics.parser import Equation, Node


VALUES = {
    "sum", "product", "difference", "quotient", "plus", "minus", "from", "times", "root", "root_rounded", "power",
    "power_rounded", "squared", "cubed", "remainder", "gcd", "lcm", "denominator", "mean", "median", "half_of",
    "double_of", "percent_of", "logarithm", "logarithm_of",
}  # fmt: skip
"""The rules of the grammar that describe a value."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value that is described by a phrase, such as a greatest common divisor.

    Args:
        operation: What is done.
        arguments: With what.
    """

    operation: str
    arguments: "tuple[Any, ...]"


@dataclass(frozen=True, slots=True)
class Function:
    """A function of one argument.

    Args:
        name: Its letter.
        argument: The letter of its argument.
        body: Its value.
        order: Of which derivative of the body it is; 0 for the body itself.
    """

    name: str
    argument: str
    body: Node
    order: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """What is asked, and what is given for it.

    Args:
        operation: What is asked; the names are those of the grammar.
        arguments: About what.
        definitions: The values that letters stand for, in the order of the question.
        functions: The functions, by their letters.
        equations: What holds.
    """

    operation: str
    arguments: tuple[Any, ...]
    definitions: tuple[tuple[str, Node | Value], ...] = ()
    functions: Mapping[str, Function] = field(default_factory=dict)
    equations: tuple[tuple[Equation, ...], ...] = ()
