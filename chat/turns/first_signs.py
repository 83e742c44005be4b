"""Fairness in a burst: everybody sees that their question has arrived before anybody's answer is worked on."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

MAX_WAIT_SECONDS = 0.5  # a class that keeps asking must not keep the first answer back


class FirstSigns:
    """Counts the questions that have arrived and of which the page shows nothing yet."""

    def __init__(self) -> None:
        self._unseen = 0
        self._all_seen: asyncio.Future[None] | None = None

    @contextmanager
    def showing(self) -> Iterator[None]:
        """Hold this while the first sign of a question is being shown."""
        self._unseen += 1
        try:
            yield
        finally:
            self._unseen -= 1
            if not self._unseen and self._all_seen is not None:
                self._all_seen.set_result(None)
                self._all_seen = None

    async def all_shown(self) -> None:
        """Wait until every question that has arrived has its first sign, or for half a second."""
        if not self._unseen:
            return
        if self._all_seen is None:
            self._all_seen = asyncio.get_running_loop().create_future()
        await asyncio.wait({self._all_seen}, timeout=MAX_WAIT_SECONDS)
