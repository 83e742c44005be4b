"""Remembered facts in the history file."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from agents.memory.errors import MemoryUnavailable
from agents.memory.fact_repository import FactRecord
from chat.history.sqlite.schema import overwrite_deleted
from chat.history.store import StoreError

T = TypeVar("T")


class RunWork(Protocol):
    """Runs work on the history file, off the event loop."""

    async def __call__(self, work: Callable[[sqlite3.Connection], T], *, transaction: bool = True) -> T:
        """Return the result of the work."""
        ...


class SqliteFactRepository:
    """The facts of all owners, in the table `facts`.

    Args:
        run: Runs work on the history file.
    """

    def __init__(self, run: RunWork) -> None:
        self._run_work = run

    async def put(self, owner: str, records: Mapping[str, FactRecord]) -> None:
        """See `FactRepository`."""
        rows = [(owner, key, _to_json(record)) for key, record in records.items()]
        query = "INSERT OR REPLACE INTO facts VALUES (?, ?, ?)"
        await self._run(lambda db: db.executemany(query, rows))

    async def replace(self, owner: str, key: str, record: FactRecord, *, was: FactRecord) -> bool:
        """See `FactRepository`."""
        query = "UPDATE facts SET record = ? WHERE owner = ? AND item = ? AND record = ?"
        values = (_to_json(record), owner, key, _to_json(was))
        return await self._run(lambda db: db.execute(query, values).rowcount > 0)

    async def get(self, owner: str, keys: Sequence[str]) -> dict[str, FactRecord]:
        """See `FactRepository`."""
        query = "SELECT record FROM facts WHERE owner = ? AND item = ?"

        def read(db: sqlite3.Connection) -> dict[str, FactRecord]:
            rows = {key: db.execute(query, (owner, key)).fetchone() for key in keys}
            return {key: json.loads(row["record"]) for key, row in rows.items() if row}

        return await self._run(read)

    async def under(self, owner: str, prefix: str) -> dict[str, FactRecord]:
        """See `FactRepository`."""
        query = "SELECT item, record FROM facts WHERE owner = ? AND item >= ? AND item < ? ORDER BY item"
        values = (owner, prefix, f"{prefix}\U0010ffff")
        rows = await self._run(lambda db: db.execute(query, values).fetchall())
        return await asyncio.to_thread(lambda: {row["item"]: json.loads(row["record"]) for row in rows})

    async def remove(self, owner: str, keys: Sequence[str]) -> int:
        """See `FactRepository`."""
        query = "DELETE FROM facts WHERE owner = ? AND item = ?"
        removed = await self._run(lambda db: db.executemany(query, [(owner, key) for key in keys]).rowcount)
        await self._run(overwrite_deleted, transaction=False)
        return max(removed, 0)

    async def _run(self, work: Callable[[sqlite3.Connection], T], *, transaction: bool = True) -> T:
        try:
            return await self._run_work(work, transaction=transaction)
        except StoreError as error:
            raise MemoryUnavailable(str(error)) from error


def _to_json(record: FactRecord) -> str:
    # `replace` compares this text, so equal records must have equal texts.
    return json.dumps(record, sort_keys=True)
