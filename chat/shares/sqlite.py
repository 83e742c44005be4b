"""Shares in the history file."""

import sqlite3

from chat.history.sqlite.store import SqliteStore
from chat.shares.share_store import Share


class SqliteShareStore:
    """The shares of all people, in the table `shares`.

    Args:
        store: The store that opened the file.
    """

    def __init__(self, store: SqliteStore) -> None:
        self._store = store

    async def put(self, owner: str, share: Share, *, was: str | None) -> bool:
        """See `ShareStore`."""
        values: tuple[str, ...] = (share.token_hash, share.made_at, share.to_json(), owner, share.thread_id)
        if was is None:
            query = "INSERT OR IGNORE INTO shares (token, at, record, owner, thread_id) VALUES (?, ?, ?, ?, ?)"
        else:
            query = "UPDATE shares SET token = ?, at = ?, record = ? WHERE owner = ? AND thread_id = ? AND token = ?"
            values = (*values, was)
        return await self._store.run(lambda db: db.execute(query, values).rowcount > 0)

    async def get(self, owner: str, thread_id: str) -> Share | None:
        """See `ShareStore`."""
        query = "SELECT * FROM shares WHERE owner = ? AND thread_id = ?"
        row = await self._store.run(lambda db: db.execute(query, (owner, thread_id)).fetchone())
        return _share(row) if row else None

    async def get_all(self, owner: str) -> list[Share]:
        """See `ShareStore`."""
        query = "SELECT * FROM shares WHERE owner = ? ORDER BY at DESC, thread_id DESC"
        rows = await self._store.run(lambda db: db.execute(query, (owner,)).fetchall())
        return [_share(row) for row in rows]

    async def find(self, token_hash: str) -> tuple[str, Share] | None:
        """See `ShareStore`."""
        query = "SELECT * FROM shares WHERE token = ?"
        row = await self._store.run(lambda db: db.execute(query, (token_hash,)).fetchone())
        return (row["owner"], _share(row)) if row else None

    async def remove(self, owner: str, thread_id: str) -> bool:
        """See `ShareStore`."""
        query = "DELETE FROM shares WHERE owner = ? AND thread_id = ?"
        removed = await self._store.run(lambda db: db.execute(query, (owner, thread_id)).rowcount)
        await self._store.purge()
        return removed > 0

    async def erase(self, owner: str) -> int:
        """See `ShareStore`."""
        erased = await self._store.run(lambda db: db.execute("DELETE FROM shares WHERE owner = ?", (owner,)).rowcount)
        await self._store.purge()
        return erased


def _share(row: sqlite3.Row) -> Share:
    return Share.from_json(row["thread_id"], row["token"], row["record"])
