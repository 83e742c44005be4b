"""Keeps the retention in force, sweeps what is too old, and logs failing writes."""

import asyncio
import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from agents.parameters import Parameters
from chat.attachments.service import AttachmentService
from chat.budgets.budget_store import KEEP_DAYS, BudgetStore
from chat.guardrails.finding_store import FINDINGS_KEPT_DAYS, FindingStore
from chat.history.store import ConversationStore, StoreError
from chat.history.write_queue import WriteQueue
from chat.teaching.learning_store import COUNTS_KEPT_DAYS, LearningStore
from chat.teaching.weekly_counts import week_of
from chat.usage.meter import days_ago
from chat.usage.usage_store import RETENTION_DAYS, UsageStore

logger = logging.getLogger(__name__)

CHECK_SECONDS = 20.0
SWEEP_SECONDS = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What is kept for a time.

    Args:
        store: The conversations.
        attachments: The attached files, which are kept as long.
        usage: The usage of everybody.
        learning: The events of all learners, which are kept as long as conversations.
        budgets: The spending of everybody.
        findings: How often guardrails have found something.
    """

    store: ConversationStore
    attachments: AttachmentService
    usage: UsageStore
    learning: LearningStore
    budgets: BudgetStore
    findings: FindingStore

    async def sweep(self) -> int:
        """Remove what is too old, unless its store does so; return how many records were removed.

        Raises:
            StoreError: A store fails.
        """
        before_week = week_of(datetime.now(UTC) - timedelta(days=COUNTS_KEPT_DAYS))
        removed = await self.store.sweep() + await self.learning.sweep(before_week)
        removed += await self.usage.sweep(days_ago(RETENTION_DAYS))
        removed += await self.budgets.sweep(days_ago(KEEP_DAYS))
        removed += await self.findings.sweep(days_ago(FINDINGS_KEPT_DAYS))
        if self.attachments.files is not None and self.store.keep_days is not None:
            removed += await self.attachments.files.sweep(self.store.keep_days)
        return removed


async def enforce_retention(records: Records, parameters: Parameters, writer: WriteQueue) -> None:
    """Run until cancelled.

    Args:
        records: What is kept for a time.
        parameters: Hold `history_retention_days`.
        writer: Its health is logged while writes fail.
    """
    sweep_at = time.monotonic()
    while True:
        records.store.keep_days = (await parameters.current()).history_retention_days
        if time.monotonic() >= sweep_at:
            sweep_at = time.monotonic() + SWEEP_SECONDS
            await _sweep(records)
        health = writer.health
        if health.failing_for:
            extra = {"waiting": health.waiting, "lost": health.lost, "seconds": round(health.failing_for)}
            logger.error("history_writes_failed", extra=extra)
        await asyncio.sleep(CHECK_SECONDS)


async def _sweep(records: Records) -> None:
    try:
        if removed := await records.sweep():
            logger.info("history_swept", extra={"removed": removed})
    except StoreError as error:
        logger.warning("history_sweep_failed", extra={"reason": str(error)})
