"""Writes are made in order, retried, and counted when they are lost."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest

from chat.history import write_queue as module
from chat.history.store import StoreError
from chat.history.write_queue import WriteQueue


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_DELAYS", (0.0, 0.0))


def writing(done: list[str], name: str, failures: int = 0) -> Callable[[], Coroutine[None, None, None]]:
    left = [failures]

    async def write() -> None:
        await asyncio.sleep(0)
        if left[0]:
            left[0] -= 1
            raise StoreError("down")
        done.append(name)

    return write


async def test_writes_are_made_in_the_order_of_the_calls() -> None:
    queue, done = WriteQueue(), list[str]()
    for number in range(20):
        queue.submit("t", writing(done, str(number), failures=number % 3))
    await queue.flush("t")
    assert done == [str(number) for number in range(20)]


async def test_flush_waits_for_one_conversation_only() -> None:
    queue, done, gate = WriteQueue(), list[str](), asyncio.Event()

    async def blocked() -> None:
        await gate.wait()

    queue.submit("slow", blocked)
    queue.submit("fast", writing(done, "fast"))
    await queue.flush("fast")
    await queue.flush("never written")
    assert done == ["fast"]
    gate.set()
    await queue.close()


async def test_lost_writes_are_counted_and_later_writes_are_made() -> None:
    queue, done = WriteQueue(), list[str]()

    async def impossible() -> None:
        raise TypeError("not JSON")

    lost = [queue.submit("t", writing(done, "lost", failures=99)), queue.submit("t", impossible)]
    saved = queue.submit("t", writing(done, "saved"))
    await queue.close()
    assert [future.result() for future in lost] == [False, False]
    assert saved.result()
    assert (queue.lost, done) == (2, ["saved"])


async def test_each_loss_is_told_once() -> None:
    queue, done = WriteQueue(), list[str]()
    for _ in range(2):
        queue.submit("t", writing(done, "lost", failures=99))
        queue.submit("t", writing(done, "lost too", failures=99))
        queue.submit("other", writing(done, "saved"))
        queue.submit("trifle", writing(done, "lost", failures=99), is_trifle=True)
        for name in ("t", "other", "trifle"):
            await queue.flush(name)
        assert [queue.take_loss(name) for name in ("t", "t", "other", "trifle")] == [True, False, False, False]


async def test_an_idle_queue_starts_again() -> None:
    queue, done = WriteQueue(), list[str]()
    for name in ("one", "two"):
        assert await queue.submit("t", writing(done, name))
        await queue.close()
    assert done == ["one", "two"]
