"""Backs off from a model that refuses calls, together with all other servers, through one note in a store.

A refused call begins a pause of one second, in which no server calls the model. What waited then comes back spread over
as long again; a refusal after that doubles the pause, and answers halve it every two seconds. A server looks at the
store only after a refusal, and while it knows of a pause; without the store it backs off alone.
"""

import asyncio
import logging
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from strands.models import Model
from strands.types.exceptions import ModelThrottledException
from strands.types.streaming import StreamEvent

from agents.agent.wrapped_model import WrappedModel

logger = logging.getLogger(__name__)

FIRST_SECONDS, MAX_SECONDS = 1.0, 16.0  # of a pause
EASE_SECONDS = 2.0  # between two looks at the store while answers come again
FORGET_SECONDS = 60.0  # after a pause: the next one is a first one
STORE_SECONDS = 0.5  # that the store may take, until this server goes on alone

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which nobody calls a model.

    Args:
        seconds: Its length; the next one is twice as long. 0 where it no longer matters.
        until: Its end, in seconds since 1970.
    """

    seconds: float
    until: float


class PauseStore(Protocol):
    """Keeps the latest pause of each model for all servers. A failure may be any exception."""

    async def read(self, model_id: str) -> Pause | None:
        """Return the latest pause of a model; None if there was none."""
        ...

    async def replace(self, model_id: str, seen: Pause | None, pause: Pause) -> bool:
        """Write a pause if the one that was seen is still the latest; return whether it was."""
        ...


class ModelPaused(ModelThrottledException):
    """A model refused a call, or the call was not made because the model refuses calls at present.

    Args:
        seconds: How long to wait before the next attempt.
        sent: Whether the call was made.
    """

    def __init__(self, seconds: float, *, sent: bool) -> None:
        super().__init__("the model is paused")
        self.seconds = seconds
        self.sent = sent


@dataclass(slots=True)
class _State:
    """What this server knows of a model that was throttled."""

    pause: Pause = Pause(0, 0)
    ease_at: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class SharedBackoff:
    """Knows which models are throttled.

    Args:
        store: What all servers share.
        clock: Returns the seconds since 1970.
    """

    def __init__(self, store: PauseStore, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock
        self._states: dict[str, _State] = {}
        self._easing: set[asyncio.Task[None]] = set()

    def wait_seconds(self, model_id: str) -> float:
        """Return how long a call must wait; 0 if it may be made now."""
        state = self._states.get(model_id)
        if state is None or (left := state.pause.until - self._clock()) <= 0:
            return 0.0
        return left + random.uniform(0, state.pause.seconds)  # noqa: S311 (not a secret)

    async def note_refusal(self, model_id: str) -> float:
        """Begin a pause, unless one has begun, and return how long the next attempt must wait."""
        state = self._states.setdefault(model_id, _State())
        async with state.lock:
            if state.pause.until <= self._clock():
                await self._begin_pause(model_id, state)
        return self.wait_seconds(model_id)

    def note_answer(self, model_id: str) -> None:
        """Shorten the next pause soon; does nothing if the model was not throttled."""
        state = self._states.get(model_id)
        now = self._clock()
        if state is None or state.pause.until > now or state.ease_at > now:
            return
        state.ease_at = now + EASE_SECONDS
        easing = asyncio.create_task(self._ease(model_id, state))
        self._easing.add(easing)
        easing.add_done_callback(self._easing.discard)

    async def _begin_pause(self, model_id: str, state: _State) -> None:
        seen = await self._ask(self._store.read(model_id))
        now = self._clock()
        if seen is not None and _is_in_force(seen, now):
            state.pause = seen  # another server was refused before
            return
        last = max(seen or state.pause, state.pause, key=lambda pause: pause.until)
        seconds = min(MAX_SECONDS, 2 * last.seconds) if last.until > now - FORGET_SECONDS else 0.0
        seconds = seconds or FIRST_SECONDS
        state.pause = Pause(seconds, now + seconds)
        state.ease_at = state.pause.until
        logger.warning("model_paused", extra={"model": model_id, "seconds": seconds})
        if not await self._ask(self._store.replace(model_id, seen, state.pause)):
            other = await self._ask(self._store.read(model_id))
            if other is not None and _is_in_force(other, now):
                state.pause = other

    async def _ease(self, model_id: str, state: _State) -> None:
        async with state.lock:
            seen = await self._ask(self._store.read(model_id))
            if seen is not None and _is_in_force(seen, self._clock()):
                state.pause = seen
                return
            seconds = (seen or state.pause).seconds / 2
            state.pause = Pause(seconds if seconds >= FIRST_SECONDS / 2 else 0.0, (seen or state.pause).until)
            if state.pause != seen:
                await self._ask(self._store.replace(model_id, seen, state.pause))
            if not state.pause.seconds and self._states.get(model_id) is state:
                del self._states[model_id]

    async def _ask(self, answer: Awaitable[_T]) -> _T | None:
        """Return the store's answer; None if it fails or takes too long."""
        try:
            async with asyncio.timeout(STORE_SECONDS):
                return await answer
        except Exception as error:
            logger.warning("pause_not_shared", extra={"error_type": type(error).__name__})
            return None


def _is_in_force(pause: Pause, now: float) -> bool:
    return now < pause.until <= now + MAX_SECONDS  # one that ends later was written by a clock that is wrong


class PausingModel(WrappedModel):
    """A model that is not called in a pause, and whose refusals begin one.

    Args:
        model: The model itself.
        backoff: Knows the pauses.
    """

    def __init__(self, model: Model, backoff: SharedBackoff) -> None:
        super().__init__(model)
        self._backoff = backoff
        self._id = str(model.get_config()["model_id"])

    async def stream(self, *args: Any, **kwargs: Any) -> AsyncIterator[StreamEvent]:
        """Stream one reply.

        Raises:
            ModelPaused: The model refused the call, or it is paused.
        """
        if seconds := self._backoff.wait_seconds(self._id):
            raise ModelPaused(seconds, sent=False)
        try:
            async with self.chunks(*args, **kwargs) as chunks:
                async for chunk in chunks:
                    yield chunk
        except ModelThrottledException as refusal:
            raise ModelPaused(await self._backoff.note_refusal(self._id), sent=True) from refusal
        self._backoff.note_answer(self._id)
