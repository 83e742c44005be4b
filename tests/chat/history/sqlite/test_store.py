"""The history file: reopening it, its backups, and what is left in it after a deletion."""

import os
import time
from pathlib import Path

from chat.history.sqlite.schema import backups
from chat.history.sqlite.store import SqliteStore
from tests.chat.history.conftest import contents


async def test_data_is_there_after_reopening(tmp_path: Path) -> None:
    first = SqliteStore(tmp_path / "below" / "history.db")
    await first.put_thread("alice", "t", name="Kept")
    await first.close()
    second = SqliteStore(tmp_path / "below" / "history.db")
    thread = await second.get_thread("alice", "t")
    await second.close()
    assert thread is not None
    assert thread.name == "Kept"


async def test_a_sweep_removes_old_backups(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "history.db")
    for name, age in (("old", 31), ("new", 1)):
        backup = tmp_path / f"history.db.v{name}.backup"
        backup.touch()
        os.utime(backup, (time.time() - age * 86400,) * 2)
    await store.sweep()
    await store.close()
    assert [backup.name for backup in backups(tmp_path / "history.db")] == ["history.db.vnew.backup"]


async def test_erased_data_is_not_in_the_file(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "history.db")
    await store.put_step("alice", "t", {"id": "s", "type": "user_message", "output": "a very private matter"})
    assert b"very private" in contents(tmp_path)
    await store.erase("alice")
    assert b"very private" not in contents(tmp_path)
    await store.close()


async def test_purged_data_is_neither_in_the_file_nor_in_its_log(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "history.db")
    for text in ("a very private matter", "nothing"):
        await store.put_step("alice", "t", {"id": "s", "type": "user_message", "output": text})
    assert b"very private" in contents(tmp_path)
    await store.purge()
    assert b"very private" not in contents(tmp_path)
    assert b"nothing" in contents(tmp_path)
    await store.close()
