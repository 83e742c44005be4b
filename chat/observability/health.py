"""Health of the dependencies of this server."""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 3.0  # for all checks, which run at once
_FRESH_SECONDS = 5.0  # within which a result is used again


@dataclass(frozen=True, slots=True)
class Deployment:
    """Where this server runs.

    Args:
        environment: The name of its set of parameters.
        region: The AWS region that it calls.
    """

    environment: str
    region: str


@dataclass(frozen=True, slots=True)
class Health:
    """Health of one dependency.

    Args:
        state: `ok`; `degraded` when the server works without it; `unknown` when it can be reached and no more is known;
            `down`; `off` when it is not in use.
        note: A sentence for people, translated where it is shown, since others read the same check; empty when there is
            nothing to say.
    """

    state: Literal["ok", "degraded", "unknown", "down", "off"]
    note: str = ""


class Dependency(Protocol):
    """Something outside the process that the server needs."""

    @property
    def name(self) -> str:
        """Its name on the status page."""
        ...

    async def check(self) -> Health:
        """Return its health; may raise, and may be cancelled."""
        ...


@dataclass(frozen=True, slots=True)
class Checked:
    """Result of one check.

    Args:
        name: The name on the status page.
        health: What was found.
        milliseconds: How long the check took.
    """

    name: str
    health: Health
    milliseconds: int


class HealthMonitor:
    """Checks all dependencies at once, within a bounded time; callers at the same time share one check.

    Args:
        dependencies: What is checked.
        seconds: The timeout of a check.
    """

    def __init__(self, dependencies: Sequence[Dependency], seconds: float = TIMEOUT_SECONDS) -> None:
        self._dependencies = dependencies
        self._seconds = seconds
        self._running: asyncio.Task[list[Checked]] | None = None
        self._stale_at = float("-inf")

    async def check_all(self) -> list[Checked]:
        """Return the health of each, at most five seconds old."""
        if self._running is None or (self._running.done() and time.monotonic() >= self._stale_at):
            self._stale_at = time.monotonic() + _FRESH_SECONDS
            self._running = asyncio.create_task(self._check_each())
        return await asyncio.shield(self._running)

    def forget(self) -> None:
        """Let the next caller see new checks."""
        self._stale_at = float("-inf")

    async def _check_each(self) -> list[Checked]:
        return list(await asyncio.gather(*(self._check(each) for each in self._dependencies)))

    async def _check(self, dependency: Dependency) -> Checked:
        started = time.monotonic()
        try:
            async with asyncio.timeout(self._seconds):
                health = await dependency.check()
        except TimeoutError:
            health = Health("down", "")
        except Exception as error:
            logger.warning(
                "dependency_check_failed", extra={"dependency": dependency.name, "reason": type(error).__name__}
            )
            health = Health("down", "")
        return Checked(dependency.name, health, round((time.monotonic() - started) * 1000))
