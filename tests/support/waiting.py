"""Waiting for what happens elsewhere: in a task, a thread or another process."""

import asyncio
import time
from collections.abc import Awaitable, Callable

PATIENCE = 120  # seconds; for a loaded machine, never waited out when things go well


async def eventually(holds: Callable[[], bool | Awaitable[bool]]) -> None:
    """Look again and again until it holds."""
    async with asyncio.timeout(PATIENCE):
        while True:
            found = holds()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0.01)


def wait_until(holds: Callable[[], bool], otherwise: Callable[[], str] = str) -> None:
    """Look again and again until it holds, where there is no loop.

    Args:
        holds: What is waited for.
        otherwise: Says why it did not come.
    """
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, otherwise()
        time.sleep(0.05)
