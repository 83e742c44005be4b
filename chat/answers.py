"""The answers being made in this process, so that the process can wait for them before it ends."""

import asyncio
from collections.abc import Callable, Coroutine

_PUT_AWAY_SECONDS = 5.0  # how long an interrupted answer may take to be put away


class Answers:
    """Keeps every running answer alive, whoever stopped looking at it."""

    def __init__(self) -> None:
        self._running: dict[asyncio.Task[None], Callable[[], None]] = {}
        self.draining = False

    def __len__(self) -> int:
        return len(self._running)

    def start(self, answer: Coroutine[None, None, None], interrupt: Callable[[], None]) -> "asyncio.Task[None]":
        """Run an answer on its own, so that the end of what asked for it does not end it.

        Args:
            answer: What makes it.
            interrupt: Asks it to put away what it has, and end.
        """
        task = asyncio.create_task(answer)
        self._running[task] = interrupt
        task.add_done_callback(self._running.pop)
        return task

    async def drain(self, seconds: float) -> None:
        """Take no new answers, wait at most so long for those that run, and interrupt the rest."""
        self.draining = True
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)
        for interrupt in list(self._running.values()):
            interrupt()
        if self._running:
            await asyncio.wait(self._running, timeout=_PUT_AWAY_SECONDS)
