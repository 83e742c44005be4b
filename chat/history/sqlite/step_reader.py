"""Reads the steps of a conversation from the history file: one, all, those that are shown, or a part of them."""

import sqlite3
from collections.abc import Generator
from contextlib import closing

from chat.history.page_start import PageStart
from chat.history.step import StepRecord, load_step
from chat.history.store import StepPage
from chat.history.versions import LAST_POSITION, VersionTree

NOW = "CAST(strftime('%s', 'now') AS INTEGER)"
NOT_EXPIRED = f"(expires IS NULL OR expires > {NOW})"
_OF_THREAD = f"owner = ? AND thread_id = ? AND {NOT_EXPIRED}"
_ONE = f"SELECT * FROM steps WHERE {_OF_THREAD} AND id = ?"  # noqa: S608
_ALL = f"SELECT * FROM steps WHERE {_OF_THREAD} ORDER BY position"  # noqa: S608
_BETWEEN = f"SELECT * FROM steps WHERE {_OF_THREAD} AND position BETWEEN ? AND ? ORDER BY position"  # noqa: S608
_MESSAGES = f"""
    SELECT * FROM steps WHERE {_OF_THREAD} AND position BETWEEN ? AND ?
    AND json_extract(record, '$.type') LIKE '%_message' ORDER BY position DESC
"""  # noqa: S608


class SqliteStepReader:
    """Reads the steps of one conversation, each with its rating.

    Args:
        db: The history file.
        owner: The conversation's owner.
        thread_id: The conversation.
    """

    def __init__(self, db: sqlite3.Connection, owner: str, thread_id: str) -> None:
        self._db = db
        self._thread = (owner, thread_id)

    def versions(self) -> VersionTree:
        """Return the versions of the questions."""
        row = self._db.execute("SELECT versions FROM threads WHERE owner = ? AND id = ?", self._thread).fetchone()
        return VersionTree.from_json(row["versions"] if row else None)

    def position(self, step_id: str) -> int | None:
        """Return where a step is; None if there is no such step."""
        row = self._db.execute(_ONE, (*self._thread, step_id)).fetchone()
        return None if row is None else int(row["position"])

    def get_step(self, step_id: str) -> StepRecord | None:
        """See `ConversationStore`."""
        row = self._db.execute(_ONE, (*self._thread, step_id)).fetchone()
        return _step(row) if row else None

    def get_steps(self) -> list[StepRecord]:
        """See `ConversationStore`."""
        return [_step(row) for row in self._db.execute(_ALL, self._thread)]

    def get_shown_steps(self, since: str) -> list[StepRecord]:
        """See `ConversationStore`."""
        position, versions = self.position(since), self.versions()
        is_there = position is not None and versions.is_shown(position)
        return self._read_shown(versions, position or 0, LAST_POSITION) if is_there else []

    def get_page(self, messages: int, before: int | None) -> StepPage:
        """See `ConversationStore`."""
        versions, start = self.versions(), PageStart(messages)
        last = LAST_POSITION if before is None else before - 1
        with closing(self._messages(versions, last)) as rows:
            first = next((row["position"] for row in rows if start.is_at(_step(row))), None)
            if first is not None and next(rows, None) is None:
                first = None  # what was written before the first message belongs to the first part
        return StepPage(self._read_shown(versions, first or 0, last), first)

    def get_messages(self, limit: int) -> list[StepRecord]:
        """See `ConversationStore`."""
        with closing(self._messages(self.versions(), LAST_POSITION)) as rows:
            return [_step(row) for row, _ in zip(rows, range(limit), strict=False)][::-1]

    def _messages(self, versions: VersionTree, last: int) -> Generator[sqlite3.Row, None, None]:
        for span in reversed(versions.within(0, last)):
            with closing(self._db.execute(_MESSAGES, (*self._thread, *span))) as rows:
                yield from rows

    def _read_shown(self, versions: VersionTree, first: int, last: int) -> list[StepRecord]:
        spans = versions.within(first, last)
        return [_step(row) for span in spans for row in self._db.execute(_BETWEEN, (*self._thread, *span))]


def _step(row: sqlite3.Row) -> StepRecord:
    step = load_step(row["record"])
    if row["feedback"] is not None:
        step["feedback"] = {"value": row["feedback"], "comment": row["comment"]}
    return step
