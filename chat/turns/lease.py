"""One turn at a time has a conversation, whichever tab or server it was asked from."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from chat.history.store import ConversationStore, StoreError

logger = logging.getLogger(__name__)

LEASE_SECONDS = 15.0  # how long a conversation waits for a server that has died
_RENEW_SECONDS = 5.0
_LOOK_SECONDS = 0.5


class TurnStopped(Exception):
    """The turn was stopped before it had the conversation."""


@asynccontextmanager
async def turn(
    store: ConversationStore,
    owner: str,
    thread_id: str,
    turn_id: str,
    *,
    cancel: asyncio.Event,
    on_wait: Callable[[], Awaitable[None]],
) -> AsyncIterator[None]:
    """Wait for the conversation and have it to oneself; what others added meanwhile is there to be read.

    Args:
        store: Where it is kept.
        owner: Whose.
        thread_id: Which.
        turn_id: The question.
        cancel: Set it to stop waiting.
        on_wait: Called once if another turn has it.

    Raises:
        Deleted: If the conversation was deleted.
        Stopped: If the turn was stopped while it waited.
    """
    waiting = False
    while not await store.acquire_lease(owner, thread_id, turn_id, LEASE_SECONDS):
        if not waiting:
            waiting = True
            await on_wait()
        try:
            await asyncio.wait_for(cancel.wait(), _LOOK_SECONDS)
        except TimeoutError:
            continue
        raise TurnStopped
    renewing = asyncio.create_task(_renew(store, owner, thread_id, turn_id))
    try:
        yield
    finally:
        renewing.cancel()
        try:
            await store.release_lease(owner, thread_id, turn_id)
        except StoreError as error:
            logger.warning("turn not ended", extra={"reason": str(error)})  # its lease will


async def _renew(store: ConversationStore, owner: str, thread_id: str, turn_id: str) -> None:
    while True:
        await asyncio.sleep(_RENEW_SECONDS)
        try:
            if not await store.acquire_lease(owner, thread_id, turn_id, LEASE_SECONDS):
                # This process stood still for longer than its lease. What it makes is kept all the same.
                logger.warning("turn lost to another")
                return
        except StoreError as error:
            logger.warning("turn not renewed", extra={"reason": str(error)})
        except Exception:
            return  # the conversation was deleted
