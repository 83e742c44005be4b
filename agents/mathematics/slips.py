"""What kind of slip a wrong answer has, where it can be told; the kinds never give the answer away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import mpmath

from agents.user_messages import TranslatableText

SlipKind = Literal[
    "sign", "forgotten_solution", "extra_solution", "factor", "unit", "rounding", "constant", "unfinished", "end",
    "step",
]  # fmt: skip
_FACTORS = (*range(2, 13), 20, 60, 100, 1000)
_ROUNDING = mpmath.mpf("0.02")  # the relative error up to which a decimal counts as rounded


@dataclass(frozen=True, slots=True)
class Slip:
    """A kind of slip.

    Args:
        kind: What went wrong.
        step: The line of the working that does not follow, from 1; 0 for other kinds.
    """

    kind: SlipKind
    step: int = 0

    @property
    def sentence(self) -> TranslatableText:
        """What is told to the learner."""
        return TranslatableText(SENTENCES[self.kind], **({"step": self.step} if self.kind == "step" else {}))


SENTENCES = {
    "sign": "Look at the signs: one of them is the wrong way round.",
    "forgotten_solution": "What you give is right, but it is not all: there is another solution.",
    "extra_solution": "There is one too many: put each of them into the question.",
    "factor": "A factor is missing, or stands there once too often.",
    "unit": "Look at the unit: the number does not go with it.",
    "rounding": "It is close, but rounded, or rounded too early: give it exactly, or keep more digits.",
    "constant": "Nearly: something that does not change with the letter is missing at the end.",
    "unfinished": "The value is right, but it is not worked out yet: go on.",
    "end": "The ends are right; look at which of them belong to it, and on which side it lies.",
    "step": "Line {step} does not follow from the line before it.",
}


def slip_of_numbers(expected: Sequence[mpmath.mpf], given: Sequence[mpmath.mpf], *, places: int | None) -> Slip | None:
    """Return the slip of some numbers; None if it cannot be told.

    Args:
        expected: The right numbers.
        given: What was given for them.
        places: The decimals of what was given; None where it is no decimal.
    """
    missing = [one for one in expected if not any(near(one, other) for other in given)]
    extra = [one for one in given if not any(near(one, other) for other in expected)]
    if not extra and missing:
        return Slip("forgotten_solution")
    if extra and not missing:
        return Slip("extra_solution")
    if len(extra) == len(missing) and all(any(near(-one, other) for other in missing) for one in extra):
        return Slip("sign")
    if len(expected) != 1 or len(given) != 1 or not expected[0] or not given[0]:
        return None
    ratio = given[0] / expected[0]
    if mpmath.im(ratio) != 0:
        return None
    is_rounded = abs(expected[0] - given[0]) <= mpmath.mpf("0.500001") * mpmath.mpf(10) ** -(places or 0)
    if (places is not None and abs(ratio - 1) <= _ROUNDING) or (is_rounded and (places or abs(ratio - 1) <= _ROUNDING)):
        return Slip("rounding")
    if any(near(ratio, factor) or near(1 / ratio, factor) for factor in _FACTORS):
        return Slip("factor")
    return None


def near(one: mpmath.mpf, other: mpmath.mpf) -> bool:
    """Return whether two numbers are the same to thirty digits."""
    return bool(abs(one - other) <= mpmath.mpf(10) ** -30 * (1 + abs(other)))
