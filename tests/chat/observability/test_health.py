"""Dependencies are checked all at once, within a bounded time, each on its own."""

import asyncio

from chat.observability.health import Health, HealthMonitor


class Scripted:
    """A dependency with a given health; it raises an exception, and hangs on `None`."""

    def __init__(self, name: str, result: Health | Exception | None) -> None:
        self.name = name
        self.checks = 0
        self._result = result

    async def check(self) -> Health:
        self.checks += 1
        if self._result is None:
            await asyncio.Event().wait()
        if isinstance(self._result, Exception):
            raise self._result
        assert self._result is not None
        return self._result


async def test_hanging_or_failing_dependency_is_down_and_the_rest_is_reported() -> None:
    healthy, hanging = Scripted("a", Health("ok")), Scripted("b", None)
    broken = Scripted("c", ConnectionError("secret address"))
    found = {
        each.name: each.health for each in await HealthMonitor([healthy, hanging, broken], seconds=0.05).check_all()
    }
    assert found == {"a": Health("ok"), "b": Health("down"), "c": Health("down")}


async def test_callers_at_the_same_time_share_one_check() -> None:
    dependency = Scripted("a", Health("degraded", "Slowly."))
    monitor = HealthMonitor([dependency])
    results = await asyncio.gather(*(monitor.check_all() for _ in range(20)))
    assert dependency.checks == 1
    assert {each.health for (each,) in results} == {Health("degraded", "Slowly.")}


async def test_cancelled_caller_does_not_cancel_the_check() -> None:
    waiting = Scripted("a", None)
    monitor = HealthMonitor([waiting], seconds=0.2)
    first = asyncio.create_task(monitor.check_all())
    second = asyncio.create_task(monitor.check_all())
    await asyncio.sleep(0)
    first.cancel()
    (checked,) = await second
    assert checked.health == Health("down")
