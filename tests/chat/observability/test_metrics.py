"""What the server measures comes out as CloudWatch takes it."""

import asyncio
import json
import logging
from typing import Any

import pytest

from chat.identity.sockets import Sockets
from chat.observability.heartbeat import pulse
from chat.observability.logs import JsonFormatter
from chat.observability.metrics import NAMESPACE, UNITS, measured
from chat.turns.admission_queue import AdmissionQueue
from tests.support.alb import Alb
from tests.support.page import opened
from tests.support.server import ChatServer
from tests.support.waiting import eventually


def metrics_of(line: dict[str, Any]) -> dict[str, float]:
    """Read a line as CloudWatch does."""
    (told,) = line["_aws"]["CloudWatchMetrics"]
    assert told["Namespace"] == NAMESPACE
    assert told["Dimensions"] == [[]]
    assert all(metric["Unit"] == UNITS[metric["Name"]] for metric in told["Metrics"])
    return {metric["Name"]: line[metric["Name"]] for metric in told["Metrics"]}


def test_what_is_not_known_cannot_be_measured() -> None:
    with pytest.raises(KeyError):
        measured({"Unheard": 1})


async def test_each_answer_is_measured(server: ChatServer, server_alb: Alb) -> None:
    async with opened(server.url, server.public_url, server_alb, "measured") as page:
        before = len(server.log_text())
        assert await page.ask("What is 6 * 7?")
    await eventually(lambda: '"event": "turn_answered"' in server.log_text()[before:])
    lines = [json.loads(line) for line in server.log_text()[before:].splitlines()]
    (answered,) = [line for line in lines if line["event"] == "turn_answered"]
    metrics = metrics_of(answered)
    assert set(metrics) == {"FirstToken", "InputTokens", "OutputTokens"}
    assert metrics["FirstToken"] > 0
    assert metrics["OutputTokens"] > 0
    assert "6 * 7" not in json.dumps(answered)


async def test_the_pulse_tells_how_busy_it_is(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "chat.observability.heartbeat")
    beating = asyncio.create_task(pulse(Sockets(secure=False), AdmissionQueue(1), seconds=0))
    await eventually(lambda: bool(caplog.records))
    beating.cancel()
    line = json.loads(JsonFormatter().format(caplog.records[0]))
    assert metrics_of(line) == {"ActiveSessions": 0, "RunningAnswers": 0, "WaitingQuestions": 0}
