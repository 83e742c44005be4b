"""What the history needs from time to time: its retention in force, a sweep, and a look at how the writing goes."""

import asyncio
import logging
import time

from agents.parameters import Parameters
from chat.attachments.service import AttachmentService
from chat.history.store import ConversationStore, StoreError
from chat.history.write_queue import WriteQueue
from chat.usage.meter import days_ago
from chat.usage.usage_store import RETENTION_DAYS, UsageStore

logger = logging.getLogger(__name__)

LOOK_SECONDS = 20.0
SWEEP_SECONDS = 3600.0


async def upkeep(
    store: ConversationStore,
    writer: WriteQueue,
    parameters: Parameters,
    attachments: AttachmentService,
    book: UsageStore,
) -> None:
    """Do it, until cancelled.

    Args:
        store: Where conversations are kept.
        writer: Whose health is logged while it is bad.
        parameters: Where `history_retention_days` is.
        attachments: What people attached, which is kept as long.
        book: Where usage is counted.
    """
    sweep_at = time.monotonic()
    while True:
        store.keep_days = (await parameters.current()).history_retention_days
        if time.monotonic() >= sweep_at:
            sweep_at = time.monotonic() + SWEEP_SECONDS
            await _sweep(store, attachments, book)
        health = writer.health
        if health.failing_for:
            extra = {"waiting": health.waiting, "lost": health.lost, "seconds": round(health.failing_for)}
            logger.error("history writes failing", extra=extra)
        await asyncio.sleep(LOOK_SECONDS)


async def _sweep(store: ConversationStore, attachments: AttachmentService, book: UsageStore) -> None:
    try:
        removed = await store.sweep() + await book.sweep(days_ago(RETENTION_DAYS))
        if attachments.files is not None and store.keep_days is not None:
            removed += await attachments.files.sweep(store.keep_days)
        if removed:
            logger.info("history swept", extra={"removed": removed})
    except StoreError as error:
        logger.warning("history not swept", extra={"reason": str(error)})
