"""What kind of slip a wrong answer has, where it can be told; the kinds never give the answer away."""

from dataclasses import dataclass
from typing import Literal

from agents.user_messages import TranslatableText

SlipKind = Literal[
    "sign", "forgotten_solution", "extra_solution", "factor", "unit", "rounding", "constant", "unfinished", "end",
    "step",
]  # fmt: skip


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
