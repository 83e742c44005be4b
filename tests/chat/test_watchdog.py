"""What holds the event loop up is named in the log."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator

import pytest

from chat.watchdog import STALL_SECONDS, Watchdog
from tests.support.waiting import eventually


@pytest.fixture
async def watchdog() -> AsyncIterator[Watchdog]:
    watching = Watchdog()
    yield watching
    watching.stop()


def stand_still() -> None:
    time.sleep(5 * STALL_SECONDS)


def stalls(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.getMessage() == "event loop stalled"]


async def test_a_stall_is_logged_once_with_the_line_that_holds(
    watchdog: Watchdog, caplog: pytest.LogCaptureFixture
) -> None:
    await asyncio.sleep(STALL_SECONDS)
    stand_still()
    await eventually(lambda: bool(stalls(caplog)))
    await asyncio.sleep(2 * STALL_SECONDS)
    (stall,) = stalls(caplog)
    assert "in stand_still" in vars(stall)["stack"]
    assert vars(stall)["milliseconds"] >= 4 * STALL_SECONDS * 1000


async def test_two_stalls_are_two(watchdog: Watchdog, caplog: pytest.LogCaptureFixture) -> None:
    for count in (1, 2):
        await asyncio.sleep(STALL_SECONDS)
        stand_still()
        await eventually(lambda count=count: len(stalls(caplog)) == count)  # type: ignore[misc]
