"""The heartbeat logs how busy the process is."""

import asyncio
import json
import logging

import pytest

from chat.observability.heartbeat import record_heartbeat
from chat.observability.logs import JsonFormatter
from tests.chat.observability.test_metrics import metrics_of
from tests.support.waiting import eventually


async def test_heartbeat_records_the_gauges_at_every_interval(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "chat.observability.heartbeat")
    values = iter(range(1_000_000))
    task = asyncio.create_task(record_heartbeat(lambda: {"ActiveSessions": next(values)}, seconds=0))
    await eventually(lambda: len(caplog.records) >= 2)
    task.cancel()
    lines = [json.loads(JsonFormatter().format(record)) for record in caplog.records[:2]]
    assert [line["event"] for line in lines] == ["heartbeat_recorded"] * 2
    assert [metrics_of(line) for line in lines] == [{"ActiveSessions": 0}, {"ActiveSessions": 1}]
