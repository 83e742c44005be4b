"""Waiting for what happens elsewhere: in a task, a thread or another process."""

import asyncio
from collections.abc import Awaitable, Callable

PATIENCE = 60  # seconds; for a loaded machine, never waited out when things go well


async def eventually(holds: Callable[[], bool | Awaitable[bool]]) -> None:
    """Look again and again until it holds."""
    async with asyncio.timeout(PATIENCE):
        while True:
            found = holds()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0.01)
