"""What is left of facts in the history file."""

from pathlib import Path

from chat.history.sqlite.store import SqliteStore
from tests.chat.history.conftest import contents


async def test_a_removed_fact_is_neither_in_the_file_nor_in_its_log(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "history.db")
    await store.facts.put(
        "alice", {"fact#1": {"text": "a very private matter"}, "fact#2": {"text": "I live in Seattle"}}
    )
    assert b"very private" in contents(tmp_path)
    await store.facts.remove("alice", ["fact#1"])
    held = contents(tmp_path)
    assert b"very private" not in held
    assert b"Seattle" in held
    await store.close()
