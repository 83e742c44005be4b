"""The schema of the history file in all its versions, and the upgrade of an older file."""

import logging
import sqlite3
from pathlib import Path

from chat.history.step import fold_case
from chat.history.store import StoreError

logger = logging.getLogger(__name__)

# Each version is the change from the one before. A released version is never edited: add the next.
_VERSIONS = (
    """
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
    """,
    """
    ALTER TABLE threads ADD COLUMN expires INTEGER;
    ALTER TABLE threads ADD COLUMN turn TEXT;
    ALTER TABLE threads ADD COLUMN turn_until REAL NOT NULL DEFAULT 0;
    ALTER TABLE steps ADD COLUMN expires INTEGER;
    UPDATE steps SET text = fold(text);
    CREATE INDEX threads_by_expiry ON threads (expires) WHERE expires IS NOT NULL;
    CREATE INDEX steps_by_expiry ON steps (expires) WHERE expires IS NOT NULL;
    """,
    """
    CREATE INDEX steps_by_position ON steps (owner, thread_id, position);
    """,
    """
    CREATE TABLE usage (
        day TEXT NOT NULL, owner TEXT NOT NULL, model TEXT NOT NULL, name TEXT NOT NULL, turn TEXT NOT NULL,
        answers INTEGER NOT NULL, input INTEGER NOT NULL, output INTEGER NOT NULL,
        cache_read INTEGER NOT NULL, cache_write INTEGER NOT NULL,
        PRIMARY KEY (day, owner, model)
    ) WITHOUT ROWID;
    CREATE INDEX usage_by_owner ON usage (owner, day);
    """,
    """
    CREATE TABLE facts (
        owner TEXT NOT NULL, item TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (owner, item)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE learning (
        owner TEXT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL, record TEXT NOT NULL, expires INTEGER,
        PRIMARY KEY (owner, id)
    ) WITHOUT ROWID;
    CREATE INDEX learning_by_moment ON learning (owner, at, id);
    CREATE INDEX learning_by_expiry ON learning (expires) WHERE expires IS NOT NULL;
    CREATE TABLE class_marks (
        owner TEXT NOT NULL, week TEXT NOT NULL, topic TEXT NOT NULL, struggles INTEGER NOT NULL,
        PRIMARY KEY (owner, week, topic)
    ) WITHOUT ROWID;
    CREATE TABLE class_counts (
        week TEXT NOT NULL, topic TEXT NOT NULL, learners INTEGER NOT NULL, PRIMARY KEY (week, topic)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE budget_counters (
        period TEXT NOT NULL, unit TEXT NOT NULL, scope TEXT NOT NULL,
        used INTEGER NOT NULL, reserved INTEGER NOT NULL, cap INTEGER NOT NULL,
        PRIMARY KEY (period, unit, scope)
    ) WITHOUT ROWID;
    CREATE TABLE budget_holds (
        id TEXT PRIMARY KEY, counters TEXT NOT NULL, amount INTEGER NOT NULL, until INTEGER NOT NULL,
        expired INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE INDEX budget_holds_by_expiry ON budget_holds (expired, until);
    CREATE TABLE budget_allowances (
        owner TEXT PRIMARY KEY, usd INTEGER NOT NULL, tokens INTEGER NOT NULL, until INTEGER NOT NULL
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE saved_questions (
        owner TEXT NOT NULL, id TEXT NOT NULL, at TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (owner, id)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE shares (
        owner TEXT NOT NULL, thread_id TEXT NOT NULL, token TEXT NOT NULL, at TEXT NOT NULL, record TEXT NOT NULL,
        PRIMARY KEY (owner, thread_id)
    ) WITHOUT ROWID;
    CREATE UNIQUE INDEX shares_by_token ON shares (token);
    """,
    """
    ALTER TABLE threads ADD COLUMN versions TEXT;
    """,
    """
    CREATE TABLE guardrail_findings (
        day TEXT NOT NULL, server TEXT NOT NULL, category TEXT NOT NULL, action TEXT NOT NULL, count INTEGER NOT NULL,
        PRIMARY KEY (day, server, category, action)
    ) WITHOUT ROWID;
    """,
)
SCHEMA_VERSION = len(_VERSIONS)


def overwrite_deleted(db: sqlite3.Connection) -> None:
    """Write the file anew and empty its write-ahead log, so that neither holds what was deleted.

    Deleted rows are overwritten as they are deleted. But where SQLite has moved a row from one page to another, a copy
    may be left in the free space of the first, which only `VACUUM` takes out. It cannot run in a transaction.
    """
    db.execute("VACUUM")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def open_file(path: Path) -> sqlite3.Connection:
    """Open the history file. A missing file is created; an older one is backed up and upgraded.

    Raises:
        StoreError: It cannot be opened, or a newer version of this program wrote it.
    """
    db = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, check_same_thread=False, timeout=10)
        db.row_factory = sqlite3.Row
        db.create_function("fold", 1, lambda text: fold_case(text or ""), deterministic=True)
        db.execute("PRAGMA journal_mode = WAL")
        # FULL: a committed message survives a power cut, not only a crash of the process.
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA cache_size = -16384")  # 16 MB: holds the list of a person with 10,000 conversations
        db.execute("PRAGMA secure_delete = ON")  # deleted rows are overwritten, not only unlinked
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            db.close()
            raise StoreError(f"the history file {path} was written by a newer version of this program")
        if version < SCHEMA_VERSION:
            _upgrade(db, path, version)
    except (OSError, sqlite3.Error) as error:
        if db is not None:
            db.close()  # rolls back
        raise StoreError(f"the history file {path} cannot be opened ({type(error).__name__})") from error
    return db


def backups(path: Path) -> list[Path]:
    """Return the backups that upgrades made of this file."""
    return sorted(path.parent.glob(f"{path.name}.v*.backup"))


def _upgrade(db: sqlite3.Connection, path: Path, version: int) -> None:
    if version:
        backup = path.with_name(f"{path.name}.v{version}.backup")
        backup.unlink(missing_ok=True)  # an interrupted upgrade may have left a part of one
        db.execute("VACUUM INTO ?", (str(backup),))
    script = "".join(_VERSIONS[version:])
    db.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
    logger.info("history_upgraded", extra={"from_version": version, "to_version": SCHEMA_VERSION})
