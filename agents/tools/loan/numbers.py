"""Parses a customer who is given as 59 numbers."""

import math
import re

from agents.tools.loan.features import CHOICES, FLAGS, NAMES, QUANTITIES, Vector
from agents.user_messages import ToolError

_MIN_VALUES = 12  # so many in a row are meant as a list of features
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?|[+-]?(?:nan|inf(?:inity)?)", re.IGNORECASE)


def looks_like_numbers(text: str) -> bool:
    """Return whether the customer is given as a list of numbers, not in words."""
    values = _values(text)
    return len(values) >= _MIN_VALUES and sum(bool(_NUMBER.fullmatch(value)) for value in values) > len(values) / 2


def read_numbers(text: str) -> Vector:
    """Return the features.

    Raises:
        ToolError: These are not 59 possible numbers; the message names the field.
    """
    values = _values(text)
    if len(values) != len(NAMES):
        raise ToolError(f"A customer has {len(NAMES)} numbers, but {len(values)} were given; check the list.")
    vector = tuple(_number(position, value) for position, value in enumerate(values))
    for position, quantity in enumerate(QUANTITIES):
        number = vector[position]
        if number != int(number) or not quantity.low <= number <= quantity.high:
            raise ToolError(
                f"The {_field(position)} is {number:g}; it must be a whole number from {quantity.low} to "
                f"{quantity.high}."
            )
    for position, number in list(enumerate(vector))[len(QUANTITIES) :]:
        if number not in (0, 1):
            raise ToolError(f"The {_field(position)} is {number:g}; it must be 0 or 1.")
    position = len(QUANTITIES) + len(FLAGS)
    for choice in CHOICES:
        part = vector[position : position + len(choice.values)]
        chosen = [value for value, number in zip(choice.values, part, strict=True) if number]
        if len(chosen) > 1:
            raise ToolError(f"Two values of {choice.name} are set at once, {chosen[0]} and {chosen[1]}; set one.")
        if not chosen:
            raise ToolError(f"No value of {choice.name} is set; set one of {', '.join(choice.values)} to 1.")
        position += len(choice.values)
    return vector


def _values(text: str) -> list[str]:
    """Split at commas; words before the first number and after the last are dropped."""
    values = [value.strip() for value in re.split(r"[,;\n]", text.strip().strip("`\"'[]()").rstrip(",;?!. "))]
    if values and (words := values[0].split()):
        values[0] = words[-1].lstrip("[(`\"'")
    if len(values) > 1 and (words := values[-1].split()):
        values[-1] = words[0].rstrip("])`\"'.?!")
    return values


def _number(position: int, value: str) -> float:
    number = float(value) if _NUMBER.fullmatch(value) else math.nan
    if not math.isfinite(number):
        shown = re.sub(r"[^\w.+-]", "", value)[:20]
        raise ToolError(f"The {_field(position)} is {f'“{shown}”' if shown else 'empty'}, which is not a number.")
    return number


def _field(position: int) -> str:
    return f"field {NAMES[position]} (number {position + 1} of {len(NAMES)})"
