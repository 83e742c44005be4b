"""Saves an answer while it grows, so that whatever ends the process leaves what was made."""

import asyncio
from collections.abc import Awaitable, Callable

INTERVAL = 1.5  # seconds


class Autosave:
    """Saves at most every `INTERVAL`, and never twice at once.

    Args:
        save: Writes down what there is; returns when it is written.
        patient: Whether to wait before the first time too: what is soon whole is then saved once.
    """

    def __init__(self, save: Callable[[], Awaitable[None]], *, patient: bool = False) -> None:
        self._save = save
        self._patient = patient
        self._changed = False
        self._worker: asyncio.Task[None] | None = None

    def touch(self) -> None:
        """There is more to save."""
        self._changed = True
        if self._worker is None:
            self._worker = asyncio.create_task(self._work())

    def stop(self) -> None:
        """Save no more: the whole will be saved. What is in line already is written before it."""
        if self._worker is not None:
            self._worker.cancel()
        self._changed = False

    async def _work(self) -> None:
        if self._patient:
            await asyncio.sleep(INTERVAL)
        while self._changed:
            self._changed = False
            await self._save()
            await asyncio.sleep(INTERVAL)
        self._worker = None
