"""Gathers the tokens of one answer so that the page hears at most every 40 ms, the first time at once."""

import asyncio
from collections.abc import Awaitable, Callable

INTERVAL = 0.04  # seconds


class Coalescer:
    """Sends what was added, in order, never more often than every `INTERVAL`.

    Args:
        send: Takes the gathered text to the page.
    """

    def __init__(self, send: Callable[[str], Awaitable[None]]) -> None:
        self._send = send
        self._buffer = ""
        self._sending = asyncio.Lock()
        self._worker: asyncio.Task[None] | None = None

    def add(self, text: str) -> None:
        """Take text to be sent soon."""
        self._buffer += text
        if self._worker is None:
            self._worker = asyncio.create_task(self._work())

    async def flush(self) -> None:
        """Send what is left, and return when it is sent."""
        async with self._sending:
            text, self._buffer = self._buffer, ""
            if text:
                await self._send(text)

    async def _work(self) -> None:
        while self._buffer:
            await self.flush()
            await asyncio.sleep(INTERVAL)
        self._worker = None
