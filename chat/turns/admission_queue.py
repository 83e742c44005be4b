"""How many answers are made at once, and the line in which the other questions wait for their turn."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import chain, zip_longest
from typing import Any

from chat.turns.lease import TurnStopped

LINE = 4  # questions may wait for each that can be answered at once: with more, the last would wait for minutes
OWN = 3  # of them may be one person's
_TELL_SECONDS = 1.0  # how often a place in line is told anew


class QueueFull(Exception):
    """There is no place left in line.

    Args:
        own: How many places the person has who asks; 0 when it is the whole line that is full.
    """

    def __init__(self, own: int) -> None:
        super().__init__(own)
        self.own = own


class _Place:
    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.admitted: asyncio.Future[None] = asyncio.get_running_loop().create_future()


class AdmissionQueue:
    """Lets so many questions be answered at once; of the others, one of each person in turn.

    Args:
        limit: How many.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._line: OrderedDict[str, deque[_Place]] = OrderedDict()  # the person whose turn it is comes first
        self._numbers: dict[_Place, int] | None = None
        self.running = 0

    @property
    def waiting(self) -> int:
        """How many questions stand in line."""
        return sum(map(len, self._line.values()))

    @asynccontextmanager
    async def admit(
        self, owner: str, cancel: asyncio.Event, tell: Callable[[int], Awaitable[None]]
    ) -> AsyncIterator[None]:
        """Wait for one's turn, and have it.

        Args:
            owner: Who asks.
            cancel: Set it to leave the line.
            tell: Called with one's number in line, when there is a line and whenever the number changes.

        Raises:
            Full: If there is no place in line.
            Stopped: If `cancel` was set before it was one's turn.
        """
        place = self._join(owner)
        try:
            await self._wait(place, cancel, tell)
            yield
        finally:
            self._leave(place)

    def _join(self, owner: str) -> _Place:
        own = len(self._line.get(owner, ()))
        if own >= OWN or self.waiting >= LINE * self._limit:
            raise QueueFull(own if own >= OWN else 0)
        place = _Place(owner)
        self._line.setdefault(owner, deque()).append(place)
        self._move_up()
        return place

    async def _wait(self, place: _Place, cancel: asyncio.Event, tell: Callable[[int], Awaitable[None]]) -> None:
        if place.admitted.done():
            return
        told = 0
        stop = asyncio.create_task(cancel.wait())
        waited: tuple[asyncio.Future[Any], ...] = (place.admitted, stop)
        try:
            while not place.admitted.done():
                if stop.done():
                    raise TurnStopped
                if (number := self._number(place)) != told:
                    told = number
                    await tell(number)
                await asyncio.wait(waited, timeout=_TELL_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop.cancel()

    def _leave(self, place: _Place) -> None:
        if place.admitted.done():
            self.running -= 1
        else:
            self._line[place.owner].remove(place)
            if not self._line[place.owner]:
                del self._line[place.owner]
        self._move_up()

    def _move_up(self) -> None:
        self._numbers = None
        while self._line and self.running < self._limit:
            owner, places = next(iter(self._line.items()))
            places.popleft().admitted.set_result(None)
            self.running += 1
            if places:
                self._line.move_to_end(owner)
            else:
                del self._line[owner]

    def _number(self, place: _Place) -> int:
        if self._numbers is None:
            rounds = chain.from_iterable(zip_longest(*self._line.values()))
            self._numbers = {each: number for number, each in enumerate(filter(None, rounds), 1)}
        return self._numbers[place]
