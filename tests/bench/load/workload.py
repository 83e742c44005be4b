"""The work that every side of the comparison is given: who asks what, and what the model answers, token by token."""

from dataclasses import dataclass
from typing import Literal, get_args

# The teacher answers alone; calls a specialist first; and both with single tokens, without thinking.
Kind = Literal["direct", "specialist", "short", "short_specialist"]
KINDS: tuple[Kind, ...] = get_args(Kind)

FIRST = 0.75  # seconds to the model's first token, unless another speed is measured
INTERVAL = 0.02  # seconds between two tokens: 50 a second
TOKENS = 250  # in one answer


@dataclass(frozen=True, slots=True)
class Question:
    """What one person asks.

    Args:
        kind: What the answer takes.
        person: Who asks; the answer names them in every token.
    """

    kind: Kind
    person: int

    @property
    def text(self) -> str:
        """The question."""
        return f"[{self.kind} {self.person}]"

    @property
    def tokens(self) -> list[str]:
        """What the model says at the end, token by token."""
        return tokens(self.person, {"direct": TOKENS, "specialist": TOKENS // 2}.get(self.kind, 1))

    @property
    def answer(self) -> str:
        """The whole answer as it is kept."""
        return "".join(self.tokens).strip()


def tokens(person: int, count: int) -> list[str]:
    """Tokens of which none is like another, whoever asks."""
    return [f" {person}.{number}" for number in range(count)]


def ideal(kind: Kind, first: float = FIRST) -> float:
    """Seconds from the question to the last token if nothing but the model took time."""
    if kind == "direct":
        return first + (TOKENS - 1) * INTERVAL
    return 3 * first + 2 * (TOKENS // 2 - 1) * INTERVAL
