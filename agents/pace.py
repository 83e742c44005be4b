"""How often text is passed on: in small pieces while few answers run in this process, in larger ones while many do."""

from collections.abc import Iterator
from contextlib import contextmanager

MIN_SECONDS, MAX_SECONDS = 0.05, 0.1
CROWD = 20  # answers; beyond them what one passes on keeps the others waiting
BEAT_SECONDS = 0.05
_SECONDS_PER_ANSWER = 0.002


class Pace:
    """The time between two pieces of text, which is what most of the CPU of many answers depends on."""

    def __init__(self) -> None:
        self._answers = 0

    @property
    def seconds(self) -> float:
        """How long text is collected at present."""
        return min(MAX_SECONDS, max(MIN_SECONDS, self._answers * _SECONDS_PER_ANSWER))

    @property
    def is_crowded(self) -> bool:
        """Whether many answers run."""
        return self._answers > CROWD

    def next_piece(self, now: float) -> float:
        """Return when the text collected from now on is passed on, by the clock of the loop.

        Many answers pass theirs on at the same moments: the process wakes up once for all, not once for each.
        """
        due = now + self.seconds
        return round(due / BEAT_SECONDS) * BEAT_SECONDS if self.is_crowded else due

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Count an answer while it runs."""
        self._answers += 1
        try:
            yield
        finally:
            self._answers -= 1


pace = Pace()
"""The pace of this process, whose CPU all answers share."""
