"""Opening history files of every version."""

import contextlib
import json
import os
import random
import sqlite3
from pathlib import Path

import pytest

from chat.history.sqlite.schema import _VERSIONS, SCHEMA_VERSION, backups, open_file, overwrite_deleted
from chat.history.sqlite.store import SqliteStore
from chat.history.store import StoreError


def is_open(path: Path) -> bool:
    """Whether this process holds the file open."""
    for number in os.listdir("/dev/fd"):
        with contextlib.suppress(OSError):  # the folder itself, which is closed by now
            if os.path.samestat(os.fstat(int(number)), path.stat()):
                return True
    return False


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "history.db") as db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    db.close()
    with pytest.raises(StoreError, match="newer version"):
        SqliteStore(tmp_path / "history.db")


@pytest.mark.parametrize("make", [lambda path: path.write_bytes(b"not a database " * 100), lambda path: path.mkdir()])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, make: object) -> None:
    path = tmp_path / "history.db"
    make(path)  # type: ignore[operator]
    with pytest.raises(StoreError, match="cannot be opened"):
        SqliteStore(path)
    assert not is_open(path)


async def test_an_older_file_is_backed_up_and_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with sqlite3.connect(path) as db:
        db.executescript(f"{_VERSIONS[0]} PRAGMA user_version = 1;")
        db.execute("INSERT INTO threads VALUES ('alice', 't', 'Old', '2024', '2025', '{}', '[]', 0)")
        record = json.dumps({"id": "s", "type": "user_message", "output": "Straße"})
        db.execute("INSERT INTO steps VALUES ('alice', 't', 's', 1, 'Straße', ?, 1, NULL)", (record,))
    db.close()
    for _ in range(2):
        store = SqliteStore(path)
        page = await store.list_threads("alice", limit=10, search="STRASSE", feedback=1)
        assert [(thread.name, thread.created_at) for thread in page.threads] == [("Old", "2024")]
        assert [step["output"] for step in await store.get_steps("alice", "t")] == ["Straße"]
        await store.close()
    assert [backup.name for backup in backups(path)] == ["history.db.v1.backup"]
    with sqlite3.connect(backups(path)[0]) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert db.execute("SELECT name FROM threads").fetchall() == [("Old",)]
    db.close()


def test_a_failed_upgrade_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with sqlite3.connect(path) as db:
        db.executescript(f"{_VERSIONS[0]} CREATE TABLE threads_by_expiry (x); PRAGMA user_version = 1;")
    db.close()
    with pytest.raises(StoreError, match="cannot be opened"):
        SqliteStore(path)
    assert not is_open(path)
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert "turn" not in [row[1] for row in db.execute("PRAGMA table_info(threads)")]
    db.close()


def test_nothing_that_was_replaced_is_left_in_the_file(tmp_path: Path) -> None:
    """With these sizes SQLite 3.40 leaves one copy in a page that it moved rows from, although it overwrites rows."""
    fact, sizes = "my birthday is July 25 nr%d", random.Random(147)
    db = open_file(tmp_path / "history.db")
    db.execute("CREATE TABLE told (owner, thread, id, record, PRIMARY KEY (owner, thread, id)) WITHOUT ROWID")
    marked = {}
    for number in range(sizes.randint(20, 60)):
        key, is_fact = f"{sizes.getrandbits(128):032x}", sizes.random() < 0.3
        for longer in range(sizes.randint(1, 4)):
            text = "x" * sizes.randint(50, 1200) + (fact % number if is_fact else "")
            text += "y" * sizes.randint(10, 900 * (longer + 1))
            db.execute("INSERT OR REPLACE INTO told VALUES ('a', 't', ?, ?)", (key, text))
            db.commit()
        if is_fact:
            marked[key] = fact % number
    for key, told in marked.items():
        db.execute("UPDATE told SET record = replace(record, ?, '…') WHERE id = ?", (told, key))
        db.commit()
    overwrite_deleted(db)
    assert all(b"my birthday" not in path.read_bytes() for path in tmp_path.iterdir())
    db.close()
