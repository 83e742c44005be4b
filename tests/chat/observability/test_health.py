"""Dependencies are looked at all at once, within a bounded time, and a bad one spoils nothing."""

import asyncio

from chat.observability.health import Health, HealthMonitor


class Scripted:
    """A dependency that does as it is told."""

    def __init__(self, name: str, result: Health | Exception | None) -> None:
        self.name = name
        self.asked = 0
        self._result = result

    async def check(self) -> Health:
        self.asked += 1
        if self._result is None:
            await asyncio.Event().wait()
        if isinstance(self._result, Exception):
            raise self._result
        assert self._result is not None
        return self._result


async def test_what_hangs_or_breaks_is_down_and_the_rest_is_told() -> None:
    well, hanging = Scripted("a", Health("ok")), Scripted("b", None)
    broken = Scripted("c", ConnectionError("secret address"))
    found = {each.name: each.health for each in await HealthMonitor([well, hanging, broken], seconds=0.05).look()}
    assert found == {"a": Health("ok"), "b": Health("down"), "c": Health("down")}


async def test_many_who_ask_at_once_are_one_look() -> None:
    dependency = Scripted("a", Health("degraded", "Slowly."))
    examiner = HealthMonitor([dependency])
    looks = await asyncio.gather(*(examiner.look() for _ in range(20)))
    assert dependency.asked == 1
    assert {each.health for (each,) in looks} == {Health("degraded", "Slowly.")}


async def test_who_goes_away_takes_the_look_from_nobody() -> None:
    waiting = Scripted("a", None)
    examiner = HealthMonitor([waiting], seconds=0.2)
    first = asyncio.create_task(examiner.look())
    second = asyncio.create_task(examiner.look())
    await asyncio.sleep(0)
    first.cancel()
    (checked,) = await second
    assert checked.health == Health("down")
