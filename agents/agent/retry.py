"""Calls a model again after a temporary failure, and announces the wait before it begins."""

import asyncio
from collections.abc import Callable
from typing import Any

from strands import ModelRetryStrategy
from strands.hooks import AfterModelCallEvent, HookRegistry

from agents.errors import is_temporary

MAX_ATTEMPTS = 3
FIRST_DELAY = 1.0  # seconds
MAX_DELAY = 4.0  # seconds


class AnnouncedRetry(ModelRetryStrategy):
    """Retries a call twice, after one and two seconds.

    The stock strategy of strands reports a retry after its sleep, too late to say that there is a wait.

    Args:
        announce: Called with the delay in seconds before each wait.
    """

    def __init__(self, announce: Callable[[float], None]) -> None:
        super().__init__(max_attempts=MAX_ATTEMPTS)
        self._announce = announce
        self._failures = 0

    def register_hooks(self, registry: HookRegistry, **_: Any) -> None:
        """Register for the end of every call of the model."""
        registry.add_callback(AfterModelCallEvent, self._after_model_call)

    async def _after_model_call(self, event: AfterModelCallEvent) -> None:
        if event.exception is None:
            self._failures = 0
            return
        self._failures += 1
        if self._failures < MAX_ATTEMPTS and is_temporary(event.exception):
            delay = min(FIRST_DELAY * 2 ** (self._failures - 1), MAX_DELAY)
            self._announce(delay)
            await asyncio.sleep(delay)
            event.retry = True
