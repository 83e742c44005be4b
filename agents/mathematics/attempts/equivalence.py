"""A known answer, and what an attempt at it is worth."""

import json
from dataclasses import dataclass
from typing import Literal

from agents.mathematics.attempts.slips import Slip

Form = Literal["value", "factored", "expanded", "simplest", "lowest", "any"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A known answer.

    Args:
        text: The answer as the calculator writes it: `x = 2 or x = 3`, `3/4 = 0.75`, `25π ≈ 78.5398`, `8.04672 km`,
            `−2 < x < 2`, `x² + C`, `Yes: …`.
        decimals: From how many decimals a rounded decimal is right; None where only the exact value is.
        form: What an attempt must look like: `value` for a number that is worked out and for any equal expression,
            `factored`, `expanded`, `simplest` for an expression as short as the answer, `lowest` for a fraction in
            lowest terms, `any` where also `2 + 3` is right for 5.
        unit_needed: Whether a number without the answer's unit is wrong.
    """

    text: str
    decimals: int | None = None
    form: Form = "value"
    unit_needed: bool = False


def computed_answer(text: str, form: Form = "value", *, exact: bool = False) -> Answer:
    """Return the answer that the calculator wrote; a long decimal may be rounded unless the answer is `exact`."""
    return Answer(text, decimals=2 if "≈" in text and not exact else None, form="any" if exact else form)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an attempt is worth.

    Args:
        right: None where it could not be decided: the attempt was not read whole, or the two ways differ.
        slip: What kind of slip it is, where that can be told.
    """

    right: bool | None
    slip: Slip | None = None


def encode(verdict: Judgement) -> str:
    """Return a verdict as text, to send it between processes."""
    return json.dumps([verdict.right, verdict.slip and [verdict.slip.kind, verdict.slip.step]])


def decode(text: str) -> Judgement:
    """Return a verdict that was encoded."""
    right, slip = json.loads(text)
    return Judgement(right, Slip(*slip) if slip else None)
