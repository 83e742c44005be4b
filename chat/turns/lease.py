"""The lease of a conversation: one turn at a time answers in it, whichever tab or server it was asked from."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from chat.history.store import ConversationDeleted, ConversationStore, StoreError

logger = logging.getLogger(__name__)

LEASE_SECONDS = 15.0  # how long the lease of a crashed server blocks a conversation
_RENEW_SECONDS = 5.0
_POLL_SECONDS = 0.5


class TurnStopped(Exception):
    """The turn was stopped while it waited."""


@asynccontextmanager
async def hold_lease(
    store: ConversationStore,
    owner: str,
    thread_id: str,
    turn_id: str,
    *,
    cancel: asyncio.Event,
    on_wait: Callable[[], Awaitable[None]],
) -> AsyncIterator[None]:
    """Wait for the lease of a conversation and hold it; the turns that had it before are saved by then.

    Args:
        store: The store of conversations.
        owner: The conversation's owner.
        thread_id: The conversation.
        turn_id: The turn that holds the lease.
        cancel: Set it to stop waiting.
        on_wait: Called once if another turn holds the lease.

    Raises:
        ConversationDeleted: If the conversation was deleted.
        TurnStopped: If `cancel` was set before the lease was free.
        StoreError: If the store cannot be reached.
    """
    waiting = False
    while not await store.acquire_lease(owner, thread_id, turn_id, LEASE_SECONDS):
        if not waiting:
            waiting = True
            await on_wait()
        try:
            await asyncio.wait_for(cancel.wait(), _POLL_SECONDS)
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
            logger.warning("lease_not_released", extra={"reason": str(error)})  # it expires by itself


async def _renew(store: ConversationStore, owner: str, thread_id: str, turn_id: str) -> None:
    while True:
        await asyncio.sleep(_RENEW_SECONDS)
        try:
            if not await store.acquire_lease(owner, thread_id, turn_id, LEASE_SECONDS):
                # This process stood still for longer than the lease. Its answer is saved all the same.
                logger.warning("lease_lost")
                return
        except ConversationDeleted:
            return
        except Exception as error:
            # Whatever went wrong once, the conversation still belongs to this turn: the next renewal may succeed.
            logger.warning("lease_not_renewed", extra={"reason": str(error) or type(error).__name__})
