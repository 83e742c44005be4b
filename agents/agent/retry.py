"""Calls a model again after a temporary failure, and announces the wait before it begins."""

import asyncio
from collections.abc import Callable
from typing import Any

from strands import ModelRetryStrategy
from strands.hooks import AfterModelCallEvent, HookRegistry

from agents.agent.backoff import ModelPaused
from agents.errors import cause, is_temporary

MAX_ATTEMPTS = 3
FIRST_DELAY = 1.0  # seconds
MAX_DELAY = 4.0  # seconds
MAX_PAUSED_SECONDS = 60.0  # of one agent, in the pauses of its model


class AnnouncedRetry(ModelRetryStrategy):
    """Retries a call twice, after one and two seconds; a call that was not made in a pause of the model is no attempt.

    The stock strategy of strands reports a retry after its sleep, too late to say that there is a wait.

    Args:
        announce: Called with the delay in seconds before each wait.
    """

    def __init__(self, announce: Callable[[float], None]) -> None:
        super().__init__(max_attempts=MAX_ATTEMPTS)
        self._announce = announce
        self._failures = 0
        self._paused = 0.0

    def register_hooks(self, registry: HookRegistry, **_: Any) -> None:
        """Register for the end of every call of the model."""
        registry.add_callback(AfterModelCallEvent, self._after_model_call)

    async def _after_model_call(self, event: AfterModelCallEvent) -> None:
        if event.exception is None:
            self._failures = 0
            return
        failure = cause(event.exception)
        if not isinstance(failure, ModelPaused) or failure.sent:
            self._failures += 1
        delay = min(FIRST_DELAY * 2 ** max(self._failures - 1, 0), MAX_DELAY)
        if isinstance(failure, ModelPaused):
            delay = max(delay, failure.seconds)
            self._paused += delay
        if self._failures < MAX_ATTEMPTS and self._paused <= MAX_PAUSED_SECONDS and is_temporary(failure):
            self._announce(delay)
            await asyncio.sleep(delay)
            event.retry = True
