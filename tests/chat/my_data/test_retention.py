"""The retention of the parameter is applied while the server runs, and what is older is swept."""

import asyncio
import contextlib
from pathlib import Path

import pytest

from agents.parameters import Parameters, ParameterValues
from chat.attachments.disk_store import DiskFileStore
from chat.attachments.service import AttachmentService
from chat.budgets.dynamodb import DynamoBudgetStore
from chat.budgets.sqlite import SqliteBudgetStore
from chat.guardrails.dynamodb import DynamoFindingStore
from chat.guardrails.sqlite import SqliteFindingStore
from chat.history.open_store import open_beside
from chat.history.sqlite.store import SqliteStore
from chat.history.write_queue import WriteQueue
from chat.my_data.retention import Records, enforce_retention
from chat.teaching.dynamodb import DynamoLearningStore
from chat.teaching.sqlite import SqliteLearningStore
from chat.usage.dynamodb import DynamoUsageStore
from chat.usage.sqlite import SqliteUsageStore
from tests.support.waiting import eventually


class SevenDays(Parameters):
    """Parameters with a retention of seven days."""

    def __init__(self) -> None:
        pass

    async def current(self) -> ParameterValues:
        return ParameterValues(history_retention_days=7)


async def test_retention_of_the_parameter_is_applied_and_old_steps_are_swept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "chat")
    store = SqliteStore(tmp_path / "history.db")
    store.keep_days = -1
    attachments = AttachmentService(DiskFileStore(tmp_path / "uploads"))
    await store.put_step("o", "t", {"id": "s", "type": "user_message", "output": "old"})
    records = Records(
        store=store,
        attachments=attachments,
        usage=open_beside(store, SqliteUsageStore, DynamoUsageStore),
        learning=open_beside(store, SqliteLearningStore, DynamoLearningStore),
        budgets=open_beside(store, SqliteBudgetStore, DynamoBudgetStore),
        findings=open_beside(store, SqliteFindingStore, DynamoFindingStore),
    )
    running = asyncio.create_task(enforce_retention(records, SevenDays(), WriteQueue()))
    await eventually(lambda: "history_swept" in caplog.messages)
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running
    assert store.keep_days == 7
    assert await store.sweep() == 0
    await store.close()
    attachments.close()
