"""Writes of conversations: in order within each, retried, counted when lost, and awaited before a read."""

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
RETRY_DELAYS = (0.1, 0.4, 1.5, 4.0, 6.0)  # seconds, at most; the drain after SIGTERM must be longer than their sum


@dataclass(frozen=True, slots=True)
class WriteHealth:
    """The state of a write queue.

    Attributes:
        waiting: Writes that are not done yet.
        lost: Writes given up since the start.
        failing_for: Seconds since the first failure after the last write that succeeded; 0 if there is none.
    """

    waiting: int
    lost: int
    failing_for: float


class WriteQueue:
    """One queue for each conversation, with a worker while it is not empty.

    Chainlit starts its writes as tasks that it does not await. `submit` adds a write before its first `await`, so
    writes are made in the order in which they were called.
    """

    def __init__(self) -> None:
        self._queues: dict[str, deque[tuple[Write, asyncio.Future[bool], bool]]] = {}
        self._untold: set[str] = set()  # conversations of which something was lost
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._failing_since: float | None = None
        self._store_is_down = False
        self.lost = 0

    @property
    def health(self) -> WriteHealth:
        """The present state."""
        failing_for = 0.0 if self._failing_since is None else time.monotonic() - self._failing_since
        return WriteHealth(sum(map(len, self._queues.values())), self.lost, failing_for)

    def submit(self, thread_id: str, write: Write, *, is_trifle: bool = False) -> "asyncio.Future[bool]":
        """Add a write to the queue of a conversation.

        Args:
            thread_id: The conversation.
            write: Makes the write.
            is_trifle: Whether nobody has to be told if it is lost.

        Returns:
            A future that is true if the write was made and false if it was lost.
        """
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._queues.setdefault(thread_id, deque()).append((write, done, is_trifle))
        if thread_id not in self._workers:
            self._workers[thread_id] = asyncio.create_task(self._work(thread_id))
        return done

    def take_loss(self, thread_id: str) -> bool:
        """Return whether something of a conversation was lost since this was asked last; then it is told."""
        lost = thread_id in self._untold
        self._untold.discard(thread_id)
        return lost

    async def flush(self, thread_id: str) -> None:
        """Wait until every write that is now in the queue of this conversation is made or lost."""
        queue = self._queues.get(thread_id)
        if queue:
            await asyncio.wait([queue[-1][1]])

    async def close(self) -> None:
        """Wait until every write of every conversation is made or lost."""
        while self._workers:
            await asyncio.wait(self._workers.values())

    async def _work(self, thread_id: str) -> None:
        queue = self._queues[thread_id]
        while queue:
            write, done, is_trifle = queue[0]
            saved = await self._write(write)
            queue.popleft()
            if not saved and not is_trifle:
                self._untold.add(thread_id)
            if not done.done():
                done.set_result(saved)
        del self._queues[thread_id], self._workers[thread_id]

    async def _write(self, write: Write) -> bool:
        # While the store is known to be down a write is tried once, or a long queue would take hours to give up.
        for delay in (None,) if self._store_is_down else (*RETRY_DELAYS, None):
            try:
                await write()
            except StoreError as error:
                self._failing_since = self._failing_since or time.monotonic()
                logger.warning("write_failed", extra={"reason": str(error), "retry_in": delay})
                if delay is not None:
                    await asyncio.sleep(delay * random.uniform(0.5, 1))  # noqa: S311 (not a secret)
                else:
                    self._store_is_down = True
            except Exception:
                # A record that can never be written must not hold up the writes behind it.
                logger.exception("write_rejected")
                break
            else:
                self._failing_since, self._store_is_down = None, False
                return True
        self.lost += 1
        metrics.log(logger, "write_lost", "LostWrites", lost=self.lost)
        return False
