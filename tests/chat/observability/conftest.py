"""A collector, an export to it, and turns on a scripted Bedrock."""

import uuid
from collections.abc import Iterator

import pytest

from agents.turn.routes import ANSWER, AUTO
from chat.observability.edge_trace import read_edge_trace
from chat.observability.trace_export import TraceExport
from chat.observability.turn_trace import TurnSpans
from tests.agents.conftest import adder, bedrock, credentials, end_processes, on_bedrock
from tests.chat.observability.traced_turn import THREAD, Begin
from tests.support.collector import Collector, collector

__all__ = ["adder", "bedrock", "credentials", "end_processes", "on_bedrock"]


@pytest.fixture
def collected(monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    """A collector, to which the environment points."""
    for name in ("HEADERS", "PROTOCOL", "TRACES_ENDPOINT"):
        monkeypatch.delenv(f"OTEL_EXPORTER_OTLP_{name}", raising=False)
    with collector() as running:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", running.url)
        yield running


@pytest.fixture
def export(collected: Collector) -> Iterator[TraceExport]:
    running = TraceExport("test")
    yield running
    running.close(5)


@pytest.fixture
def begin(export: TraceExport) -> Begin:
    """Begins the trace of a turn."""

    def make(*, captures_content: bool = False, header: str | None = None, **changes: str) -> TurnSpans:
        given = {"thread_id": THREAD, "question_id": str(uuid.uuid4()), "route": AUTO, "how": ANSWER} | changes
        edge = read_edge_trace(header)
        return TurnSpans(export.tracer, **given, edge=edge, captures_content=captures_content)

    return make
