"""Admission control: how many answers run at the same time, and the fair queue of the other questions."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import chain, zip_longest
from typing import Any

from chat.turns.lease import TurnStopped

MAX_WAITING_PER_SLOT = 4  # waiting questions for each answer that may run: with more, the last waits for minutes
MAX_WAITING_PER_PERSON = 3
_UPDATE_SECONDS = 1.0  # between two updates of a position


class QueueFull(Exception):
    """The queue is full.

    Args:
        own: How many questions of this person wait; 0 if the whole queue is full.
    """

    def __init__(self, own: int) -> None:
        super().__init__(own)
        self.own = own


class _Ticket:
    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.admitted: asyncio.Future[None] = asyncio.get_running_loop().create_future()


class AdmissionQueue:
    """Runs up to `limit` answers at the same time; admits the waiting questions round-robin by person.

    Args:
        limit: How many answers run at the same time.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._queue: OrderedDict[str, deque[_Ticket]] = OrderedDict()  # by person; the next one to be admitted is first
        self._positions: dict[_Ticket, int] | None = None
        self.running = 0

    @property
    def waiting(self) -> int:
        """How many questions wait."""
        return sum(map(len, self._queue.values()))

    @asynccontextmanager
    async def admit(
        self, owner: str, cancel: asyncio.Event, on_position: Callable[[int], Awaitable[None]]
    ) -> AsyncIterator[None]:
        """Wait for admission, and hold it within the context.

        Args:
            owner: The person who asks.
            cancel: Set it to leave the queue.
            on_position: Called with the position in the queue, from 1, while there is one and whenever it changes.

        Raises:
            QueueFull: If the queue is full.
            TurnStopped: If `cancel` was set before the question was admitted.
        """
        ticket = self._join(owner)
        try:
            await self._wait(ticket, cancel, on_position)
            yield
        finally:
            self._leave(ticket)

    def _join(self, owner: str) -> _Ticket:
        own = len(self._queue.get(owner, ()))
        if own >= MAX_WAITING_PER_PERSON or self.waiting >= MAX_WAITING_PER_SLOT * self._limit:
            raise QueueFull(own if own >= MAX_WAITING_PER_PERSON else 0)
        ticket = _Ticket(owner)
        self._queue.setdefault(owner, deque()).append(ticket)
        self._admit_next()
        return ticket

    async def _wait(
        self, ticket: _Ticket, cancel: asyncio.Event, on_position: Callable[[int], Awaitable[None]]
    ) -> None:
        if ticket.admitted.done():
            return
        shown = 0
        stop = asyncio.create_task(cancel.wait())
        waited: tuple[asyncio.Future[Any], ...] = (ticket.admitted, stop)
        try:
            while not ticket.admitted.done():
                if stop.done():
                    raise TurnStopped
                if (position := self._position(ticket)) != shown:
                    shown = position
                    await on_position(position)
                await asyncio.wait(waited, timeout=_UPDATE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop.cancel()

    def _leave(self, ticket: _Ticket) -> None:
        if ticket.admitted.done():
            self.running -= 1
        else:
            self._queue[ticket.owner].remove(ticket)
            if not self._queue[ticket.owner]:
                del self._queue[ticket.owner]
        self._admit_next()

    def _admit_next(self) -> None:
        self._positions = None
        while self._queue and self.running < self._limit:
            owner, tickets = next(iter(self._queue.items()))
            tickets.popleft().admitted.set_result(None)
            self.running += 1
            if tickets:
                self._queue.move_to_end(owner)
            else:
                del self._queue[owner]

    def _position(self, ticket: _Ticket) -> int:
        if self._positions is None:
            rounds = chain.from_iterable(zip_longest(*self._queue.values()))
            self._positions = {each: position for position, each in enumerate(filter(None, rounds), 1)}
        return self._positions[ticket]
