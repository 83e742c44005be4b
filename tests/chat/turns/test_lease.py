"""One turn at a time; a server that died lets go, and a person may stop waiting."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chat.history.sqlite.store import SqliteStore
from chat.turns import lease
from chat.turns.lease import TurnStopped, turn
from tests.support.waiting import eventually


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "history.db")
    yield opened
    await opened.close()


async def wait_for(store: SqliteStore, identifier: str, log: list[str], cancel: asyncio.Event | None = None) -> None:
    async def told() -> None:
        log.append(f"{identifier} waits")

    async with turn(store, "o", "t", identifier, cancel=cancel or asyncio.Event(), on_wait=told):
        log.append(f"{identifier} begins")
        await asyncio.sleep(0)
        log.append(f"{identifier} ends")


async def test_turns_follow_each_other(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "_LOOK_SECONDS", 0.001)
    log: list[str] = []
    await asyncio.gather(*(wait_for(store, str(n), log) for n in range(5)))
    begun = [entry for entry in log if not entry.endswith("waits")]
    assert all(end == begin.replace("begins", "ends") for begin, end in zip(begun[::2], begun[1::2], strict=True))
    assert len(begun) == 10


async def test_a_dead_server_lets_go(store: SqliteStore) -> None:
    await store.acquire_lease("o", "t", "of the dead", -1)
    log: list[str] = []
    await wait_for(store, "mine", log)
    assert log == ["mine begins", "mine ends"]


async def test_a_long_turn_is_kept(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "_RENEW_SECONDS", 0.001)
    asked: list[str] = []
    begin = store.acquire_lease

    async def counted(owner: str, thread_id: str, turn_id: str, seconds: float) -> bool:
        asked.append(turn_id)
        return await begin(owner, thread_id, turn_id, seconds)

    async def nobody() -> None:
        raise AssertionError

    monkeypatch.setattr(store, "acquire_lease", counted)
    async with turn(store, "o", "t", "mine", cancel=asyncio.Event(), on_wait=nobody):
        await eventually(lambda: len(asked) > 3)
    thread = await store.get_thread("o", "t")
    assert thread is not None
    assert not thread.answering


async def test_waiting_can_be_stopped(store: SqliteStore) -> None:
    await store.acquire_lease("o", "t", "other", 600)
    log, cancel = list[str](), asyncio.Event()
    waiting = asyncio.create_task(wait_for(store, "mine", log, cancel))
    await eventually(lambda: log == ["mine waits"])
    cancel.set()
    with pytest.raises(TurnStopped):
        await waiting
