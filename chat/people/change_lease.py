"""The lease of changes of people: one at a time is made, on whichever server.

Cognito has no write with a condition: two administrators on two servers who take each other's right at the same moment
would both be found to have it, and none would remain. With the lease the second is looked up when the first change is
made.
"""

import asyncio
import json
import logging
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from chat.history.store import ConversationStore, StoreError

logger = logging.getLogger(__name__)

LEASE_SECONDS = 90.0  # for which a server that crashes holds it
WRITE_SECONDS = 45.0  # that must be left of it as a change begins, which is more than its calls of Cognito can take
_PATIENCE_SECONDS = 10.0
_POLL_SECONDS = 0.1
_NOTE = "people_change"


class ChangeLease:
    """A lease that is held.

    Args:
        until: When it ends, by the monotonic clock.
    """

    def __init__(self, until: float) -> None:
        self._until = until

    def check(self) -> None:
        """Make sure that enough is left for a change.

        Raises:
            StoreError: It is not: what was looked up took too long.
        """
        if self._until - time.monotonic() < WRITE_SECONDS:
            raise StoreError("change_lease_too_short")


@asynccontextmanager
async def hold_change_lease(store: ConversationStore) -> AsyncIterator[ChangeLease]:
    """Wait for the lease, and hold it.

    Raises:
        StoreError: It is held by others for too long, or the store fails.
    """
    holder = uuid.uuid4().hex
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while True:
        begun, held = time.monotonic(), await store.get_note(_NOTE)
        mine = json.dumps({"holder": holder, "until": time.time() + LEASE_SECONDS})
        if _is_free(held) and await store.swap_note(_NOTE, held, mine):
            break
        if time.monotonic() > give_up:
            raise StoreError("change_lease_taken")
        await asyncio.sleep(_POLL_SECONDS)
    try:
        yield ChangeLease(begun + LEASE_SECONDS)
    finally:
        try:
            await store.swap_note(_NOTE, mine, json.dumps({"holder": holder, "until": 0}))
        except StoreError as error:
            logger.warning("change_lease_not_released", extra={"reason": str(error)})  # it ends by itself


def _is_free(note: str | None) -> bool:
    return note is None or float(json.loads(note)["until"]) < time.time()
