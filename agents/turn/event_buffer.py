"""Buffers the events of one turn: pieces of text are joined, so that no reader wakes up for every token."""

import asyncio

from agents.events import Event, Path, Text, ToolInput, ToolStart
from agents.pace import pace
from agents.user_messages import TranslatableText


class EventBuffer:
    """Keeps events until they are taken; text that follows on text of the same path joins it."""

    def __init__(self) -> None:
        self._waiting: list[Event | tuple[Path, list[str]]] = []
        self._texts: dict[Path, list[str]] = {}
        self._woken: asyncio.Future[None] | None = None
        self._collected: tuple[type, ...] = ()  # what ends no wait

    def put(self, event: Event) -> None:
        """Add an event."""
        if isinstance(event, Text) and not isinstance(event.text, TranslatableText):
            if (pieces := self._texts.get(event.path)) is not None:
                pieces.append(event.text)
                return
            pieces = self._texts[event.path] = [event.text]
            self._waiting.append((event.path, pieces))
        else:
            self._texts.clear()  # text after this event must not join text before it
            self._waiting.append(event)
        if not isinstance(self._waiting[-1], self._collected):
            self._wake()

    async def take(self) -> list[Event]:
        """Wait until there is an event, and return all there are.

        While many answers run, a call alone is not returned at once: in a burst the first words come as late as the
        last request leaves, and what the page shows of one answer would go before the requests of the others.
        """
        if not self._waiting:
            await self._wait()
        if pace.is_crowded:
            await self._collect(ToolStart, ToolInput)
        taken, self._waiting = self._waiting, []
        self._texts.clear()
        return [Text(each[0], "".join(each[1])) if isinstance(each, tuple) else each for each in taken]

    async def pause(self) -> None:
        """Wait for more text, as long as the pace says; any other event ends the wait at once."""
        await self._collect(tuple)

    async def _collect(self, *kinds: type) -> None:
        """Wait for more of some kinds, as long as the pace says; anything else ends the wait at once."""
        if not all(isinstance(each, kinds) for each in self._waiting):
            return
        loop = asyncio.get_running_loop()
        self._collected = kinds
        timer = loop.call_at(pace.next_piece(loop.time()), self._wake)
        try:
            await self._wait()
        finally:
            self._collected = ()
            timer.cancel()

    async def _wait(self) -> None:
        self._woken = asyncio.get_running_loop().create_future()
        await self._woken

    def _wake(self) -> None:
        if self._woken is not None and not self._woken.done():
            self._woken.set_result(None)
