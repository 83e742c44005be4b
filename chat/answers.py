"""The answers being made in this process, so that the process can wait for them before it ends."""

import asyncio
from collections.abc import Coroutine


class Answers:
    """Keeps every running answer alive, whoever stopped looking at it."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()
        self.draining = False

    def __len__(self) -> int:
        return len(self._running)

    def start(self, answer: Coroutine[None, None, None]) -> "asyncio.Task[None]":
        """Run an answer on its own, so that the end of what asked for it does not end it."""
        task = asyncio.create_task(answer)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def drain(self, seconds: float) -> None:
        """Take no new answers and wait for those that run, at most so long."""
        self.draining = True
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)
