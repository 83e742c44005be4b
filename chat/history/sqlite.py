"""Conversations in one SQLite file, off the event loop."""

import asyncio
import json
import sqlite3
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from chat.history.batch_writer import Line
from chat.history.facts import SqliteFacts
from chat.history.schema import backups, open_file
from chat.history.step import StepRecord, fold_case, searchable_text
from chat.history.store import ConversationDeleted, Counts, Page, StoreError, Thread, decode_cursor
from chat.history.timestamps import TOMBSTONE_DAYS, expiry_after, utc_now

T = TypeVar("T")

_NOW = "CAST(strftime('%s', 'now') AS INTEGER)"
_KEPT = f"(expires IS NULL OR expires > {_NOW})"
_ALIVE = f"deleted = 0 AND {_KEPT}"


class SqliteStore:
    """The store on a laptop: standard-library SQLite in WAL mode, one connection on a thread of its own.

    Args:
        path: The database file; its folder is made when missing.

    Raises:
        StoreError: If the file cannot be opened, or was written by a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.keep_days: int | None = None
        self._path = path
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="history")
        self._connection = self._executor.submit(open_file, path).result()
        self._line = Line(self._connection, self._executor)
        self.facts = SqliteFacts(self._run)

    async def put_thread(
        self,
        owner: str,
        thread_id: str,
        *,
        name: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        tags: tuple[str, ...] | None = None,
    ) -> None:
        """See `Store`."""
        expires = expiry_after(self.keep_days)

        def write(db: sqlite3.Connection) -> None:
            if not _ensure_thread(db, owner, thread_id, expires):
                return
            for column, value in (
                ("name", name),
                ("metadata", None if metadata is None else json.dumps(metadata)),
                ("tags", None if tags is None else json.dumps(tags)),
            ):
                if value is not None:
                    db.execute(
                        f"UPDATE threads SET {column} = ? WHERE owner = ? AND id = ?",  # noqa: S608 (our own names)
                        (value, owner, thread_id),
                    )

        await self._run(write)

    async def get_thread(self, owner: str, thread_id: str) -> Thread | None:
        """See `Store`."""

        def read(db: sqlite3.Connection) -> Thread | None:
            query = f"SELECT * FROM threads WHERE owner = ? AND id = ? AND {_ALIVE}"  # noqa: S608
            row = db.execute(query, (owner, thread_id)).fetchone()
            return _thread(row) if row else None

        return await self._run(read)

    async def list_threads(
        self,
        owner: str,
        *,
        limit: int,
        cursor: str | None = None,
        search: str | None = None,
        feedback: int | None = None,
    ) -> Page:
        """See `Store`."""
        where, arguments = ["owner = :owner", _ALIVE], {"owner": owner, "limit": limit + 1}
        if after := decode_cursor(cursor):
            where.append("(active_at, id) < (:active_at, :id)")
            arguments |= {"active_at": after[0], "id": after[1]}
        matching = "SELECT 1 FROM steps WHERE steps.owner = threads.owner AND steps.thread_id = threads.id AND"
        if search:
            where.append(f"(instr(fold(name), :search) OR EXISTS ({matching} instr(text, :search)))")
            arguments["search"] = fold_case(search)
        if feedback is not None:
            where.append(f"EXISTS ({matching} feedback = :feedback)")
            arguments["feedback"] = feedback
        query = f"SELECT * FROM threads WHERE {' AND '.join(where)} ORDER BY active_at DESC, id DESC LIMIT :limit"  # noqa: S608

        def read(db: sqlite3.Connection) -> Page:
            threads = [_thread(row) for row in db.execute(query, arguments)]
            more = len(threads) > limit
            threads = threads[:limit]
            return Page(threads, threads[-1].cursor if more and threads else None)

        return await self._run(read)

    async def delete_thread(self, owner: str, thread_id: str) -> None:
        """See `Store`."""
        await self._run(lambda db: _delete(db, owner, thread_id))

    async def put_step(self, owner: str, thread_id: str, step: StepRecord) -> None:
        """See `Store`."""
        expires = expiry_after(self.keep_days)
        arguments = {
            "owner": owner,
            "thread": thread_id,
            "id": step["id"],
            "text": searchable_text(step),
            "record": json.dumps(step),
            "expires": expires,
            "now": utc_now(),
        }

        def write(db: sqlite3.Connection) -> None:
            if not _ensure_thread(db, owner, thread_id, expires):
                return
            db.execute(
                """
                INSERT INTO steps (owner, thread_id, id, position, text, record, expires)
                SELECT :owner, :thread, :id, coalesce(max(position), 0) + 1, :text, :record, :expires
                FROM steps WHERE owner = :owner AND thread_id = :thread
                ON CONFLICT (owner, thread_id, id) DO UPDATE
                SET text = excluded.text, record = excluded.record, expires = excluded.expires
                """,
                arguments,
            )
            db.execute(
                "UPDATE threads SET active_at = :now, expires = :expires WHERE owner = :owner AND id = :thread",
                arguments,
            )

        await self._run(write)

    async def get_steps(self, owner: str, thread_id: str) -> list[StepRecord]:
        """See `Store`."""
        query = f"SELECT * FROM steps WHERE owner = ? AND thread_id = ? AND {_KEPT} ORDER BY position"  # noqa: S608
        return await self._run(lambda db: [_step(row) for row in db.execute(query, (owner, thread_id))])

    async def get_messages(self, owner: str, thread_id: str, limit: int) -> list[StepRecord]:
        """See `Store`."""
        query = f"""
            SELECT * FROM steps
            WHERE owner = ? AND thread_id = ? AND {_KEPT} AND json_extract(record, '$.type') LIKE '%_message'
            ORDER BY position DESC LIMIT ?
        """  # noqa: S608
        arguments = (owner, thread_id, limit)
        return await self._run(lambda db: [_step(row) for row in db.execute(query, arguments)][::-1])

    async def delete_step(self, owner: str, thread_id: str, step_id: str) -> None:
        """See `Store`."""
        query = "DELETE FROM steps WHERE owner = ? AND thread_id = ? AND id = ?"
        await self._run(lambda db: db.execute(query, (owner, thread_id, step_id)))

    async def put_feedback(self, owner: str, thread_id: str, step_id: str, value: int, comment: str | None) -> bool:
        """See `Store`."""
        query = "UPDATE steps SET feedback = ?, comment = ? WHERE owner = ? AND thread_id = ? AND id = ?"
        arguments = (value, comment, owner, thread_id, step_id)
        return await self._run(lambda db: db.execute(query, arguments).rowcount > 0)

    async def delete_feedback(self, owner: str, thread_id: str, step_id: str) -> bool:
        """See `Store`."""
        query = """
            UPDATE steps SET feedback = NULL, comment = NULL
            WHERE owner = ? AND thread_id = ? AND id = ? AND feedback IS NOT NULL
        """
        return await self._run(lambda db: db.execute(query, (owner, thread_id, step_id)).rowcount > 0)

    async def begin_turn(self, owner: str, thread_id: str, turn_id: str, seconds: float) -> bool:
        """See `Store`."""
        expires = expiry_after(self.keep_days)
        query = """
            UPDATE threads SET turn = :turn, turn_until = :until
            WHERE owner = :owner AND id = :id AND (turn IS NULL OR turn = :turn OR turn_until < :now)
        """

        def write(db: sqlite3.Connection) -> bool:
            if not _ensure_thread(db, owner, thread_id, expires):
                raise ConversationDeleted
            now = time.time()
            arguments = {"owner": owner, "id": thread_id, "turn": turn_id, "now": now, "until": now + seconds}
            return db.execute(query, arguments).rowcount > 0

        return await self._run(write)

    async def end_turn(self, owner: str, thread_id: str, turn_id: str) -> None:
        """See `Store`."""
        query = "UPDATE threads SET turn = NULL, turn_until = 0 WHERE owner = ? AND id = ? AND turn = ?"
        await self._run(lambda db: db.execute(query, (owner, thread_id, turn_id)))

    async def erase(self, owner: str) -> Counts:
        """See `Store`."""

        def write(db: sqlite3.Connection) -> Counts:
            query = "SELECT id FROM threads WHERE owner = ? AND deleted = 0"
            ids = [row["id"] for row in db.execute(query, (owner,))]
            query = """
                SELECT count(*) FILTER (WHERE json_extract(record, '$.type') LIKE '%_message'), count(feedback)
                FROM steps WHERE owner = ?
            """
            messages, ratings = db.execute(query, (owner,)).fetchone()
            for thread_id in ids:
                _delete(db, owner, thread_id)
            return Counts(len(ids), messages, ratings)

        counts = await self._run(write)
        await self.purge()
        return counts

    async def purge(self) -> None:
        """See `Store`. The file overwrites what is deleted; the log beside it is to forget it too."""
        await self._run(lambda db: db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall(), transaction=False)

    async def sweep(self) -> int:
        """See `Store`."""

        def write(db: sqlite3.Connection) -> int:
            steps = db.execute(f"DELETE FROM steps WHERE expires <= {_NOW}").rowcount  # noqa: S608
            return steps + db.execute(f"DELETE FROM threads WHERE expires <= {_NOW}").rowcount  # noqa: S608

        limit = time.time() - TOMBSTONE_DAYS * 86400
        for backup in backups(self._path):  # it holds what people have deleted since
            if backup.stat().st_mtime < limit:
                backup.unlink(missing_ok=True)
        return await self._run(write)

    async def get_note(self, name: str) -> str | None:
        """See `Store`."""

        def read(db: sqlite3.Connection) -> str | None:
            row = db.execute("SELECT text FROM notes WHERE name = ?", (name,)).fetchone()
            return row["text"] if row else None

        return await self._run(read)

    async def put_note(self, name: str, text: str) -> None:
        """See `Store`."""
        query = "INSERT INTO notes VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text"
        await self._run(lambda db: db.execute(query, (name, text)))

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Keep something else in the same file, as one transaction."""
        return await self._run(work)

    async def close(self) -> None:
        """See `Store`."""
        await self._run(lambda _: None)  # behind all that is in line
        await asyncio.get_running_loop().run_in_executor(self._executor, self._connection.close)
        self._executor.shutdown()

    async def _run(self, work: Callable[[sqlite3.Connection], T], *, transaction: bool = True) -> T:
        return await _told(self._line.add(work) if transaction else self._line.alone(work))


async def _told(future: "asyncio.Future[T]") -> T:
    try:
        # Shielded: what has got in line is done, whoever stopped waiting for it.
        return await asyncio.shield(future)
    except sqlite3.Error as error:
        raise StoreError(type(error).__name__) from error


def _ensure_thread(db: sqlite3.Connection, owner: str, thread_id: str, expires: int | None) -> bool:
    """Create the conversation when it is new; false when it was deleted."""
    now = utc_now()
    db.execute(
        "INSERT OR IGNORE INTO threads (owner, id, created_at, active_at, expires) VALUES (?, ?, ?, ?, ?)",
        (owner, thread_id, now, now, expires),
    )
    row = db.execute("SELECT deleted FROM threads WHERE owner = ? AND id = ?", (owner, thread_id)).fetchone()
    return not row["deleted"]


def _delete(db: sqlite3.Connection, owner: str, thread_id: str) -> None:
    # The row stays for a while, emptied, so that a write which comes late cannot bring the conversation back.
    db.execute(
        """
        UPDATE threads SET deleted = 1, name = NULL, metadata = '{}', tags = '[]', turn = NULL, expires = ?
        WHERE owner = ? AND id = ? AND deleted = 0
        """,
        (expiry_after(TOMBSTONE_DAYS), owner, thread_id),
    )
    db.execute("DELETE FROM steps WHERE owner = ? AND thread_id = ?", (owner, thread_id))


def _thread(row: sqlite3.Row) -> Thread:
    return Thread(
        id=row["id"],
        name=row["name"],
        created_at=row["created_at"],
        active_at=row["active_at"],
        metadata=json.loads(row["metadata"]),
        tags=tuple(json.loads(row["tags"])),
        answering=row["turn"] is not None and row["turn_until"] > time.time(),
    )


def _step(row: sqlite3.Row) -> StepRecord:
    step: StepRecord = json.loads(row["record"])
    if row["feedback"] is not None:
        step["feedback"] = {"value": row["feedback"], "comment": row["comment"]}
    return step
