"""The modes that a person picks hold on all of their pages, and on no page of another person."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chat.history.sqlite.store import SqliteStore
from chat.ui.preferences import ModePreferences


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "history.db")
    yield opened
    await opened.close()


async def asked(store: SqliteStore, owner: str, thread_id: str, **modes: str) -> None:
    await store.put_thread(owner, thread_id, name=thread_id)
    await store.put_step(owner, thread_id, {"id": f"{thread_id}-q", "type": "user_message", "modes": modes})
    await store.put_step(owner, thread_id, {"id": f"{thread_id}-a", "type": "assistant_message"})


async def test_a_pick_is_returned_for_its_owner_only(store: SqliteStore) -> None:
    picks = ModePreferences(store)
    picks.put("alice", {"model": "m", "route": "auto"})
    picks.put("alice", {"route": "math_assistant"})
    picks.put("alice", None)
    assert await picks.get("alice") == {"model": "m", "route": "math_assistant"}
    assert await picks.get("bob") == {}


async def test_after_a_restart_the_picks_come_from_the_last_question(store: SqliteStore) -> None:
    await asked(store, "alice", "old", model="m")
    await asked(store, "alice", "new", model="n", route="teacher")
    await asked(store, "bob", "his", model="o")
    picks = ModePreferences(store)
    assert await picks.get("alice") == {"model": "n", "route": "teacher"}
    picks.put("alice", {"model": "p"})
    assert await picks.get("alice") == {"model": "p", "route": "teacher"}
