"""Keeps `history_retention_days` in force: the store is told of it, and swept."""

import asyncio
import logging
import time

from agents.settings import Parameters
from chat.history.store import Store, StoreError

logger = logging.getLogger(__name__)

LOOK_SECONDS = 20.0  # how often the parameter is looked at
SWEEP_SECONDS = 3600.0


async def keep(store: Store, parameters: Parameters) -> None:
    """Look at the parameter and sweep, until cancelled.

    Args:
        store: Where conversations are kept.
        parameters: Where the number of days is.
    """
    sweep_at = time.monotonic()
    while True:
        store.keep_days = (await parameters.current()).history_retention_days
        if time.monotonic() >= sweep_at:
            sweep_at = time.monotonic() + SWEEP_SECONDS
            try:
                if removed := await store.sweep():
                    logger.info("history swept", extra={"removed": removed})
            except StoreError as error:
                logger.warning("history not swept", extra={"reason": str(error)})
        await asyncio.sleep(LOOK_SECONDS)
