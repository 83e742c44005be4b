"""Writes are made in order, tried again, and counted when they are lost."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest

from chat.history import writer as module
from chat.history.store import StoreError
from chat.history.writer import Writer


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


async def test_writes_in_the_order_of_the_calls() -> None:
    writer, done = Writer(), list[str]()
    for number in range(20):
        writer.submit("t", writing(done, str(number), failures=number % 3))
    await writer.flush("t")
    assert done == [str(number) for number in range(20)]


async def test_flush_waits_for_its_own_conversation_only() -> None:
    writer, done, gate = Writer(), list[str](), asyncio.Event()

    async def blocked() -> None:
        await gate.wait()

    writer.submit("slow", blocked)
    writer.submit("fast", writing(done, "fast"))
    await writer.flush("fast")
    await writer.flush("never written")
    assert done == ["fast"]
    gate.set()
    await writer.close()


async def test_counts_what_is_lost_and_goes_on() -> None:
    writer, done = Writer(), list[str]()

    async def impossible() -> None:
        raise TypeError("not JSON")

    lost = [writer.submit("t", writing(done, "lost", failures=99)), writer.submit("t", impossible)]
    saved = writer.submit("t", writing(done, "saved"))
    await writer.close()
    assert [future.result() for future in lost] == [False, False]
    assert saved.result()
    assert (writer.lost, done) == (2, ["saved"])


async def test_goes_on_after_it_was_idle() -> None:
    writer, done = Writer(), list[str]()
    for name in ("one", "two"):
        assert await writer.submit("t", writing(done, name))
        await writer.close()
    assert done == ["one", "two"]
