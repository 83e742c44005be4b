"""Conversations in one SQLite file, off the event loop."""

import asyncio
import base64
import binascii
import json
import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from chat.history.store import Page, Record, StoreError, Thread

T = TypeVar("T")

SCHEMA_VERSION = 1

_SCHEMA = """
CREATE TABLE threads (
    owner TEXT NOT NULL, id TEXT NOT NULL, name TEXT, created_at TEXT NOT NULL, active_at TEXT NOT NULL,
    metadata TEXT NOT NULL DEFAULT '{}', tags TEXT NOT NULL DEFAULT '[]', deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (owner, id)
) WITHOUT ROWID;
CREATE INDEX threads_by_activity ON threads (owner, deleted, active_at DESC, id DESC);
CREATE TABLE steps (
    owner TEXT NOT NULL, thread_id TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL,
    text TEXT NOT NULL, record TEXT NOT NULL, feedback INTEGER, comment TEXT,
    PRIMARY KEY (owner, thread_id, id)
) WITHOUT ROWID;
CREATE TABLE notes (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
"""


class SqliteStore:
    """The store on a laptop: standard-library SQLite in WAL mode, one connection on a thread of its own.

    Args:
        path: The database file; its folder is made when missing.

    Raises:
        StoreError: If the file cannot be opened, or was written by a newer version.
    """

    def __init__(self, path: Path) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="history")
        self._connection = self._executor.submit(_open, path).result()

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

        def write(db: sqlite3.Connection) -> None:
            if not _ensure_thread(db, owner, thread_id):
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
            query = "SELECT * FROM threads WHERE owner = ? AND id = ? AND NOT deleted"
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
        where, arguments = ["owner = :owner", "deleted = 0"], {"owner": owner, "limit": limit + 1}
        if cursor is not None and (after := _decode_cursor(cursor)):
            where.append("(active_at, id) < (:active_at, :id)")
            arguments |= {"active_at": after[0], "id": after[1]}
        matching = "SELECT 1 FROM steps WHERE steps.owner = threads.owner AND steps.thread_id = threads.id AND"
        if search:
            where.append(f"(instr(fold(name), :search) OR EXISTS ({matching} instr(fold(text), :search)))")
            arguments["search"] = search.casefold()
        if feedback is not None:
            where.append(f"EXISTS ({matching} feedback = :feedback)")
            arguments["feedback"] = feedback
        query = f"SELECT * FROM threads WHERE {' AND '.join(where)} ORDER BY active_at DESC, id DESC LIMIT :limit"  # noqa: S608

        def read(db: sqlite3.Connection) -> Page:
            threads = [_thread(row) for row in db.execute(query, arguments)]
            more = len(threads) > limit
            threads = threads[:limit]
            return Page(threads, _encode_cursor(threads[-1]) if more and threads else None)

        return await self._run(read)

    async def delete_thread(self, owner: str, thread_id: str) -> None:
        """See `Store`."""

        def write(db: sqlite3.Connection) -> None:
            # The row stays, emptied, so that a write which comes late cannot bring the conversation back.
            db.execute(
                "UPDATE threads SET deleted = 1, name = NULL, metadata = '{}', tags = '[]' WHERE owner = ? AND id = ?",
                (owner, thread_id),
            )
            db.execute("DELETE FROM steps WHERE owner = ? AND thread_id = ?", (owner, thread_id))

        await self._run(write)

    async def put_step(self, owner: str, thread_id: str, step: Record) -> None:
        """See `Store`."""
        text = step.get("output") or "" if str(step.get("type", "")).endswith("_message") else ""

        def write(db: sqlite3.Connection) -> None:
            if not _ensure_thread(db, owner, thread_id):
                return
            db.execute(
                """
                INSERT INTO steps (owner, thread_id, id, position, text, record)
                SELECT :owner, :thread, :id, coalesce(max(position), 0) + 1, :text, :record
                FROM steps WHERE owner = :owner AND thread_id = :thread
                ON CONFLICT (owner, thread_id, id) DO UPDATE SET text = excluded.text, record = excluded.record
                """,
                {
                    "owner": owner,
                    "thread": thread_id,
                    "id": step["id"],
                    "text": text,
                    "record": json.dumps(step),
                },
            )
            db.execute("UPDATE threads SET active_at = ? WHERE owner = ? AND id = ?", (_now(), owner, thread_id))

        await self._run(write)

    async def get_steps(self, owner: str, thread_id: str) -> list[Record]:
        """See `Store`."""

        def read(db: sqlite3.Connection) -> list[Record]:
            query = (
                "SELECT id, record, feedback, comment FROM steps WHERE owner = ? AND thread_id = ? ORDER BY position"
            )
            return [_step(row) for row in db.execute(query, (owner, thread_id))]

        return await self._run(read)

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

    async def close(self) -> None:
        """See `Store`."""
        await asyncio.get_running_loop().run_in_executor(self._executor, self._connection.close)
        self._executor.shutdown()

    async def _run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        def transaction() -> T:
            with self._connection:
                return work(self._connection)

        try:
            # Shielded: a transaction that has begun is finished, whoever stopped waiting for it.
            return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._executor, transaction))
        except sqlite3.Error as error:
            raise StoreError(type(error).__name__) from error


def _open(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, check_same_thread=False, timeout=10)
        db.row_factory = sqlite3.Row
        db.create_function("fold", 1, lambda text: (text or "").casefold(), deterministic=True)
        db.execute("PRAGMA journal_mode = WAL")
        # FULL: an acknowledged message survives a power cut, not only the end of the process.
        db.execute("PRAGMA synchronous = FULL")
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the history file {path} cannot be opened ({type(error).__name__})") from error
    if version > SCHEMA_VERSION:
        db.close()
        raise StoreError(f"the history file {path} was written by a newer version of this program")
    return db


def _ensure_thread(db: sqlite3.Connection, owner: str, thread_id: str) -> bool:
    """Create the conversation when it is new; false when it was deleted."""
    now = _now()
    db.execute(
        "INSERT OR IGNORE INTO threads (owner, id, created_at, active_at) VALUES (?, ?, ?, ?)",
        (owner, thread_id, now, now),
    )
    row = db.execute("SELECT deleted FROM threads WHERE owner = ? AND id = ?", (owner, thread_id)).fetchone()
    return not row["deleted"]


def _thread(row: sqlite3.Row) -> Thread:
    return Thread(
        id=row["id"],
        name=row["name"],
        created_at=row["created_at"],
        active_at=row["active_at"],
        metadata=json.loads(row["metadata"]),
        tags=tuple(json.loads(row["tags"])),
    )


def _step(row: sqlite3.Row) -> Record:
    step: Record = json.loads(row["record"])
    if row["feedback"] is not None:
        step["feedback"] = {"value": row["feedback"], "comment": row["comment"]}
    return step


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _encode_cursor(thread: Thread) -> str:
    return base64.urlsafe_b64encode(json.dumps([thread.active_at, thread.id]).encode()).decode()


def _decode_cursor(cursor: str) -> tuple[str, str] | None:
    try:
        active_at, thread_id = json.loads(base64.urlsafe_b64decode(cursor))
    except (binascii.Error, ValueError, TypeError):
        return None
    return str(active_at), str(thread_id)
