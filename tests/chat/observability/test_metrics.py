"""Metrics are logged in the form that CloudWatch reads."""

import json
from typing import Any

import pytest

from chat.observability.metrics import NAMESPACE, UNITS, measured
from tests.support.alb import Alb
from tests.support.page import opened
from tests.support.server import ChatServer
from tests.support.waiting import eventually


def metrics_of(line: dict[str, Any]) -> dict[str, float]:
    """Read a line as CloudWatch does."""
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    assert directive["Namespace"] == NAMESPACE
    assert directive["Dimensions"] == [[]]
    assert all(metric["Unit"] == UNITS[metric["Name"]] for metric in directive["Metrics"])
    return {metric["Name"]: line[metric["Name"]] for metric in directive["Metrics"]}


def test_metric_without_a_unit_is_an_error() -> None:
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
