"""The contract of `BudgetStore`, run against each store."""

import asyncio
import random
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from chat.budgets import dynamodb as dynamodb_store
from chat.budgets.budget_store import EVERYONE, Allowance, BudgetStore, Counter, Hold, Limit, person_scope
from chat.budgets.dynamodb import DynamoBudgetStore
from chat.budgets.sqlite import SqliteBudgetStore
from chat.history.dynamodb.store import DynamoStore
from chat.history.open_store import open_beside
from chat.history.sqlite.store import SqliteStore
from chat.history.store import StoreError
from tests.support.dynamodb import REGION, Endpoint, dynamodb
from tests.support.slow import slow

DAY, MONTH = "2026-11-28", "2026-11"
ALICE = Counter(DAY, "usd", person_scope("alice#1/2"))
BOB = Counter(DAY, "usd", person_scope("bob"))
ALL = Counter(MONTH, "usd", EVERYONE)
LIMITS = (Limit(ALICE, 100), Limit(ALL, 1_000))


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with dynamodb() as running:
        yield running


@pytest.fixture(params=["sqlite", "dynamodb"])
async def budgets(
    request: pytest.FixtureRequest, tmp_path: Path, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[BudgetStore]:
    if request.param == "sqlite":
        sqlite = SqliteStore(tmp_path / "history.db")
        yield open_beside(sqlite, SqliteBudgetStore, DynamoBudgetStore)
        await sqlite.close()
        return
    async with on_dynamodb(endpoint, endpoint.url, monkeypatch) as opened:
        yield opened


@asynccontextmanager
async def on_dynamodb(endpoint: Endpoint, url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[BudgetStore]:
    """A store in a table of its own, called by way of an address."""
    with endpoint.table() as table:
        for name, value in Endpoint(url).environment().items():
            monkeypatch.setenv(name, value)
        store = DynamoStore(REGION, table)
        yield open_beside(store, SqliteBudgetStore, DynamoBudgetStore)
        await store.close()


def hold(amount: int, *, seconds: int = 300) -> Hold:
    return Hold(uuid.uuid4().hex, amount, int(time.time()) + seconds)


async def used(budgets: BudgetStore, *counters: Counter) -> list[tuple[int, int]]:
    """What is used, and what is reserved of it."""
    found = {one.counter: (one.used, one.reserved) for one in await budgets.read(counters)}
    return [found.get(counter, (0, 0)) for counter in counters]


async def test_an_amount_is_reserved_in_all_counters_or_in_none(budgets: BudgetStore) -> None:
    first = hold(60)
    assert await budgets.reserve(first, LIMITS) is None
    assert await budgets.reserve(hold(41), LIMITS) == LIMITS[0]
    assert await budgets.reserve(hold(941), [Limit(BOB, 5_000), Limit(ALL, 1_000)]) == Limit(ALL, 1_000)
    assert await used(budgets, ALICE, BOB, ALL) == [(60, 60), (0, 0), (60, 60)]
    assert await budgets.reserve(hold(40), LIMITS) is None
    await budgets.settle(first.id, 25)
    assert await used(budgets, ALICE, ALL) == [(65, 40), (65, 40)]


async def test_a_reservation_is_settled_once(budgets: BudgetStore) -> None:
    held = hold(60)
    await budgets.reserve(held, LIMITS)
    for amount in (10, 50, 0):
        await budgets.settle(held.id, amount)
    await budgets.settle(uuid.uuid4().hex, 50)
    assert await used(budgets, ALICE, ALL) == [(10, 0), (10, 0)]


async def test_a_call_that_cost_more_than_its_reservation_counts_in_full(budgets: BudgetStore) -> None:
    held = hold(60)
    await budgets.reserve(held, LIMITS)
    await budgets.settle(held.id, 130)
    assert await used(budgets, ALICE) == [(130, 0)]
    assert await budgets.reserve(hold(1), LIMITS) == LIMITS[0]


async def test_a_reservation_of_a_dead_server_expires_and_counts_if_it_is_settled_after_all(
    budgets: BudgetStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dynamodb_store, "REFUSED_SWEEP_SECONDS", 0)
    dead = hold(100, seconds=-1)
    assert await budgets.reserve(dead, LIMITS) is None
    assert await budgets.reserve(hold(70), LIMITS) is None
    assert await used(budgets, ALICE, ALL) == [(70, 70), (70, 70)]
    for _ in range(2):
        await budgets.settle(dead.id, 20)
    assert await used(budgets, ALICE, ALL) == [(90, 70), (90, 70)]


async def test_a_reservation_whose_response_is_lost_is_made_once(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    with slow(endpoint.url, every=3) as url:
        async with on_dynamodb(endpoint, url, monkeypatch) as budgets:
            for _ in range(3):
                held = hold(10)
                assert await budgets.reserve(held, LIMITS) is None
                await budgets.settle(held.id, 4)
            assert await used(budgets, ALICE, ALL) == [(12, 0), (12, 0)]


async def test_a_reservation_that_is_withdrawn_is_released_and_not_made_afterwards(budgets: BudgetStore) -> None:
    made, on_its_way = hold(60), hold(30)
    await budgets.reserve(made, LIMITS)
    for held in (made, on_its_way):
        for _ in range(2):
            await budgets.withdraw(held.id)
        with pytest.raises(StoreError):
            await budgets.reserve(held, LIMITS)
        await budgets.settle(held.id, 0)
    assert await used(budgets, ALICE, ALL) == [(0, 0), (0, 0)]
    assert await budgets.reserve(hold(100), LIMITS) is None


async def test_a_cap_of_nothing_refuses_everything(budgets: BudgetStore) -> None:
    assert await budgets.reserve(hold(1), [Limit(ALICE, 0)]) == Limit(ALICE, 0)
    assert await budgets.reserve(hold(101), LIMITS) == LIMITS[0]
    assert await budgets.read([ALICE]) == []


async def test_parallel_calls_never_pass_a_cap(budgets: BudgetStore) -> None:
    async def call(number: int) -> int:
        held = hold(30)
        if await budgets.reserve(held, LIMITS) is not None:
            return 0
        await asyncio.sleep(random.uniform(0, 0.02))
        await budgets.settle(held.id, number % 4)
        return number % 4

    spent = sum(await asyncio.gather(*map(call, range(24))))
    assert await used(budgets, ALICE, ALL) == [(spent, 0), (spent, 0)]
    assert 0 < spent <= 100


async def test_the_counters_of_a_period_are_listed_with_their_caps(budgets: BudgetStore) -> None:
    await budgets.reserve(hold(7), LIMITS)
    await budgets.reserve(hold(5), [Limit(BOB, 50)])
    tokens = Counter(DAY, "tokens", person_scope("bob"))
    await budgets.reserve(hold(3), [Limit(tokens, 9)])
    found = {one.counter: (one.used, one.cap) for one in await budgets.of_period(DAY)}
    assert found == {ALICE: (7, 100), BOB: (5, 50), tokens: (3, 9)}
    assert [one.counter for one in await budgets.of_period(MONTH)] == [ALL]


async def test_an_allowance_takes_the_place_of_an_earlier_one(budgets: BudgetStore) -> None:
    assert await budgets.get_allowance("alice") is None
    for allowance in (Allowance("alice", 5, 6, 7), Allowance("alice", 8, 9, 10), Allowance("bob", 1, 1, 1)):
        await budgets.put_allowance(allowance)
    assert await budgets.get_allowance("alice") == Allowance("alice", 8, 9, 10)


async def test_a_sweep_removes_the_counters_of_earlier_periods(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "history.db")
    budgets = open_beside(store, SqliteBudgetStore, DynamoBudgetStore)
    old = Counter("2026-10", "usd", EVERYONE)
    await budgets.reserve(hold(1), [Limit(old, 10), *LIMITS])
    assert await budgets.sweep("2026-10-19") == 1
    assert await used(budgets, old, ALICE, ALL) == [(0, 0), (1, 1), (1, 1)]
    await store.close()
