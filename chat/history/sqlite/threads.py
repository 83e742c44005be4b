"""The conversations in the history file, without their steps."""

import json
import sqlite3
import time
from typing import Any

from chat.history.sqlite.step_reader import NOT_EXPIRED
from chat.history.step import fold_case
from chat.history.store import Thread, ThreadPage, decode_cursor
from chat.history.timestamps import TOMBSTONE_DAYS, expiry_after, utc_now
from chat.history.versions import VersionTree

_EXISTS = f"deleted = 0 AND {NOT_EXPIRED}"


def ensure_thread(db: sqlite3.Connection, owner: str, thread_id: str, expires: int | None) -> bool:
    """Create a conversation that does not exist yet; return false if it was deleted."""
    now = utc_now()
    db.execute(
        "INSERT OR IGNORE INTO threads (owner, id, created_at, active_at, expires) VALUES (?, ?, ?, ?, ?)",
        (owner, thread_id, now, now, expires),
    )
    row = db.execute("SELECT deleted FROM threads WHERE owner = ? AND id = ?", (owner, thread_id)).fetchone()
    return not row["deleted"]


def get_thread(db: sqlite3.Connection, owner: str, thread_id: str) -> Thread | None:
    """See `ConversationStore`."""
    query = f"SELECT * FROM threads WHERE owner = ? AND id = ? AND {_EXISTS}"  # noqa: S608
    row = db.execute(query, (owner, thread_id)).fetchone()
    return _thread(row) if row else None


def list_threads(
    db: sqlite3.Connection, owner: str, limit: int, cursor: str | None, search: str | None, feedback: int | None
) -> ThreadPage:
    """See `ConversationStore`."""
    where = ["owner = :owner", _EXISTS]
    arguments: dict[str, Any] = {"owner": owner, "limit": limit + 1}
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
    threads = [_thread(row) for row in db.execute(query, arguments)]
    more = len(threads) > limit
    threads = threads[:limit]
    return ThreadPage(threads, threads[-1].cursor if more and threads else None)


def delete_thread(db: sqlite3.Connection, owner: str, thread_id: str) -> None:
    """Delete a conversation and its steps."""
    # The emptied row stays for `TOMBSTONE_DAYS`: a late write must not bring the conversation back.
    db.execute(
        """
        UPDATE threads SET deleted = 1, name = NULL, metadata = '{}', tags = '[]', turn = NULL,
            versions = NULL, expires = ?
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
        versions=VersionTree.from_json(row["versions"]),
    )
