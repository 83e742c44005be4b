"""Autosave: writes a growing answer to the history, so that little is lost if the process dies."""

import asyncio
from collections.abc import Awaitable, Callable

INTERVAL_SECONDS = 1.5


class Autosave:
    """Saves changes at most every `INTERVAL_SECONDS`, and never twice at once.

    Args:
        save: Saves the current state; returns when it is written.
        first_after: Seconds before the first save; what ends within them is saved only once, by its end.
    """

    def __init__(self, save: Callable[[], Awaitable[None]], *, first_after: float) -> None:
        self._save = save
        self._first_after = first_after
        self._changed = False
        self._worker: asyncio.Task[None] | None = None

    def mark_changed(self) -> None:
        """Save the current state soon."""
        self._changed = True
        if self._worker is None:
            self._worker = asyncio.create_task(self._work())

    def stop(self) -> None:
        """Stop saving, because the complete answer is saved next; writes already queued come before it."""
        if self._worker is not None:
            self._worker.cancel()
        self._changed = False

    async def _work(self) -> None:
        await asyncio.sleep(self._first_after)
        while self._changed:
            self._changed = False
            await self._save()
            await asyncio.sleep(INTERVAL_SECONDS)
        self._worker = None
