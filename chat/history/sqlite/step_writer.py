"""Writes the steps of a conversation into the history file, and chooses which version of a question is shown."""

import json
import sqlite3
from dataclasses import dataclass

from chat.history.sqlite.step_reader import SqliteStepReader
from chat.history.sqlite.threads import ensure_thread
from chat.history.step import StepRecord, searchable_text
from chat.history.timestamps import utc_now
from chat.history.versions import VersionTree

_POSITION = """
    max(1 + coalesce((SELECT max(position) FROM steps WHERE owner = :owner AND thread_id = :thread), 0),
        coalesce((SELECT json_extract(versions, '$.shown[#-1][0]') FROM threads
                  WHERE owner = :owner AND id = :thread), 1))
"""  # after every step, and within what is shown
_PUT_STEP = f"""
    INSERT INTO steps (owner, thread_id, id, position, text, record, expires)
    VALUES (:owner, :thread, :id, {_POSITION}, :text, :record, :expires)
    ON CONFLICT (owner, thread_id, id) DO UPDATE
    SET text = excluded.text, record = excluded.record, expires = excluded.expires
    RETURNING position
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class StepWrite:
    """The write of one step.

    Attributes:
        owner: The conversation's owner.
        thread_id: The conversation.
        step: The step.
        expires: When it expires, in seconds since 1970; None if never.
    """

    owner: str
    thread_id: str
    step: StepRecord
    expires: int | None

    def put(self, db: sqlite3.Connection) -> int | None:
        """Write the step, and return its position; None if its conversation was deleted."""
        if not ensure_thread(db, self.owner, self.thread_id, self.expires):
            return None
        arguments = {
            "owner": self.owner,
            "thread": self.thread_id,
            "id": self.step["id"],
            "text": searchable_text(self.step),
            "record": json.dumps(self.step),
            "expires": self.expires,
            "now": utc_now(),
        }
        position = int(db.execute(_PUT_STEP, arguments).fetchone()[0])
        db.execute(
            "UPDATE threads SET active_at = :now, expires = :expires WHERE owner = :owner AND id = :thread", arguments
        )
        return position

    def put_version(self, db: sqlite3.Connection, replaces: str) -> bool:
        """Write the step, a question, as a version of another one; see `ConversationStore.begin_version`."""
        reader, question = SqliteStepReader(db, self.owner, self.thread_id), self.step["id"]
        versions, replaced = reader.versions(), reader.position(replaces)
        if versions.versions_of(question):
            return True
        if replaced is None or not versions.is_shown(replaced) or (position := self.put(db)) is None:
            return False
        _put_versions(db, self.owner, self.thread_id, versions.begin(replaces, replaced, question, position))
        return True


def show_step(db: sqlite3.Connection, owner: str, thread_id: str, step_id: str) -> bool:
    """See `ConversationStore`."""
    reader = SqliteStepReader(db, owner, thread_id)
    position, versions = reader.position(step_id), reader.versions()
    if position is None:
        return False
    following = db.execute(f"SELECT {_POSITION}", {"owner": owner, "thread": thread_id}).fetchone()[0]
    shown = versions.show(position, following)
    if shown is not None and shown != versions:
        _put_versions(db, owner, thread_id, shown)
    return shown is not None


def _put_versions(db: sqlite3.Connection, owner: str, thread_id: str, versions: VersionTree) -> None:
    query = "UPDATE threads SET versions = ? WHERE owner = ? AND id = ?"
    db.execute(query, (versions.to_json(), owner, thread_id))
