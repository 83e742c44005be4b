"""What is SQLite's own: the file, its version, and being closed and opened again."""

import sqlite3
from pathlib import Path

import pytest

from chat.history.sqlite import SCHEMA_VERSION, SqliteStore
from chat.history.store import StoreError


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
