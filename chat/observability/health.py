"""How the things are that this server leans on."""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

logger = logging.getLogger(__name__)

SECONDS = 3.0  # for all checks together
_FRESH_SECONDS = 5.0  # a page that is loaded again and again asks no more often


@dataclass(frozen=True, slots=True)
class Deployment:
    """Where this server is.

    Args:
        environment: Its set of parameters.
        region: Where it calls AWS.
    """

    environment: str
    region: str


@dataclass(frozen=True, slots=True)
class Health:
    """How a dependency is.

    Args:
        state: `ok`; `degraded` when the server does without it; `down`; `off` when it is not in use.
        note: A sentence for people; empty when there is nothing to say.
    """

    state: Literal["ok", "degraded", "down", "off"]
    note: str = ""


class Dependency(Protocol):
    """Something that the server leans on."""

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    async def check(self) -> Health:
        """Look how it is; may raise, and may be cut off."""
        ...


@dataclass(frozen=True, slots=True)
class Checked:
    """A dependency that was looked at.

    Args:
        name: What people call it.
        health: How it is.
        milliseconds: How long the look took.
    """

    name: str
    health: Health
    milliseconds: int


class HealthMonitor:
    """Looks at all dependencies at once, within a bounded time, for everybody who asks in the meantime.

    Args:
        dependencies: What is looked at.
        seconds: How long that may take.
    """

    def __init__(self, dependencies: Sequence[Dependency], seconds: float = SECONDS) -> None:
        self._dependencies = dependencies
        self._seconds = seconds
        self._looking: asyncio.Task[list[Checked]] | None = None
        self._stale_at = float("-inf")

    async def look(self) -> list[Checked]:
        """Return how each is."""
        if self._looking is None or (self._looking.done() and time.monotonic() >= self._stale_at):
            self._stale_at = time.monotonic() + _FRESH_SECONDS
            self._looking = asyncio.create_task(self._look())
        return await asyncio.shield(self._looking)

    async def _look(self) -> list[Checked]:
        return list(await asyncio.gather(*(self._check(each) for each in self._dependencies)))

    async def _check(self, dependency: Dependency) -> Checked:
        begun = time.monotonic()
        try:
            async with asyncio.timeout(self._seconds):
                health = await dependency.check()
        except TimeoutError:
            health = Health("down", "")
        except Exception as error:
            logger.warning("dependency down", extra={"dependency": dependency.name, "reason": type(error).__name__})
            health = Health("down", "")
        return Checked(dependency.name, health, round((time.monotonic() - begun) * 1000))
