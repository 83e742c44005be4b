"""What is SQLite's own: the file, its version, and being closed and opened again."""

import json
import os
import sqlite3
import time
from pathlib import Path

import pytest

from chat.history.schema import _VERSIONS, SCHEMA_VERSION, backups
from chat.history.sqlite import SqliteStore
from chat.history.store import StoreError


def contents(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def test_survives_being_closed(tmp_path: Path) -> None:
    first = SqliteStore(tmp_path / "below" / "history.db")
    await first.put_thread("alice", "t", name="Kept")
    await first.close()
    second = SqliteStore(tmp_path / "below" / "history.db")
    thread = await second.get_thread("alice", "t")
    await second.close()
    assert thread is not None
    assert thread.name == "Kept"


def test_refuses_a_newer_file(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "history.db") as db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    db.close()
    with pytest.raises(StoreError, match="newer version"):
        SqliteStore(tmp_path / "history.db")


@pytest.mark.parametrize("make", [lambda path: path.write_bytes(b"not a database " * 100), lambda path: path.mkdir()])
def test_refuses_what_is_no_database(tmp_path: Path, make: object) -> None:
    path = tmp_path / "history.db"
    make(path)  # type: ignore[operator]
    with pytest.raises(StoreError, match="cannot be opened"):
        SqliteStore(path)


async def test_an_older_file_is_upgraded_in_place_after_a_backup(tmp_path: Path) -> None:
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


def test_an_upgrade_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with sqlite3.connect(path) as db:
        db.executescript(f"{_VERSIONS[0]} CREATE TABLE threads_by_expiry (x); PRAGMA user_version = 1;")
    db.close()
    with pytest.raises(StoreError, match="cannot be opened"):
        SqliteStore(path)
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert "turn" not in [row[1] for row in db.execute("PRAGMA table_info(threads)")]
    db.close()


async def test_a_sweep_removes_old_backups(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "history.db")
    for name, age in (("old", 31), ("new", 1)):
        backup = tmp_path / f"history.db.v{name}.backup"
        backup.touch()
        os.utime(backup, (time.time() - age * 86400,) * 2)
    await store.sweep()
    await store.close()
    assert [backup.name for backup in backups(tmp_path / "history.db")] == ["history.db.vnew.backup"]


async def test_what_was_erased_is_not_in_the_file(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "history.db")
    await store.put_step("alice", "t", {"id": "s", "type": "user_message", "output": "a very private matter"})
    assert b"very private" in contents(tmp_path)
    await store.erase("alice")
    assert b"very private" not in contents(tmp_path)
    await store.close()
