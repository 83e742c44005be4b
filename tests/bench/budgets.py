"""200 parallel turns on two servers that are killed at random spend what their budgets allow, and no more.

`python -m tests.bench budgets` does it on SQLite and on DynamoDB's API: moto's, which answers one request at a time, or
the one that `TEST_DYNAMODB_URL` names.
"""

import asyncio
import contextlib
import os
import random
import sys
import tempfile
from collections import Counter as Tally
from dataclasses import dataclass
from pathlib import Path

from agents.pricing import NANO
from chat.budgets.budget_store import EVERYONE, BudgetStore, Counter, owner_of
from chat.budgets.dynamodb import DynamoBudgetStore
from chat.budgets.periods import period_name, utc_moment
from chat.budgets.service import STORE_SECONDS
from chat.budgets.sqlite import SqliteBudgetStore
from chat.history.open_store import open_beside, open_store
from chat.history.store import StoreError
from tests.bench.budget_server import EVERYONE_CAP, PERSON_CAP, REGION, UNCHECKED
from tests.support.dynamodb import dynamodb

TURNS = 200
KILLS = 4
SERVERS = 2
MAX_SECONDS = 900  # of one store; moto takes one to six minutes
_MOTO_SECONDS = 200.0  # for which a call waits for moto, which answers one request at a time
_WATCH_SECONDS = 0.02


@dataclass
class Spending:
    """What was spent, in billionths of a dollar.

    Attributes:
        billed: What the provider has billed, by person.
        used: What the counter of everyone holds in the end, with what is reserved.
        reserved: What dead servers have left reserved.
        peak: The highest value of the counter that was seen.
        killed: Servers that were killed while they worked.
        calls: Calls that the provider has billed.
        unchecked: Turns that ended because the store did not answer in time.
    """

    billed: Tally[str]
    used: int
    reserved: int
    peak: int
    killed: int
    calls: int
    unchecked: int

    @property
    def overshoot(self) -> int:
        """By how much a cap was passed: by what the provider billed, or in a counter."""
        of_people = max((amount - PERSON_CAP for amount in self.billed.values()), default=0)
        return max(0, of_people, self.billed.total() - EVERYONE_CAP, self.peak - EVERYONE_CAP)


async def spend(
    history_url: str, folder: Path, *, turns: int = TURNS, kills: int = KILLS, store_seconds: float = STORE_SECONDS
) -> Spending:
    """Run servers, kill some of them, start others in their place, and count.

    Args:
        history_url: The store.
        folder: Where the ledger is kept.
        turns: How many turns the servers run in parallel.
        kills: How many servers are killed.
        store_seconds: For how long a call waits for the store.

    Raises:
        TimeoutError: It took longer than `MAX_SECONDS`; the servers are killed.
    """
    store = await open_store(history_url, REGION)
    budgets, ledger = open_beside(store, SqliteBudgetStore, DynamoBudgetStore), folder / "ledger"
    ledger.touch()
    watch = asyncio.create_task(_watch(budgets))
    share = (str(turns // SERVERS), str(store_seconds))
    arguments = (sys.executable, "-m", "tests.bench.budget_server", history_url, str(ledger), *share)
    servers = [await asyncio.create_subprocess_exec(*arguments) for _ in range(SERVERS)]
    killed = 0
    try:
        async with asyncio.timeout(MAX_SECONDS):
            for number in range(kills):
                server = servers[number % SERVERS]
                await _bills_some(server, ledger)
                if server.returncode is None:
                    server.kill()
                    killed += 1
                await server.wait()
                servers[number % SERVERS] = await asyncio.create_subprocess_exec(*arguments)
            for server in servers:
                assert await server.wait() == 0
    finally:
        for server in servers:
            if server.returncode is None:
                server.kill()
                await server.wait()
        watch.cancel()
    peak = await asyncio.gather(watch)
    found = {one.counter.scope: one for one in await budgets.of_period(_today())}
    await store.close()
    everyone = found.pop(EVERYONE)
    people = sum(one.used for one in found.values() if owner_of(one.counter))
    assert people == everyone.used, "each call counts for its person and for everyone"
    billed_to: Tally[str] = Tally()
    lines = [line.split() for line in ledger.read_text().splitlines()]
    billed = [(owner, int(amount)) for owner, amount in lines if amount != UNCHECKED]
    for owner, amount in billed:
        billed_to[owner] += amount
    highest, unchecked = max(peak[0], everyone.used), len(lines) - len(billed)
    return Spending(billed_to, everyone.used, everyone.reserved, highest, killed, len(billed), unchecked)


async def _bills_some(server: asyncio.subprocess.Process, ledger: Path) -> None:
    """Wait until a random number of calls were billed, or the server has ended because the budgets are spent."""

    def billed() -> int:
        return len(ledger.read_text().splitlines())

    enough = billed() + random.randint(1, 20)
    while billed() < enough:
        if server.returncode is not None:
            return
        await asyncio.sleep(0.001)


async def _watch(budgets: BudgetStore) -> int:
    """Return the highest value of the counter of everyone until cancelled."""
    counter, peak = Counter(_today(), "usd", EVERYONE), 0
    try:
        while True:
            with contextlib.suppress(StoreError):  # it is busy: the next look sees what this one would have
                peak = max([peak, *(one.used for one in await budgets.read([counter]))])
            await asyncio.sleep(_WATCH_SECONDS)
    except asyncio.CancelledError:
        return peak


def _today() -> str:
    return period_name("day", utc_moment())


def report(name: str, turns: int, spending: Spending) -> str:
    """Return the line of one store."""
    amounts = {
        "cap": EVERYONE_CAP,
        "spent": spending.used - spending.reserved,
        "reserved": spending.reserved,
        "billed": spending.billed.total(),
        "overshoot": spending.overshoot,
    }
    told = ", ".join(f"{what} ${amount / NANO:.6f}" if amount else f"{what} = 0" for what, amount in amounts.items())
    counted = f"{spending.killed} killed, {spending.calls:,} calls, {spending.unchecked} unchecked"
    return f"{name}: {turns} turns, {SERVERS} servers, {counted}: {told}"


async def _main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sqlite").mkdir()
        spending = await spend(f"sqlite:///{folder}/sqlite/history.db", folder / "sqlite")
        print(report("SQLite", TURNS, spending))
        with dynamodb() as endpoint, endpoint.table() as table:
            os.environ |= endpoint.environment()
            (folder / "dynamodb").mkdir()
            seconds = STORE_SECONDS if "TEST_DYNAMODB_URL" in os.environ else _MOTO_SECONDS
            spending = await spend(f"dynamodb://{table}", folder / "dynamodb", store_seconds=seconds)
            print(report("DynamoDB", TURNS, spending))


def main() -> None:
    asyncio.run(_main())
