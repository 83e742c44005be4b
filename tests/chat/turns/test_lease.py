"""The lease: one turn at a time, renewed while it runs, free after a crash, and given up when the person stops."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chat.history.sqlite.store import SqliteStore
from chat.history.store import ConversationDeleted, StoreError
from chat.turns import lease
from chat.turns.lease import TurnStopped, hold_lease
from tests.support.waiting import PATIENCE, eventually


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "history.db")
    yield opened
    await opened.close()


async def wait_for(store: SqliteStore, identifier: str, log: list[str], cancel: asyncio.Event | None = None) -> None:
    async def on_wait() -> None:
        log.append(f"{identifier} waits")

    async with hold_lease(store, "o", "t", identifier, cancel=cancel or asyncio.Event(), on_wait=on_wait):
        log.append(f"{identifier} begins")
        await asyncio.sleep(0)
        log.append(f"{identifier} ends")


async def test_turns_follow_each_other(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "_POLL_SECONDS", 0.001)
    log: list[str] = []
    await asyncio.gather(*(wait_for(store, str(n), log) for n in range(5)))
    begun = [entry for entry in log if not entry.endswith("waits")]
    assert all(end == begin.replace("begins", "ends") for begin, end in zip(begun[::2], begun[1::2], strict=True))
    assert len(begun) == 10


async def test_the_lease_of_a_crashed_server_expires(store: SqliteStore) -> None:
    await store.acquire_lease("o", "t", "crashed", -1)
    log: list[str] = []
    await wait_for(store, "mine", log)
    assert log == ["mine begins", "mine ends"]


async def test_the_lease_of_a_long_turn_is_renewed(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "_RENEW_SECONDS", 0.001)
    asked: list[str] = []
    begin = store.acquire_lease

    async def counted(owner: str, thread_id: str, turn_id: str, seconds: float) -> bool:
        asked.append(turn_id)
        return await begin(owner, thread_id, turn_id, seconds)

    async def on_wait() -> None:
        raise AssertionError

    monkeypatch.setattr(store, "acquire_lease", counted)
    async with hold_lease(store, "o", "t", "mine", cancel=asyncio.Event(), on_wait=on_wait):
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


@pytest.mark.parametrize("failure", [StoreError("throttled"), RuntimeError("unexpected")])
async def test_a_failed_renewal_is_tried_again(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, failure: Exception
) -> None:
    attempts = fail_first_renewal(store, monkeypatch, failure)
    renewing = asyncio.create_task(lease._renew(store, "o", "t", "mine"))
    await eventually(lambda: len(attempts) > 3)
    renewing.cancel()
    assert [record.message for record in caplog.records] == ["lease_not_renewed"]


async def test_renewing_ends_when_the_conversation_is_deleted(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    attempts = fail_first_renewal(store, monkeypatch, ConversationDeleted())
    await asyncio.wait_for(lease._renew(store, "o", "t", "mine"), PATIENCE)
    assert len(attempts) == 1
    assert caplog.records == []


def fail_first_renewal(store: SqliteStore, monkeypatch: pytest.MonkeyPatch, failure: Exception) -> list[str]:
    """Let the first renewal raise this and the others succeed, and return a list to which each attempt is added."""
    monkeypatch.setattr(lease, "_RENEW_SECONDS", 0.001)
    attempts: list[str] = []
    acquire = store.acquire_lease

    async def failing(owner: str, thread_id: str, turn_id: str, seconds: float) -> bool:
        attempts.append(turn_id)
        if len(attempts) == 1:
            raise failure
        return await acquire(owner, thread_id, turn_id, seconds)

    monkeypatch.setattr(store, "acquire_lease", failing)
    return attempts
