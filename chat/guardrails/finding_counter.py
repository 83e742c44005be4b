"""Counts what the guardrails of this server find, by day, and stores the counts."""

import uuid
from collections import Counter
from functools import partial

from agents.models.bedrock.guardrail import Finding
from chat.guardrails.finding_store import FindingCount, FindingStore
from chat.history.timestamps import utc_now
from chat.history.write_queue import WriteQueue

_QUEUE = "guardrails"  # the name of the queue of writes


class FindingCounter:
    """The counts of this process.

    Args:
        store: Stores the counts.
        writer: Retries writes that fail.
    """

    def __init__(self, store: FindingStore, writer: WriteQueue) -> None:
        self.store = store
        self._writer = writer
        self._server = uuid.uuid4().hex
        self._day = ""
        self._counts: Counter[Finding] = Counter()

    def add(self, found: Counter[Finding]) -> None:
        """Count what a verdict names, without waiting until it is stored."""
        today = utc_now()[:10]
        if today != self._day:
            self._day, self._counts = today, Counter()
        self._counts += found
        for category, action in found:
            count = FindingCount(today, self._server, category, action, self._counts[category, action])
            self._writer.submit(_QUEUE, partial(self.store.put, count), is_trifle=True)
