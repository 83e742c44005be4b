"""The modes that a person picks hold on all of their pages, and on no page of another person."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from chat.history.sqlite.store import SqliteStore
from chat.history.step import StepRecord
from chat.ui.preferences import ModePreferences


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "history.db")
    yield opened
    await opened.close()


async def asked(
    store: SqliteStore, owner: str, thread_id: str, *, picked: dict[str, str] | None = None, **modes: str
) -> None:
    question: StepRecord = {"id": f"{thread_id}-q", "type": "user_message", "modes": modes, "metadata": {}}
    if picked is not None:
        question["metadata"] = {"picked": picked}
    await store.put_thread(owner, thread_id, name=thread_id)
    await store.put_step(owner, thread_id, question)
    await store.put_step(owner, thread_id, {"id": f"{thread_id}-a", "type": "assistant_message"})


async def test_a_pick_is_returned_for_its_owner_only(store: SqliteStore) -> None:
    picks = ModePreferences(store)
    await picks.put("alice", {"model": "m", "route": "teacher"})
    await picks.put("alice", {"route": "math_assistant"})
    assert await picks.get("alice") == {"model": "m", "route": "math_assistant"}
    await picks.put("alice", {"model": ""})
    assert await picks.get("alice") == {"route": "math_assistant"}
    assert await picks.get("bob") == {}


async def test_after_a_restart_the_picks_come_from_the_last_question(store: SqliteStore) -> None:
    await asked(store, "alice", "old", picked={"model": "m"}, model="m")
    await asked(store, "alice", "new", picked={"model": "n", "route": "teacher"}, route="teacher")
    await asked(store, "bob", "his", picked={}, model="o")
    assert await ModePreferences(store).get("alice") == {"model": "n", "route": "teacher"}
    assert await ModePreferences(store).get("bob") == {}
    picks = ModePreferences(store)
    await picks.put("alice", {"model": "p"})
    assert await picks.get("alice") == {"model": "p", "route": "teacher"}


async def test_a_question_is_stored_with_every_pick_that_is_in_force(store: SqliteStore) -> None:
    picks = ModePreferences(store)
    await picks.put("alice", {"model": "m"})
    question: dict[str, Any] = {"modes": {"model": "", "route": "teacher"}, "metadata": {}}
    await picks.record("alice", question)
    assert question["metadata"] == {"picked": {"model": "m", "route": "teacher"}}
    question = {"modes": None, "metadata": {}}
    await picks.record("bob", question)
    assert question["metadata"] == {"picked": {}}


async def test_the_model_of_a_question_of_an_earlier_version_is_no_pick(store: SqliteStore) -> None:
    """Earlier versions stored the default with each question as if it were picked."""
    await asked(store, "alice", "old", model="a-former-default", route="math_assistant")
    assert await ModePreferences(store).get("alice") == {"route": "math_assistant"}
