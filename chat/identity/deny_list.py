"""The people whose sessions an administrator has ended: nobody on the list passes the gate.

Removing somebody from the user pool ends their session only when the load balancer next refreshes their access token,
which it does once an hour. The list ends it within seconds. It is read in the background and held in memory, so a
request costs one look into a set. While the store cannot be read the last list stays in force: the list comes on top of
the sign-in, which goes on working, and one failed read must not lock everybody out. A server that cannot read it at
start does not start.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from typing import Protocol

logger = logging.getLogger(__name__)

READ_EVERY = 5.0  # seconds
# Nothing that was issued before lasts longer: a session and a refresh token end after eight hours (infra/aws, `Auth`).
LONGEST_SESSION = 8 * 60 * 60.0  # seconds


class ReadDenials(Protocol):
    """Reads the list."""

    async def load(self) -> Mapping[str, float]:
        """Return each subject on the list, and when that ends, in seconds since 1970."""
        ...


class DenyList:
    """The list as this process knows it.

    Args:
        stored: Reads the list.
    """

    def __init__(self, stored: ReadDenials) -> None:
        self._stored = stored
        self._until: Mapping[str, float] = {}
        self._failing = False

    def __contains__(self, sub: object) -> bool:
        """Tell whether a person is on the list now."""
        return isinstance(sub, str) and self._until.get(sub, 0.0) > time.time()

    async def start(self) -> None:
        """Read the list for the first time.

        Raises:
            Exception: Whatever the store raises: nobody is served before the list is known.
        """
        self._until = await self._stored.load()

    async def follow(self, changed: Callable[["DenyList"], None], seconds: float = READ_EVERY) -> None:
        """Read the list again and again, until cancelled.

        Args:
            changed: Called after each reading.
            seconds: The time between two readings.
        """
        while True:
            await asyncio.sleep(seconds)
            try:
                self._until = await self._stored.load()
            except Exception as error:  # the loop must outlive any failure of a store
                if not self._failing:
                    logger.warning("deny_list_not_read", extra={"reason": type(error).__name__})
                self._failing = True
            else:
                self._failing = False
                changed(self)
