"""The contract of `UsageStore`, run against each store."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from chat.history.open_store import open_beside
from chat.history.sqlite.store import SqliteStore
from chat.usage.dynamodb import DynamoUsageStore
from chat.usage.sqlite import SqliteUsageStore
from chat.usage.usage_store import UsageEntry, UsageStore, UsageTotals
from tests.support.dynamodb import Endpoint, dynamodb
from tests.support.stores import STORES, opened_store

ONE = UsageTotals(1, 100, 20, 3, 4)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with dynamodb() as running:
        yield running


@pytest.fixture(params=STORES)
async def usage_store(
    request: pytest.FixtureRequest, tmp_path: Path, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[UsageStore]:
    async with opened_store(request.param, tmp_path, endpoint, monkeypatch) as store:
        yield open_beside(store, SqliteUsageStore, DynamoUsageStore)


def entry(day: str = "2026-11-24", owner: str = "alice", model: str = "nova", totals: UsageTotals = ONE) -> UsageEntry:
    return UsageEntry(day, owner, owner.title(), model, totals)


async def test_usage_adds_up_by_day_person_and_model(usage_store: UsageStore) -> None:
    for number in range(3):
        await usage_store.add(entry(), f"turn-{number}")
    await usage_store.add(entry(model="arn:aws:bedrock:us-east-1::x/y#z"), "turn-3")
    await usage_store.add(entry(owner="bob"), "turn-4")
    await usage_store.add(entry(day="2026-11-23"), "turn-5")
    found = {(each.owner, each.model): each.totals for each in await usage_store.of_day("2026-11-24")}
    assert found == {
        ("alice", "nova"): UsageTotals(3, 300, 60, 9, 12),
        ("alice", "arn:aws:bedrock:us-east-1::x/y#z"): ONE,
        ("bob", "nova"): ONE,
    }
    assert [(each.day, each.totals.answers) for each in await usage_store.of_person("bob", "2026-11-01")] == [
        ("2026-11-24", 1)
    ]
    days = [each.day for each in await usage_store.of_person("alice", "2026-11-23")]
    assert days == ["2026-11-24", "2026-11-24", "2026-11-23"]
    assert len(await usage_store.of_person("alice", "2026-11-24")) == 2
    assert await usage_store.of_day("2026-11-22") == []


async def test_repeated_attempts_for_a_turn_count_once(usage_store: UsageStore) -> None:
    for _ in range(3):
        await usage_store.add(entry(), "the same turn")
    (counted,) = await usage_store.of_day("2026-11-24")
    assert counted == entry()


async def test_concurrent_turns_are_all_counted(usage_store: UsageStore, request: pytest.FixtureRequest) -> None:
    await asyncio.gather(*(usage_store.add(entry(), f"turn-{number}") for number in range(8)))
    (counted,) = await usage_store.of_day("2026-11-24")
    if "slow" in request.node.callspec.params["usage_store"]:
        assert counted.totals.answers >= 8  # a retry after another turn counts twice, but none is lost
    else:
        assert counted.totals == UsageTotals(8, 800, 160, 24, 32)
    (own,) = await usage_store.of_person("alice", "")
    assert own.totals == counted.totals


async def test_erasing_deletes_the_entries_of_one_person(usage_store: UsageStore) -> None:
    for day in ("2026-11-23", "2026-11-24"):
        for owner in ("alice", "bob"):
            await usage_store.add(entry(day, owner), f"{day}{owner}")
    assert await usage_store.erase("alice") == 2
    assert await usage_store.erase("alice") == 0
    assert [each.owner for each in await usage_store.of_day("2026-11-24")] == ["bob"]
    assert await usage_store.of_person("alice", "") == []
    assert len(await usage_store.of_person("bob", "")) == 2


async def test_an_entry_has_the_latest_name_of_the_person(usage_store: UsageStore) -> None:
    await usage_store.add(entry(), "1")
    await usage_store.add(UsageEntry("2026-11-24", "alice", "Alice Archer", "nova", ONE), "2")
    assert [each.name for each in await usage_store.of_day("2026-11-24")] == ["Alice Archer"]


async def test_a_sweep_removes_old_entries(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "history.db")
    usage_store = open_beside(store, SqliteUsageStore, DynamoUsageStore)
    await usage_store.add(entry("2025-01-01"), "old")
    await usage_store.add(entry("2026-11-24"), "new")
    assert await usage_store.sweep("2026-01-01") == 1
    assert [each.day for each in await usage_store.of_person("alice", "")] == ["2026-11-24"]
    await store.close()
