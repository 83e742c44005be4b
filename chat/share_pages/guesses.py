"""Bounds how often one person may open links that lead nowhere."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable

MAX_MISSES = 20  # of one person in a minute; a link has 256 random bits, so this only spares the store
_SECONDS = 60.0
_MAX_PEOPLE = 10_000  # remembered at once


class Guesses:
    """Counts links that led nowhere, by person, on this server.

    Args:
        clock: Returns seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._misses: OrderedDict[str, deque[float]] = OrderedDict()

    def is_over(self, sub: str) -> bool:
        """Return whether a person has to wait before the next link."""
        misses = self._misses.get(sub)
        while misses and misses[0] <= self._clock() - _SECONDS:
            misses.popleft()
        return misses is not None and len(misses) >= MAX_MISSES

    def add(self, sub: str) -> None:
        """Count a link that led nowhere."""
        self._misses.setdefault(sub, deque(maxlen=MAX_MISSES)).append(self._clock())
        self._misses.move_to_end(sub)
        if len(self._misses) > _MAX_PEOPLE:
            self._misses.popitem(last=False)
