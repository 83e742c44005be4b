"""The list that the gate holds in memory, and what happens while it cannot be read."""

import asyncio
import time
from collections.abc import Mapping

import pytest

from chat.history.store import StoreError
from chat.identity.deny_list import DenyList


class Readings:
    """Gives one reading after the other; an error is raised."""

    def __init__(self, *readings: Mapping[str, float] | Exception) -> None:
        self._readings = list(readings)
        self.all_read = asyncio.Event()

    async def load(self) -> Mapping[str, float]:
        reading = self._readings.pop(0)
        if not self._readings:
            self.all_read.set()
            self._readings.append(reading)
        if isinstance(reading, Exception):
            raise reading
        return reading


async def follow(denied: DenyList, readings: Readings) -> int:
    """Follow until every reading was taken; return how often a change was announced."""
    changes: list[DenyList] = []
    following = asyncio.create_task(denied.follow(changes.append, seconds=0))
    await readings.all_read.wait()
    await asyncio.sleep(0)
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    return len(changes)


async def test_a_person_is_denied_until_the_entry_ends() -> None:
    denied = DenyList(Readings({"now": time.time() + 60, "past": time.time() - 1}))
    assert "now" not in denied
    await denied.start()
    assert [name for name in ("now", "past", "other") if name in denied] == ["now"]


async def test_the_last_list_stays_in_force_while_the_store_fails(caplog: pytest.LogCaptureFixture) -> None:
    later = time.time() + 60
    readings = Readings({"one": later}, StoreError("away"), RuntimeError("away"))
    denied = DenyList(readings)
    await denied.start()
    assert await follow(denied, readings) == 0
    assert "one" in denied
    assert [record.message for record in caplog.records] == ["deny_list_not_read"]


async def test_a_change_is_announced_once_the_store_is_back() -> None:
    readings = Readings({}, StoreError("away"), {"one": time.time() + 60})
    denied = DenyList(readings)
    await denied.start()
    assert await follow(denied, readings) >= 1
    assert "one" in denied


async def test_nobody_is_served_before_the_list_is_known() -> None:
    with pytest.raises(StoreError):
        await DenyList(Readings(StoreError("away"))).start()
