"""The health of the collector of traces, as the page Status shows it."""

import pytest

from chat.observability.traces import Traces, open_traces
from chat.status.checks import trace_dependency
from tests.support.collector import Collector, collector


def send(traces: Traces) -> None:
    traces.begin_turn(thread_id="t", question_id="q", route="auto", how="answer", edge_header=None).end()
    traces._export.flush()


async def test_collector_is_healthy_while_it_takes_what_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    with collector() as running:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", running.url)
        traces = open_traces(running.url, "test", captures_content=False)
        assert traces is not None
        states = []
        for refuses in (False, True, False):
            refuse(running, refuses=refuses)
            send(traces)
            health = await trace_dependency(traces).check()
            states.append((health.state, bool(health.note)))
        await traces.close()
    assert states == [("ok", False), ("degraded", True), ("ok", False)]


def refuse(running: Collector, *, refuses: bool) -> None:
    running.respond = (lambda request: request.send_error(403)) if refuses else None
