"""What one run has cost and how it went, whoever it was."""

import statistics
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Heard:
    """How one answer came.

    Args:
        first: Seconds from the question to the first token.
        last: Seconds from the question to the end.
        right: Whether every token came, once, in order.
        waited: Whether it was said that the question stands in line.
        sign: Seconds until the page showed that the question has arrived.
    """

    first: float
    last: float
    right: bool
    waited: bool = False
    sign: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """One run of so many people at once."""

    answers: list[Heard]
    tokens: int  # that the model sent in all
    cpu: float  # seconds of the side that is measured
    memory: float = 0.0  # MB at the peak
    seconds: float = field(default=0.0)

    @property
    def first_p50(self) -> float:
        return statistics.median(answer.first for answer in self.answers)

    @property
    def first_p95(self) -> float:
        firsts = sorted(answer.first for answer in self.answers)
        return firsts[max(0, -(-len(firsts) * 95 // 100) - 1)]

    @property
    def sign(self) -> float:
        """Seconds until everybody had seen that their question has arrived."""
        return max(answer.sign for answer in self.answers)

    @property
    def last(self) -> float:
        return max(answer.last for answer in self.answers)

    @property
    def per_second(self) -> float:
        return self.tokens / self.last

    @property
    def cpu_a_token(self) -> float:
        return self.cpu / self.tokens * 1e6

    @property
    def wrong(self) -> int:
        return sum(not answer.right for answer in self.answers)

    @property
    def waited(self) -> int:
        return sum(answer.waited for answer in self.answers)
