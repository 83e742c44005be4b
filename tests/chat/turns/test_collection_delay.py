import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest

from chat.turns import collection_delay
from chat.turns.collection_delay import CollectionDelay
from tests.support.waiting import eventually


class Node:
    """An object that can be part of a cycle."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    yield
    gc.enable()


async def test_nothing_is_collected_in_a_delay_and_everything_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collection_delay, "SECONDS", 0.0)
    gc.collect()
    gone = asyncio.Event()
    CollectionDelay().begin()
    weakref.finalize(Node(), gone.set)
    made: list[list[None]] = [[] for _ in range(20 * gc.get_threshold()[0])]
    assert not gone.is_set()
    await eventually(gc.isenabled)
    made += [[] for _ in range(2 * gc.get_threshold()[0])]
    assert gone.is_set()


async def test_questions_that_follow_do_not_prolong_the_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collection_delay, "SECONDS", 0.05)
    delay = CollectionDelay()
    delay.begin()
    ends = delay.ends
    delay.begin()
    assert delay.ends == ends is not None
    await eventually(gc.isenabled)
    assert delay.ends is None
    delay.begin()
    assert not gc.isenabled()


async def test_collections_that_somebody_else_has_stopped_stay_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collection_delay, "SECONDS", 0.0)
    gc.disable()
    CollectionDelay().begin()
    passed = asyncio.Event()
    asyncio.get_running_loop().call_later(0.0, passed.set)  # after the timer of a delay
    await passed.wait()
    assert not gc.isenabled()
