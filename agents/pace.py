"""How often text is passed on: in small pieces while few answers run in this process, in larger ones while many do."""

from collections.abc import Iterator
from contextlib import contextmanager

MIN_SECONDS, MAX_SECONDS = 0.05, 0.1
_SECONDS_PER_ANSWER = 0.002


class Pace:
    """The time between two pieces of text, which is what most of the CPU of many answers depends on."""

    def __init__(self) -> None:
        self._answers = 0

    @property
    def seconds(self) -> float:
        """How long text is collected at present."""
        return min(MAX_SECONDS, max(MIN_SECONDS, self._answers * _SECONDS_PER_ANSWER))

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
