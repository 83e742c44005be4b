"""How long a model may say nothing: the first silence is told, and nobody waits for ever."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from typing import TypeVar

from agents.errors import ModelSilent

NOTICE_SECONDS = 15.0
MAX_SECONDS = 60.0

_T = TypeVar("_T")


class Silence:
    """Measures the silence of one agent's model, over the attempts of a call.

    One timer runs for a whole reply and looks at the time of the last sign of life, since a timer for each piece would
    cost more than reading it.

    Args:
        on_notice: Called with the seconds of silence after which a person is told.
        gives_up: Whether an endless silence is an error; a model inside this process may keep its askers in line.
    """

    def __init__(self, on_notice: Callable[[float], None], *, gives_up: bool = True) -> None:
        self._on_notice = on_notice
        self._gives_up = gives_up
        self._timer: asyncio.TimerHandle | None = None
        self._wait: asyncio.Timeout | None = None
        self._alive_at: float | None = None  # None while no call of the model is open
        self._spoke_at = 0.0
        self._is_told = False

    def begin(self) -> None:
        """Begin to listen to a reply; an attempt that repeats a failed one goes on with its silence."""
        loop = asyncio.get_running_loop()
        if self._alive_at is None:
            self._alive_at = self._spoke_at = loop.time()
            self._is_told = False
        self._timer = loop.call_at(self._due(self._alive_at), self._check)

    def stop(self, *, answered: bool) -> None:
        """Stop listening.

        Args:
            answered: Whether the reply was complete; the next silence is another one.
        """
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if answered:
            self._alive_at = None

    def hear(self, *, words: bool) -> None:
        """Note a sign of life; only words end a silence that was told."""
        self._alive_at = asyncio.get_running_loop().time()
        if words:
            self._spoke_at = self._alive_at
            if self._is_told:
                self._is_told = False
                self.stop(answered=False)
                self.begin()

    async def next(self, chunks: AsyncGenerator[_T, None]) -> _T | None:
        """Return the next chunk of a reply, or None at its end.

        Raises:
            ModelSilent: It does not come.
        """
        try:
            async with asyncio.timeout(None) as self._wait:
                return await anext(chunks, None)
        except TimeoutError as error:
            if self._wait is None or not self._wait.expired():
                raise
            raise ModelSilent from error
        finally:
            self._wait = None

    def _due(self, alive_at: float) -> float:
        due = alive_at + MAX_SECONDS
        return due if self._is_told else min(due, self._spoke_at + NOTICE_SECONDS)

    def _check(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        alive_at = now if self._wait is None or self._alive_at is None else self._alive_at  # nobody waits: no silence
        if not self._is_told and now >= self._spoke_at + NOTICE_SECONDS:
            self._is_told = True
            self._on_notice(NOTICE_SECONDS)
        if self._gives_up and self._wait is not None and now >= alive_at + MAX_SECONDS:
            self._wait.reschedule(now)
            return
        alive_at = alive_at if self._gives_up else now
        self._timer = loop.call_at(self._due(alive_at), self._check)
