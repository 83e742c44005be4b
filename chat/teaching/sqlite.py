"""The events of learners in the history file."""

import json
import sqlite3
from collections.abc import Sequence

from chat.history.sqlite.store import SqliteStore
from chat.history.timestamps import epoch_seconds, expiry_after
from chat.teaching.events import LearningEvent
from chat.teaching.learning_store import ClassMark


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

        removed = await self._store.run(write)
        await self._store.purge()
        return removed

    async def set_struggling(self, owner: str, week: str, topic: str, struggles: bool) -> None:
        """See `LearningStore`."""
        await self._store.run(lambda db: _mark(db, owner, ClassMark(week, topic, struggles)))

    async def struggling(self, week: str) -> dict[str, int]:
        """See `LearningStore`."""
        query = "SELECT topic, learners FROM class_counts WHERE week = ? AND learners > 0"
        rows = await self._store.run(lambda db: db.execute(query, (week,)).fetchall())
        return {row["topic"]: row["learners"] for row in rows}

    async def marks(self, owner: str) -> list[ClassMark]:
        """See `LearningStore`."""
        return await self._store.run(lambda db: _marks(db, owner))

    async def erase(self, owner: str, week: str) -> int:
        """See `LearningStore`."""

        def write(db: sqlite3.Connection) -> int:
            for mark in _marks(db, owner):
                if mark.week == week:
                    _mark(db, owner, ClassMark(week, mark.topic, False))
            db.execute("DELETE FROM class_marks WHERE owner = ?", (owner,))
            return db.execute("DELETE FROM learning WHERE owner = ?", (owner,)).rowcount

        erased = await self._store.run(write)
        await self._store.purge()
        return erased

    async def sweep(self, before_week: str) -> int:
        """See `LearningStore`."""

        def write(db: sqlite3.Connection) -> int:
            db.execute("DELETE FROM class_marks WHERE week < ?", (before_week,))
            db.execute("DELETE FROM class_counts WHERE week < ?", (before_week,))
            return db.execute("DELETE FROM learning WHERE expires <= ?", (epoch_seconds(),)).rowcount

        return await self._store.run(write)


def _mark(db: sqlite3.Connection, owner: str, mark: ClassMark) -> None:
    known = next((each for each in _marks(db, owner) if (each.week, each.topic) == (mark.week, mark.topic)), None)
    if mark.struggles == (known is not None and known.struggles):
        return
    db.execute("INSERT OR REPLACE INTO class_marks VALUES (?, ?, ?, ?)", (owner, mark.week, mark.topic, mark.struggles))
    query = """
        INSERT INTO class_counts (week, topic, learners) VALUES (:week, :topic, :change)
        ON CONFLICT (week, topic) DO UPDATE SET learners = learners + :change
    """
    db.execute(query, {"week": mark.week, "topic": mark.topic, "change": 1 if mark.struggles else -1})


def _marks(db: sqlite3.Connection, owner: str) -> list[ClassMark]:
    rows = db.execute("SELECT * FROM class_marks WHERE owner = ? ORDER BY week, topic", (owner,))
    return [ClassMark(row["week"], row["topic"], bool(row["struggles"])) for row in rows]
