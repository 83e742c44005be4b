"""The events of one turn on their way out: text is gathered, so that whoever takes it is not woken for every token."""

import asyncio

from agents.events import Event, Path, Text
from agents.user_messages import TranslatableText

INTERVAL = 0.05  # seconds between two tellings of text; the first is told at once


class EventBuffer:
    """Keeps events until they are taken. Text under one path that follows on text becomes one event with it."""

    def __init__(self) -> None:
        self._waiting: list[Event | tuple[Path, list[str]]] = []
        self._texts: dict[Path, list[str]] = {}
        self._woken: asyncio.Future[None] | None = None
        self._pausing = False

    def put(self, event: Event) -> None:
        """Add an event."""
        if isinstance(event, Text) and not isinstance(event.text, TranslatableText):
            if (pieces := self._texts.get(event.path)) is not None:
                pieces.append(event.text)
                return
            pieces = self._texts[event.path] = [event.text]
            self._waiting.append((event.path, pieces))
            if not self._pausing:
                self._wake()
        else:
            self._texts.clear()  # what is said after this does not belong before it
            self._waiting.append(event)
            self._wake()

    async def take(self) -> list[Event]:
        """Wait until there is something, and take all there is."""
        if not self._waiting:
            await self._wait()
        taken, self._waiting = self._waiting, []
        self._texts.clear()
        return [Text(each[0], "".join(each[1])) if isinstance(each, tuple) else each for each in taken]

    async def pause(self) -> None:
        """Let text gather for a while; anything else ends that at once."""
        if all(isinstance(each, tuple) for each in self._waiting):
            self._pausing = True
            timer = asyncio.get_running_loop().call_later(INTERVAL, self._wake)
            try:
                await self._wait()
            finally:
                self._pausing = False
                timer.cancel()

    async def _wait(self) -> None:
        self._woken = asyncio.get_running_loop().create_future()
        await self._woken

    def _wake(self) -> None:
        if self._woken is not None and not self._woken.done():
            self._woken.set_result(None)
