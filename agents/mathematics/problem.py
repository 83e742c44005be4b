"""A question understood whole: what is given, and what is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from agents.mathematics.expressions.parser import AlgebraError, Call, Equation, Name, Node

CARDINALS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
"""The number words, each at the place that it names."""
ORDINALS = {
    name: number
    for number, name in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 1
    )
} | {"square": 2, "cube": 3}
"""The numbers that ordinals name."""
FRACTIONS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
          "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
          "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10}  # fmt: skip
"""The denominators that the names of fractions stand for."""
VALUES = {
    "sum",
    "product",
    "difference",
    "root",
    "root_rounded",
    "power_rounded",
    "remainder",
    "gcd",
    "lcm",
    "denominator",
    "mean",
    "median",
}
"""The rules of the grammar that describe a value."""


def right_side(part: Node | Equation) -> Node:
    """Return what stands behind `y =` or `f(x) =`, or the expression itself.

    Raises:
        AlgebraError: Something else stands before the equals sign.
    """
    match part:
        case Equation(Name() | Call(_, (Name(),)), right):
            return right
        case Equation():
            raise AlgebraError("A function is written as y = … or f(x) = ….")
        case node:
            return node


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
class Interval:
    """The numbers between two ends, which belong to them unless they are open."""

    low: Node
    high: Node
    low_is_open: bool = False
    high_is_open: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """A function of one argument.

    Args:
        name: Its letter.
        argument: The letter of its argument.
        body: Its value.
        order: Of which derivative of the body it is; 0 for the body itself.
        inverse: Whether it is the inverse of the body.
    """

    name: str
    argument: str
    body: Node
    order: int = 0
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What is asked, and what is given for it.

    Args:
        operation: What is asked; the names are those of the grammar.
        arguments: About what.
        definitions: The values that letters stand for, in the order of the question.
        functions: The functions, by their letters.
        equations: What holds.
        currency: The sign of the prices, or nothing.
    """

    operation: str
    arguments: tuple[Any, ...]
    definitions: tuple[tuple[str, Node | Value], ...] = ()
    functions: Mapping[str, Function] = field(default_factory=dict)
    equations: tuple[tuple[Equation, ...], ...] = ()
    currency: str = ""
