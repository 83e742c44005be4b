"""A collector, an export to it, and turns on a scripted Bedrock."""

from collections.abc import Iterator

import pytest

from chat.observability.trace_export import TraceExport
from tests.agents.conftest import bedrock, credentials, end_processes, on_bedrock
from tests.support.collector import Collector, collector

__all__ = ["bedrock", "credentials", "end_processes", "on_bedrock"]


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
