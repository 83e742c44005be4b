"""What is remembered of people, beside their conversations: in the same file, or in the same table."""

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from agents.memory.errors import MemoryUnavailable
from agents.memory.fact_repository import FactRecord
from chat.history.dynamodb.calls import Calls, ConditionFailed, Item
from chat.history.dynamodb.table import owner_key
from chat.history.store import StoreError

T = TypeVar("T")

_UNDER = "#owner = :owner AND begins_with(#item, :item)"
_READS = 16  # at a time


class Run(Protocol):
    """Does work on the history file, off the event loop."""

    async def __call__(self, work: Callable[[sqlite3.Connection], T], *, transaction: bool = True) -> T:
        """Return what the work returns."""
        ...


class SqliteFacts:
    """Facts in the history file.

    Args:
        run: Does work on it.
    """

    def __init__(self, run: Run) -> None:
        self._run = run

    async def put(self, owner: str, records: Mapping[str, FactRecord]) -> None:
        """See `Truth`."""
        rows = [(owner, key, _json(record)) for key, record in records.items()]
        query = "INSERT OR REPLACE INTO facts VALUES (?, ?, ?)"
        await self._work(lambda db: db.executemany(query, rows))

    async def replace(self, owner: str, key: str, record: FactRecord, *, was: FactRecord) -> bool:
        """See `Truth`."""
        query = "UPDATE facts SET record = ? WHERE owner = ? AND item = ? AND record = ?"
        values = (_json(record), owner, key, _json(was))
        return await self._work(lambda db: db.execute(query, values).rowcount > 0)

    async def get(self, owner: str, keys: Sequence[str]) -> dict[str, FactRecord]:
        """See `Truth`."""
        query = "SELECT record FROM facts WHERE owner = ? AND item = ?"

        def read(db: sqlite3.Connection) -> dict[str, FactRecord]:
            rows = {key: db.execute(query, (owner, key)).fetchone() for key in keys}
            return {key: json.loads(row["record"]) for key, row in rows.items() if row}

        return await self._work(read)

    async def under(self, owner: str, prefix: str) -> dict[str, FactRecord]:
        """See `Truth`."""
        query = "SELECT item, record FROM facts WHERE owner = ? AND item >= ? AND item < ? ORDER BY item"
        values = (owner, prefix, f"{prefix}\U0010ffff")
        rows = await self._work(lambda db: db.execute(query, values).fetchall())
        return await asyncio.to_thread(lambda: {row["item"]: json.loads(row["record"]) for row in rows})

    async def remove(self, owner: str, keys: Sequence[str]) -> int:
        """See `Truth`."""
        query = "DELETE FROM facts WHERE owner = ? AND item = ?"
        removed = await self._work(lambda db: db.executemany(query, [(owner, key) for key in keys]).rowcount)
        # The file overwrites what is deleted; the log beside it is to forget it too.
        await self._work(lambda db: db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall(), transaction=False)
        return max(removed, 0)

    async def _work(self, work: Callable[[sqlite3.Connection], T], *, transaction: bool = True) -> T:
        try:
            return await self._run(work, transaction=transaction)
        except StoreError as error:
            raise MemoryUnavailable(str(error)) from error


class DynamoFacts:
    """Facts in the history table, beside the conversations of their owner: `fact#…`, `passage#…`.

    Args:
        calls: The table's operations.
    """

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def put(self, owner: str, records: Mapping[str, FactRecord]) -> None:
        """See `Truth`."""
        items = [{**_key(owner, key), "record": _json(record)} for key, record in records.items()]
        await _as_memory_error(self._calls.write_all(puts=items))

    async def replace(self, owner: str, key: str, record: FactRecord, *, was: FactRecord) -> bool:
        """See `Truth`."""
        # A write that was made, but whose answer was lost, is tried again by the SDK.
        condition = "#record = :was OR #record = :record"
        put = {"record": _json(record)}
        change = self._calls.changing(_key(owner, key), put=put, condition=condition, was=_json(was))
        try:
            await _as_memory_error(self._calls.update(change))
        except ConditionFailed:
            return False
        return True

    async def get(self, owner: str, keys: Sequence[str]) -> dict[str, FactRecord]:
        """See `Truth`."""
        found: dict[str, FactRecord] = {}
        for at in range(0, len(keys), _READS):
            read = [self._calls.get(_key(owner, key)) for key in keys[at : at + _READS]]
            items = await _as_memory_error(asyncio.gather(*read))
            found |= {item["item"]: json.loads(item["record"]) for item in items if item}
        return found

    async def under(self, owner: str, prefix: str) -> dict[str, FactRecord]:
        """See `Truth`."""

        async def read() -> dict[str, FactRecord]:
            given = {"owner": owner_key(owner), "item": prefix}
            return {item["item"]: json.loads(item["record"]) async for item in self._calls.query(_UNDER, given)}

        return await _as_memory_error(read())

    async def remove(self, owner: str, keys: Sequence[str]) -> int:
        """See `Truth`."""
        there = await self.get(owner, keys)
        await _as_memory_error(self._calls.write_all(deletes=[_key(owner, key) for key in there]))
        return len(there)


async def _as_memory_error(work: Awaitable[T]) -> T:
    try:
        return await work
    except StoreError as error:
        raise MemoryUnavailable(str(error)) from error


def _key(owner: str, key: str) -> Item:
    return {"owner": owner_key(owner), "item": key}


def _json(record: FactRecord) -> str:
    return json.dumps(record, sort_keys=True)
