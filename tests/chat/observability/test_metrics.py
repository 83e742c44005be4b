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


async def lines_of(question: str, server: ChatServer, alb: Alb) -> list[dict[str, Any]]:
    """Ask a question, and return what the server logs until it has answered."""
    async with opened(server.url, server.public_url, alb, "measured") as page:
        before = len(server.log_text())
        assert await page.ask(question)
    await eventually(lambda: '"event": "turn_answered"' in server.log_text()[before:])
    return [json.loads(line) for line in server.log_text()[before:].splitlines()]


async def test_each_answer_is_measured(server: ChatServer, server_alb: Alb) -> None:
    lines = await lines_of("What is 6 * 7?", server, server_alb)
    (answered,) = [line for line in lines if line["event"] == "turn_answered"]
    metrics = metrics_of(answered)
    assert set(metrics) == {"FirstToken", "InputTokens", "OutputTokens"}
    assert metrics["FirstToken"] > 0
    assert metrics["OutputTokens"] > 0
    assert "6 * 7" not in json.dumps(answered)


async def test_a_result_that_no_second_way_confirms_is_logged_and_counted(server: ChatServer, server_alb: Alb) -> None:
    lines = await lines_of("limit 1/ln(ln(x)) as x -> oo", server, server_alb)  # too slow for values near it
    (kept_back,) = [line for line in lines if line["event"] == "result_unconfirmed"]
    assert (kept_back["task"], kept_back["operation"]) == ("answer", "limit")
    (answered,) = [line for line in lines if line["event"] == "turn_answered"]
    assert metrics_of(answered)["UnconfirmedResults"] == 1
    assert "ln(x)" not in json.dumps(lines)
