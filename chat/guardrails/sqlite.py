"""What guardrails find, in the history file."""

import sqlite3

from chat.guardrails.finding_store import FindingCount
from chat.history.sqlite.store import SqliteStore


class SqliteFindingStore:
    """The counts of all servers, in the table `guardrail_findings`.

    Args:
        store: The store that opened the file.
    """

    def __init__(self, store: SqliteStore) -> None:
        self._store = store

    async def put(self, count: FindingCount) -> None:
        """See `FindingStore`."""
        query = """
            INSERT OR REPLACE INTO guardrail_findings (day, server, category, action, count) VALUES (?, ?, ?, ?, ?)
        """
        given = (count.day, count.server, count.category, count.action, count.count)
        await self._store.run(lambda db: db.execute(query, given))

    async def since(self, day: str) -> list[FindingCount]:
        """See `FindingStore`."""
        query = "SELECT * FROM guardrail_findings WHERE day >= ?"
        return await self._store.run(lambda db: [_count(row) for row in db.execute(query, (day,))])

    async def sweep(self, before: str) -> int:
        """See `FindingStore`."""
        query = "DELETE FROM guardrail_findings WHERE day < ?"
        return await self._store.run(lambda db: db.execute(query, (before,)).rowcount)


def _count(row: sqlite3.Row) -> FindingCount:
    return FindingCount(row["day"], row["server"], row["category"], row["action"], row["count"])
