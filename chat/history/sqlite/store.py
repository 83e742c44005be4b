"""Conversations in one SQLite file."""

import asyncio
import json
import sqlite3
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from chat.history.sqlite.batch_writer import BatchWriter
from chat.history.sqlite.facts import SqliteFactRepository
from chat.history.sqlite.schema import backups, open_file, overwrite_deleted
from chat.history.sqlite.step_reader import NOW, SqliteStepReader
from chat.history.sqlite.step_writer import StepWrite, show_step
from chat.history.sqlite.threads import delete_thread, ensure_thread, get_thread, list_threads
from chat.history.step import StepRecord
from chat.history.store import ConversationDeleted, Counts, StepPage, StoreError, Thread, ThreadPage
from chat.history.timestamps import TOMBSTONE_DAYS, expiry_after

T = TypeVar("T")


class SqliteStore:
    """The store of a laptop: SQLite in WAL mode, with one connection on a thread of its own.

    Args:
        path: The database file; a missing folder is created.

    Raises:
        StoreError: The file cannot be opened, or a newer version of this program wrote it.
    """

    def __init__(self, path: Path) -> None:
        self.keep_days: int | None = None
        self._path = path
        self._closed = False
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="history")
        self._connection = self._executor.submit(open_file, path).result()
        self._writer = BatchWriter(self._connection, self._executor)
        self.facts = SqliteFactRepository(self.run)

    async def put_thread(
        self,
        owner: str,
        thread_id: str,
        *,
        name: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        tags: tuple[str, ...] | None = None,
    ) -> None:
        """See `ConversationStore`."""
        expires = expiry_after(self.keep_days)

        def write(db: sqlite3.Connection) -> None:
            if not ensure_thread(db, owner, thread_id, expires):
                return
            for column, value in (
                ("name", name),
                ("metadata", None if metadata is None else json.dumps(metadata)),
                ("tags", None if tags is None else json.dumps(tags)),
            ):
                if value is not None:
                    db.execute(
                        f"UPDATE threads SET {column} = ? WHERE owner = ? AND id = ?",  # noqa: S608 (column names from the code)
                        (value, owner, thread_id),
                    )

        await self.run(write)

    async def get_thread(self, owner: str, thread_id: str) -> Thread | None:
        """See `ConversationStore`."""
        return await self.run(lambda db: get_thread(db, owner, thread_id))

    async def list_threads(
        self,
        owner: str,
        *,
        limit: int,
        cursor: str | None = None,
        search: str | None = None,
        feedback: int | None = None,
    ) -> ThreadPage:
        """See `ConversationStore`."""
        return await self.run(lambda db: list_threads(db, owner, limit, cursor, search, feedback))

    async def delete_thread(self, owner: str, thread_id: str) -> None:
        """See `ConversationStore`."""
        await self.run(lambda db: delete_thread(db, owner, thread_id))

    async def put_step(self, owner: str, thread_id: str, step: StepRecord) -> None:
        """See `ConversationStore`."""
        write = StepWrite(owner, thread_id, step, expiry_after(self.keep_days))
        await self.run(write.put)

    async def get_step(self, owner: str, thread_id: str, step_id: str) -> StepRecord | None:
        """See `ConversationStore`."""
        return await self.run(lambda db: SqliteStepReader(db, owner, thread_id).get_step(step_id))

    async def get_steps(self, owner: str, thread_id: str) -> list[StepRecord]:
        """See `ConversationStore`."""
        return await self.run(lambda db: SqliteStepReader(db, owner, thread_id).get_steps())

    async def get_shown_steps(self, owner: str, thread_id: str, since: str) -> list[StepRecord]:
        """See `ConversationStore`."""
        return await self.run(lambda db: SqliteStepReader(db, owner, thread_id).get_shown_steps(since))

    async def get_page(self, owner: str, thread_id: str, *, messages: int, before: int | None = None) -> StepPage:
        """See `ConversationStore`."""
        return await self.run(lambda db: SqliteStepReader(db, owner, thread_id).get_page(messages, before))

    async def get_messages(self, owner: str, thread_id: str, limit: int) -> list[StepRecord]:
        """See `ConversationStore`."""
        return await self.run(lambda db: SqliteStepReader(db, owner, thread_id).get_messages(limit))

    async def begin_version(self, owner: str, thread_id: str, question: StepRecord, *, replaces: str) -> bool:
        """See `ConversationStore`."""
        write = StepWrite(owner, thread_id, question, expiry_after(self.keep_days))
        return await self.run(lambda db: write.put_version(db, replaces))

    async def show_step(self, owner: str, thread_id: str, step_id: str) -> bool:
        """See `ConversationStore`."""
        return await self.run(lambda db: show_step(db, owner, thread_id, step_id))

    async def delete_step(self, owner: str, thread_id: str, step_id: str) -> None:
        """See `ConversationStore`."""
        query = "DELETE FROM steps WHERE owner = ? AND thread_id = ? AND id = ?"
        await self.run(lambda db: db.execute(query, (owner, thread_id, step_id)))

    async def put_feedback(self, owner: str, thread_id: str, step_id: str, value: int, comment: str | None) -> bool:
        """See `ConversationStore`."""
        query = "UPDATE steps SET feedback = ?, comment = ? WHERE owner = ? AND thread_id = ? AND id = ?"
        arguments = (value, comment, owner, thread_id, step_id)
        return await self.run(lambda db: db.execute(query, arguments).rowcount > 0)

    async def delete_feedback(self, owner: str, thread_id: str, step_id: str) -> bool:
        """See `ConversationStore`."""
        query = """
            UPDATE steps SET feedback = NULL, comment = NULL
            WHERE owner = ? AND thread_id = ? AND id = ? AND feedback IS NOT NULL
        """
        return await self.run(lambda db: db.execute(query, (owner, thread_id, step_id)).rowcount > 0)

    async def acquire_lease(self, owner: str, thread_id: str, turn_id: str, seconds: float) -> bool:
        """See `ConversationStore`."""
        expires = expiry_after(self.keep_days)
        query = """
            UPDATE threads SET turn = :turn, turn_until = :until
            WHERE owner = :owner AND id = :id AND (turn IS NULL OR turn = :turn OR turn_until < :now)
        """

        def write(db: sqlite3.Connection) -> bool:
            if not ensure_thread(db, owner, thread_id, expires):
                raise ConversationDeleted
            now = time.time()
            arguments = {"owner": owner, "id": thread_id, "turn": turn_id, "now": now, "until": now + seconds}
            return db.execute(query, arguments).rowcount > 0

        return await self.run(write)

    async def release_lease(self, owner: str, thread_id: str, turn_id: str) -> None:
        """See `ConversationStore`."""
        query = "UPDATE threads SET turn = NULL, turn_until = 0 WHERE owner = ? AND id = ? AND turn = ?"
        await self.run(lambda db: db.execute(query, (owner, thread_id, turn_id)))

    async def erase(self, owner: str) -> Counts:
        """See `ConversationStore`."""

        def write(db: sqlite3.Connection) -> Counts:
            query = "SELECT id FROM threads WHERE owner = ? AND deleted = 0"
            ids = [row["id"] for row in db.execute(query, (owner,))]
            query = """
                SELECT count(*) FILTER (WHERE json_extract(record, '$.type') LIKE '%_message'), count(feedback)
                FROM steps WHERE owner = ?
            """
            messages, ratings = db.execute(query, (owner,)).fetchone()
            for thread_id in ids:
                delete_thread(db, owner, thread_id)
            return Counts(len(ids), messages, ratings)

        counts = await self.run(write)
        await self.purge()
        return counts

    async def purge(self) -> None:
        """See `ConversationStore`."""
        await self.run(overwrite_deleted, transaction=False)

    async def sweep(self) -> int:
        """See `ConversationStore`."""

        def write(db: sqlite3.Connection) -> int:
            steps = db.execute(f"DELETE FROM steps WHERE expires <= {NOW}").rowcount  # noqa: S608
            return steps + db.execute(f"DELETE FROM threads WHERE expires <= {NOW}").rowcount  # noqa: S608

        removed = await self.run(write)
        try:
            await asyncio.to_thread(self._remove_old_backups)
        except OSError as error:
            raise StoreError(type(error).__name__) from error
        return removed

    def _remove_old_backups(self) -> None:
        # A backup still holds what people deleted since.
        limit = time.time() - TOMBSTONE_DAYS * 86400
        for backup in backups(self._path):
            if backup.stat().st_mtime < limit:
                backup.unlink(missing_ok=True)

    async def get_note(self, name: str) -> str | None:
        """See `ConversationStore`."""

        def read(db: sqlite3.Connection) -> str | None:
            row = db.execute("SELECT text FROM notes WHERE name = ?", (name,)).fetchone()
            return row["text"] if row else None

        return await self.run(read)

    async def put_note(self, name: str, text: str) -> None:
        """See `ConversationStore`."""
        query = "INSERT INTO notes VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text"
        await self.run(lambda db: db.execute(query, (name, text)))

    async def swap_note(self, name: str, old: str | None, new: str) -> bool:
        """See `ConversationStore`."""
        add, change = (
            "INSERT OR IGNORE INTO notes VALUES (?, ?)",
            "UPDATE notes SET text = ? WHERE name = ? AND text = ?",
        )
        query, given = (add, (name, new)) if old is None else (change, (new, name, old))
        return await self.run(lambda db: db.execute(query, given).rowcount > 0)

    async def get_notes(self, prefix: str) -> dict[str, str]:
        """See `ConversationStore`."""

        def read(db: sqlite3.Connection) -> dict[str, str]:
            rows = db.execute("SELECT name, text FROM notes WHERE substr(name, 1, ?) = ?", (len(prefix), prefix))
            return {row["name"]: row["text"] for row in rows}

        return await self.run(read)

    async def delete_note(self, name: str) -> None:
        """See `ConversationStore`."""
        await self.run(lambda db: db.execute("DELETE FROM notes WHERE name = ?", (name,)))

    async def run(self, work: Callable[[sqlite3.Connection], T], *, transaction: bool = True) -> T:
        """Run work on the file, off the event loop.

        Args:
            work: What to do with the connection.
            transaction: Whether it is part of a transaction; some pragmas cannot be.

        Raises:
            StoreError: SQLite failed.
        """
        if self._closed:
            raise StoreError("closed")
        future = self._writer.add(work) if transaction else self._writer.run_alone(work)
        try:
            # Shielded: work that was added is done even if its caller is cancelled.
            return await asyncio.shield(future)
        except sqlite3.Error as error:
            raise StoreError(type(error).__name__) from error

    async def close(self) -> None:
        """See `ConversationStore`."""
        if self._closed:
            return
        self._closed = True
        with suppress(sqlite3.Error):
            await self._writer.add(lambda _: None)  # done after all work that was added before
        await asyncio.get_running_loop().run_in_executor(self._executor, self._connection.close)
        self._executor.shutdown()
