"""The events of learners in the history file."""

import json
import sqlite3
from collections.abc import Sequence

from chat.history.sqlite.store import SqliteStore
from chat.history.timestamps import epoch_seconds, expiry_after
from chat.teaching.events import LearningEvent


class SqliteLearningStore:
    """The events of all learners, in the table `learning`.

    Args:
        store: The store that opened the file.
    """

    def __init__(self, store: SqliteStore) -> None:
        self._store = store

    async def append(self, owner: str, event: LearningEvent) -> None:
        """See `LearningStore`."""
        query = "INSERT OR IGNORE INTO learning (owner, id, at, record, expires) VALUES (?, ?, ?, ?, ?)"
        values = (owner, event.id, event.at, json.dumps(event.to_record()), expiry_after(self._store.keep_days))
        await self._store.run(lambda db: db.execute(query, values))

    async def events(self, owner: str) -> list[LearningEvent]:
        """See `LearningStore`."""
        query = "SELECT record FROM learning WHERE owner = ? AND (expires IS NULL OR expires > ?) ORDER BY at, id"
        values = (owner, epoch_seconds())
        rows = await self._store.run(lambda db: db.execute(query, values).fetchall())
        return [LearningEvent.from_record(json.loads(row["record"])) for row in rows]

    async def remove(self, owner: str, ids: Sequence[str]) -> int:
        """See `LearningStore`."""

        def write(db: sqlite3.Connection) -> int:
            query = "DELETE FROM learning WHERE owner = ? AND id = ?"
            return max(0, db.executemany(query, [(owner, one) for one in ids]).rowcount)

        return await self._purged(await self._store.run(write))

    async def erase(self, owner: str) -> int:
        """See `LearningStore`."""
        query = "DELETE FROM learning WHERE owner = ?"
        return await self._purged(await self._store.run(lambda db: db.execute(query, (owner,)).rowcount))

    async def sweep(self) -> int:
        """See `LearningStore`."""
        query = "DELETE FROM learning WHERE expires <= ?"
        return await self._store.run(lambda db: db.execute(query, (epoch_seconds(),)).rowcount)

    async def _purged(self, removed: int) -> int:
        # The file overwrites deleted rows, but its write-ahead log still holds them until a checkpoint.
        if removed:
            await self._store.purge()
        return removed
