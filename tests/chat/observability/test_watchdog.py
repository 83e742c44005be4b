"""What holds the event loop up is named in the log."""

import asyncio
import logging
import threading
import traceback
from collections.abc import AsyncIterator
from types import FrameType

import pytest

from chat.observability.watchdog import STALL_SECONDS, Watchdog
from tests.support.waiting import PATIENCE, eventually


@pytest.fixture
async def watchdog() -> AsyncIterator[Watchdog]:
    watching = Watchdog()
    yield watching
    watching.stop()


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set when the watchdog has looked at `stand_still`."""
    event, look = threading.Event(), traceback.format_stack

    def looking(frame: FrameType | None) -> list[str]:
        stack = look(frame)
        if any("in stand_still" in line for line in stack):
            event.set()
        return stack

    monkeypatch.setattr(traceback, "format_stack", looking)
    return event


def stand_still(seen: threading.Event) -> None:
    seen.clear()
    assert seen.wait(PATIENCE)


def stalls(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """Those of this test; a busy machine may make others."""
    told = [record for record in caplog.records if record.getMessage() == "event loop stalled"]
    return [record for record in told if "in stand_still" in vars(record)["stack"]]


async def test_a_stall_is_logged_once_with_the_line_that_holds(
    watchdog: Watchdog, seen: threading.Event, caplog: pytest.LogCaptureFixture
) -> None:
    await asyncio.sleep(STALL_SECONDS)
    stand_still(seen)
    await eventually(lambda: bool(stalls(caplog)))
    await asyncio.sleep(2 * STALL_SECONDS)
    (stall,) = stalls(caplog)
    assert vars(stall)["milliseconds"] >= STALL_SECONDS * 1000


async def test_two_stalls_are_two(watchdog: Watchdog, seen: threading.Event, caplog: pytest.LogCaptureFixture) -> None:
    for count in (1, 2):
        await asyncio.sleep(STALL_SECONDS)
        stand_still(seen)
        await eventually(lambda count=count: len(stalls(caplog)) == count)  # type: ignore[misc]
