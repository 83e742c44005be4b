"""The watchdog logs what blocks the event loop."""

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
def observed(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set when the watchdog has formatted the stack of `block`."""
    event, format_stack = threading.Event(), traceback.format_stack

    def format_and_note(frame: FrameType | None) -> list[str]:
        stack = format_stack(frame)
        if any("in block" in line for line in stack):
            event.set()
        return stack

    monkeypatch.setattr(traceback, "format_stack", format_and_note)
    return event


def block(observed: threading.Event) -> None:
    observed.clear()
    assert observed.wait(PATIENCE)


def stalls(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """The stalls that this test causes; a busy machine may cause others."""
    logged = [record for record in caplog.records if record.getMessage() == "event_loop_stalled"]
    return [record for record in logged if "in block" in vars(record)["stack"]]


async def test_stall_is_logged_once_with_the_blocking_line(
    watchdog: Watchdog, observed: threading.Event, caplog: pytest.LogCaptureFixture
) -> None:
    await asyncio.sleep(STALL_SECONDS)
    block(observed)
    await eventually(lambda: bool(stalls(caplog)))
    await asyncio.sleep(2 * STALL_SECONDS)
    (stall,) = stalls(caplog)
    assert vars(stall)["milliseconds"] >= STALL_SECONDS * 1000


async def test_two_stalls_are_logged_twice(
    watchdog: Watchdog, observed: threading.Event, caplog: pytest.LogCaptureFixture
) -> None:
    for count in (1, 2):
        await asyncio.sleep(STALL_SECONDS)
        block(observed)
        await eventually(lambda count=count: len(stalls(caplog)) == count)  # type: ignore[misc]
