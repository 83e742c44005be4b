"""The contract of every place where usage is counted."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from chat.history.dynamodb.store import DynamoStore
from chat.history.sqlite import SqliteStore
from chat.usage.opening import open_book
from chat.usage.usage_store import UsageEntry, UsageStore, UsageTotals
from tests.support.dynamodb import REGION, Endpoint, dynamodb
from tests.support.slow import slow

ONE = UsageTotals(1, 100, 20, 3, 4)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with dynamodb() as running:
        yield running


@pytest.fixture(params=["sqlite", "dynamodb", "dynamodb, slow and failing"])
async def book(
    request: pytest.FixtureRequest, tmp_path: Path, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[UsageStore]:
    if request.param == "sqlite":
        file = SqliteStore(tmp_path / "history.db")
        yield open_book(file)
        await file.close()
        return
    with endpoint.table() as table:
        way = slow(endpoint.url, every=3) if "slow" in request.param else nullcontext(endpoint.url)
        with way as url:
            for name, value in Endpoint(url).environment().items():
                monkeypatch.setenv(name, value)
            store = DynamoStore(REGION, table)
            yield open_book(store)
            await store.close()


def entry(day: str = "2026-11-24", owner: str = "alice", model: str = "nova", spent: UsageTotals = ONE) -> UsageEntry:
    return UsageEntry(day, owner, owner.title(), model, spent)


async def test_turns_add_up_by_day_person_and_model(book: UsageStore) -> None:
    for number in range(3):
        await book.add(entry(), f"turn-{number}")
    await book.add(entry(model="arn:aws:bedrock:us-east-1::x/y#z"), "turn-3")
    await book.add(entry(owner="bob"), "turn-4")
    await book.add(entry(day="2026-11-23"), "turn-5")
    found = {(each.owner, each.model): each.spent for each in await book.of_day("2026-11-24")}
    assert found == {
        ("alice", "nova"): UsageTotals(3, 300, 60, 9, 12),
        ("alice", "arn:aws:bedrock:us-east-1::x/y#z"): ONE,
        ("bob", "nova"): ONE,
    }
    assert [(each.day, each.spent.answers) for each in await book.of_person("bob", "2026-11-01")] == [("2026-11-24", 1)]
    days = [each.day for each in await book.of_person("alice", "2026-11-23")]
    assert days == ["2026-11-24", "2026-11-24", "2026-11-23"]
    assert len(await book.of_person("alice", "2026-11-24")) == 2
    assert await book.of_day("2026-11-22") == []


async def test_a_turn_counts_once_however_often_it_is_tried(book: UsageStore) -> None:
    for _ in range(3):
        await book.add(entry(), "the same turn")
    (counted,) = await book.of_day("2026-11-24")
    assert counted == entry()


async def test_turns_at_once_lose_nothing(book: UsageStore, request: pytest.FixtureRequest) -> None:
    await asyncio.gather(*(book.add(entry(), f"turn-{number}") for number in range(8)))
    (counted,) = await book.of_day("2026-11-24")
    if "slow" in request.node.callspec.params["book"]:
        assert counted.spent.answers >= 8  # a retry that another turn overtook counts twice, and none is lost
    else:
        assert counted.spent == UsageTotals(8, 800, 160, 24, 32)
    (own,) = await book.of_person("alice", "")
    assert own.spent == counted.spent


async def test_a_person_is_forgotten_everywhere(book: UsageStore) -> None:
    for day in ("2026-11-23", "2026-11-24"):
        for owner in ("alice", "bob"):
            await book.add(entry(day, owner), f"{day}{owner}")
    assert await book.erase("alice") == 2
    assert await book.erase("alice") == 0
    assert [each.owner for each in await book.of_day("2026-11-24")] == ["bob"]
    assert await book.of_person("alice", "") == []
    assert len(await book.of_person("bob", "")) == 2


async def test_the_name_in_force_is_shown(book: UsageStore) -> None:
    await book.add(entry(), "1")
    await book.add(UsageEntry("2026-11-24", "alice", "Alice Archer", "nova", ONE), "2")
    assert [each.name for each in await book.of_day("2026-11-24")] == ["Alice Archer"]


async def test_what_is_old_is_swept(tmp_path: Path) -> None:
    file = SqliteStore(tmp_path / "history.db")
    kept = open_book(file)
    await kept.add(entry("2025-01-01"), "old")
    await kept.add(entry("2026-11-24"), "new")
    assert await kept.sweep("2026-01-01") == 1
    assert [each.day for each in await kept.of_person("alice", "")] == ["2026-11-24"]
    await file.close()
