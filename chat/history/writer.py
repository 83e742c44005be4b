"""Writes of one conversation: in order, retried, counted, and waited for before it is read."""

import asyncio
import logging
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from chat.history.store import StoreError
from chat.observability import metrics

logger = logging.getLogger(__name__)

Write = Callable[[], Awaitable[object]]
RETRY_DELAYS = (0.1, 0.4, 1.5, 4.0, 6.0)  # seconds, at most; SIGTERM must leave time for them


@dataclass(frozen=True, slots=True)
class Health:
    """How the writing goes.

    Attributes:
        waiting: Writes in line.
        lost: Writes given up since the start.
        failing_for: Seconds since which no write has been made though some were tried; 0 when all is well.
    """

    waiting: int
    lost: int
    failing_for: float


class Writer:
    """One queue a conversation, each emptied by one worker while there is something in it.

    Chainlit fires its writes as tasks and forgets them; `submit` puts them in line before its first pause, so the
    order in which they were called is the order in which they are written.
    """

    def __init__(self) -> None:
        self._queues: dict[str, deque[tuple[Write, asyncio.Future[bool]]]] = {}
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._failing_since: float | None = None
        self._given_up = False
        self.lost = 0

    @property
    def health(self) -> Health:
        """How the writing goes just now."""
        failing_for = 0.0 if self._failing_since is None else time.monotonic() - self._failing_since
        return Health(sum(map(len, self._queues.values())), self.lost, failing_for)

    def submit(self, thread_id: str, write: Write) -> "asyncio.Future[bool]":
        """Put a write in line.

        Returns:
            A future that tells, when the write is through, whether it was made.
        """
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._queues.setdefault(thread_id, deque()).append((write, done))
        if thread_id not in self._workers:
            self._workers[thread_id] = asyncio.create_task(self._work(thread_id))
        return done

    async def flush(self, thread_id: str) -> None:
        """Wait until everything that is in line for this conversation now is through."""
        queue = self._queues.get(thread_id)
        if queue:
            await asyncio.wait([queue[-1][1]])

    async def close(self) -> None:
        """Wait until everything is through."""
        while self._workers:
            await asyncio.wait(self._workers.values())

    async def _work(self, thread_id: str) -> None:
        queue = self._queues[thread_id]
        while queue:
            write, done = queue[0]
            saved = await self._write(write)
            queue.popleft()
            if not done.done():
                done.set_result(saved)
        del self._queues[thread_id], self._workers[thread_id]

    async def _write(self, write: Write) -> bool:
        # While the store is known to be down a write is tried once, or a long line would take hours to give up.
        for delay in (None,) if self._given_up else (*RETRY_DELAYS, None):
            try:
                await write()
            except StoreError as error:
                self._failing_since = self._failing_since or time.monotonic()
                logger.warning("history write failed", extra={"reason": str(error), "retry_in": delay})
                if delay is not None:
                    await asyncio.sleep(delay * random.uniform(0.5, 1))  # noqa: S311 (not a secret)
                else:
                    self._given_up = True
            except Exception:
                # A record that cannot be written at all must not hold up those behind it.
                logger.exception("history write impossible")
                break
            else:
                self._failing_since, self._given_up = None, False
                return True
        self.lost += 1
        metrics.log(logger, "history write lost", "LostWrites", lost=self.lost)
        return False
