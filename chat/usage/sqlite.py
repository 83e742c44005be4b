"""Usage in the history file."""

import sqlite3

from chat.history.sqlite.store import SqliteStore
from chat.usage.usage_store import MAX_ENTRIES, UsageEntry, UsageTotals


class SqliteUsageStore:
    """The usage of all people, in the table `usage`.

    Args:
        store: The store that opened the file.
    """

    def __init__(self, store: SqliteStore) -> None:
        self._store = store

    async def add(self, entry: UsageEntry, turn_id: str) -> None:
        """See `UsageStore`."""
        totals = entry.totals
        query = """
            INSERT INTO usage (day, owner, model, name, turn, answers, input, output, cache_read, cache_write)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (day, owner, model) DO UPDATE SET
                name = excluded.name, turn = excluded.turn, answers = answers + excluded.answers,
                input = input + excluded.input, output = output + excluded.output,
                cache_read = cache_read + excluded.cache_read, cache_write = cache_write + excluded.cache_write
            WHERE turn <> excluded.turn
        """
        counted = (totals.answers, totals.input_tokens, totals.output_tokens)
        cached = (totals.cache_read_tokens, totals.cache_write_tokens)
        given = (entry.day, entry.owner, entry.model, entry.name, turn_id, *counted, *cached)
        await self._store.run(lambda db: db.execute(query, given))

    async def of_day(self, day: str) -> list[UsageEntry]:
        """See `UsageStore`."""
        query = "SELECT * FROM usage WHERE day = ? ORDER BY owner, model LIMIT ?"
        return await self._store.run(lambda db: [_entry(row) for row in db.execute(query, (day, MAX_ENTRIES))])

    async def of_person(self, owner: str, since: str) -> list[UsageEntry]:
        """See `UsageStore`."""
        query = "SELECT * FROM usage WHERE owner = ? AND day >= ? ORDER BY day DESC, model"
        return await self._store.run(lambda db: [_entry(row) for row in db.execute(query, (owner, since))])

    async def erase(self, owner: str) -> int:
        """See `UsageStore`."""

        def write(db: sqlite3.Connection) -> int:
            (answers,) = db.execute("SELECT coalesce(sum(answers), 0) FROM usage WHERE owner = ?", (owner,)).fetchone()
            db.execute("DELETE FROM usage WHERE owner = ?", (owner,))
            return int(answers)

        return await self._store.run(write)

    async def sweep(self, before: str) -> int:
        """See `UsageStore`."""
        return await self._store.run(lambda db: db.execute("DELETE FROM usage WHERE day < ?", (before,)).rowcount)


def _entry(row: sqlite3.Row) -> UsageEntry:
    totals = UsageTotals(row["answers"], row["input"], row["output"], row["cache_read"], row["cache_write"])
    return UsageEntry(row["day"], row["owner"], row["name"], row["model"], totals)
