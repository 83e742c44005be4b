"""Logs once a minute how busy the process is."""

import asyncio
import logging
from collections.abc import Callable, Mapping

from chat.observability import metrics

logger = logging.getLogger(__name__)

INTERVAL_SECONDS = 60.0


async def record_heartbeat(gauges: Callable[[], Mapping[str, float]], seconds: float = INTERVAL_SECONDS) -> None:
    """Log the gauges at every interval, until cancelled.

    Args:
        gauges: Returns each metric (of `metrics.UNITS`) and its value now.
        seconds: The interval.
    """
    while True:
        await asyncio.sleep(seconds)
        metrics.record(logger, "heartbeat_recorded", gauges())
