"""A call that is not made keeps nothing reserved, however late its reservation is written."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from agents.agent.spend_guard import SpendRefused
from agents.budgets import Budgets
from agents.models.factory import ModelFactory
from agents.parameters import Parameters, ParameterValues
from chat.budgets import service as budget_service
from chat.budgets.dynamodb import DynamoBudgetStore
from chat.budgets.service import BudgetGuard, BudgetService
from chat.budgets.sqlite import SqliteBudgetStore
from chat.history.open_store import open_beside
from chat.history.sqlite.store import SqliteStore
from chat.history.write_queue import WriteQueue
from chat.identity.caller import Caller

ALICE = Caller("alice", "")
CAP = 20_000


class WithBudgets(Parameters):
    """A budget in tokens for each person."""

    def __init__(self) -> None:
        super().__init__("us-east-1", "test")

    async def current(self) -> ParameterValues:
        return ParameterValues(budgets=Budgets(person={("day", "tokens"): CAP}))


@pytest.fixture
async def budgets(tmp_path: Path) -> AsyncIterator[BudgetService]:
    store, writer, factory = SqliteStore(tmp_path / "history.db"), WriteQueue(), ModelFactory("us-east-1")
    counted = open_beside(store, SqliteBudgetStore, DynamoBudgetStore)
    yield BudgetService(counted, writer, WithBudgets(), factory)
    await writer.close()
    await factory.close()
    await store.close()


async def guard_of(budgets: BudgetService) -> BudgetGuard:
    guard = await budgets.guard(ALICE)
    assert guard is not None
    return guard


@pytest.mark.parametrize("ends_by", ["time-out", "stop"])
async def test_a_reservation_that_nobody_waits_for_is_withdrawn(
    budgets: BudgetService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends_by: str
) -> None:
    guard = await guard_of(budgets)
    assert [one.used for one in await budgets.standings(ALICE)] == [0]
    with closing(sqlite3.connect(tmp_path / "history.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # until it ends, nobody else writes
        if ends_by == "time-out":
            monkeypatch.setattr(budget_service, "STORE_SECONDS", 0.1)
            with pytest.raises(SpendRefused) as refused:
                await guard.reserve("unpriced", CAP - 1, 1)
            assert refused.value.code == "budget_unknown"
        else:
            call = asyncio.create_task(guard.reserve("unpriced", CAP - 1, 1))
            await asyncio.sleep(0.1)
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call
        other.execute("COMMIT")
    monkeypatch.undo()
    assert [one.used for one in await budgets.standings(ALICE)] == [0]
    assert await (await guard_of(budgets)).reserve("unpriced", CAP - 1, 1) is not None
