"""Spans leave in the background; a dead, slow or hostile collector costs them alone."""

import asyncio
import contextlib
import logging
import socket
import threading
from http.server import BaseHTTPRequestHandler

import pytest

from chat.observability.trace_export import MAX_WAITING_SPANS, MAX_WAITING_SPANS_WITH_CONTENT, TraceExport
from chat.observability.traces import Traces, open_traces
from tests.support.collector import Collector
from tests.support.waiting import PATIENCE

LOGGER = "chat.observability.trace_export"


@pytest.fixture(autouse=True)
def everything_logged(caplog: pytest.LogCaptureFixture) -> None:
    """What any library logs is seen, too."""
    caplog.set_level(logging.INFO)


def send(export: TraceExport, count: int = 1) -> None:
    for _ in range(count):
        export.tracer.start_span("x").end()


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records]


def test_without_an_endpoint_there_are_no_traces() -> None:
    assert open_traces("", "dev", captures_content=True) is None


def test_switch_of_the_sdk_is_obeyed(collected: Collector, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_SDK_DISABLED", "true")
    assert open_traces(collected.url, "dev", captures_content=False) is None


def test_standard_variables_are_read(collected: Collector, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_SERVICE_NAME", "school")
    monkeypatch.setenv("OTEL_RESOURCE_ATTRIBUTES", "team=physics")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20abc")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip")
    export = TraceExport("prod")
    send(export)
    export.close(5)
    span = collected.one("x")
    assert span.resource["service.name"] == "school"
    assert span.resource["team"] == "physics"
    assert span.resource["deployment.environment.name"] == "prod"
    assert collected.paths == ["/v1/traces"]
    assert collected.headers[0]["authorization"] == "Bearer abc"
    assert collected.headers[0]["content-encoding"] == "gzip"


def test_sampler_is_read(collected: Collector, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", "always_off")
    export = TraceExport("prod")
    send(export)
    export.close(5)
    assert collected.bodies == []
    assert not export.is_failing


def test_failure_and_recovery_are_logged_once(
    export: TraceExport, collected: Collector, caplog: pytest.LogCaptureFixture
) -> None:
    collected.respond = lambda request: request.send_error(400)
    for _ in range(3):
        send(export)
        export.flush()
    assert export.is_failing
    collected.respond = None
    for _ in range(2):
        send(export)
        export.flush()
    assert not export.is_failing
    assert logged(caplog) == ["trace_export_failed", "trace_export_recovered"]
    failed, recovered = caplog.records
    assert failed.name == LOGGER
    assert vars(recovered)["lost_spans"] == 3
    assert len(collected.spans()) == 2


def test_dead_collector_is_logged_once(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "0.01")  # or it would be tried again for ten seconds
    export = TraceExport("test")
    for _ in range(3):
        send(export)
        export.flush()
    export.close(5)
    assert logged(caplog) == ["trace_export_failed"]


def test_redirect_is_not_followed(export: TraceExport, collected: Collector, caplog: pytest.LogCaptureFixture) -> None:
    """A login page in front of a collector would swallow the spans, and get the headers."""

    def redirect(request: BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", f"{collected.url}/elsewhere")
        request.send_header("Content-Length", "0")
        request.end_headers()

    collected.respond = redirect
    send(export)
    export.flush()
    assert export.is_failing
    assert set(collected.paths) == {"/v1/traces"}
    assert logged(caplog) == ["trace_export_failed"]


def test_endless_reply_is_not_read(export: TraceExport, collected: Collector) -> None:
    written = []

    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(10**12))
        request.end_headers()
        try:
            while True:
                request.wfile.write(b"x" * 65_536)
                written.append(65_536)
        except OSError:
            request.close_connection = True

    collected.respond = endless
    send(export)
    export.flush()
    assert not export.is_failing
    assert sum(written) < 100_000_000


@pytest.mark.parametrize(
    ("captures_content", "most"), [(False, MAX_WAITING_SPANS), (True, MAX_WAITING_SPANS_WITH_CONTENT)]
)
def test_slow_collector_fills_no_memory_and_holds_nobody_up(
    collected: Collector,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    captures_content: bool,
    most: int,
) -> None:
    """It never answers while spans are made, and still has not when the export is closed."""
    answer = threading.Event()
    collected.respond = lambda request: request.send_error(400) if answer.wait() else None
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "600")
    export = TraceExport("test", captures_content=captures_content)
    send(export, 2 * most)
    assert export.is_failing
    assert logged(caplog) == ["trace_export_failed"]
    assert vars(caplog.records[0])["reason"] == "queue_full"
    assert not answer.is_set()
    export.close(0.05)
    answer.set()


@pytest.mark.parametrize("beginning", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: "])
def test_trickling_collector_fills_no_memory_and_holds_nobody_up(
    collected: Collector, caplog: pytest.LogCaptureFixture, beginning: bytes
) -> None:
    """It sends a byte at a time of its status line or of a header, so no read of it ever times out."""
    trickled, left = threading.Semaphore(0), threading.Event()

    def trickle(request: BaseHTTPRequestHandler) -> None:
        request.close_connection = True
        with contextlib.suppress(OSError):
            request.wfile.write(beginning)
            while not left.wait(0.01):
                request.wfile.write(b"H")
                trickled.release()

    collected.respond = trickle
    export = TraceExport("test")
    send(export)
    waiting = threading.Thread(target=export.flush, daemon=True)
    waiting.start()
    for _ in range(3):
        assert trickled.acquire(timeout=PATIENCE)
    send(export, 2 * MAX_WAITING_SPANS)
    assert export._exporter._waiting <= MAX_WAITING_SPANS
    assert export.is_failing
    assert logged(caplog) == ["trace_export_failed"]
    assert vars(caplog.records[0])["reason"] == "queue_full"
    collected.respond = None
    left.set()
    waiting.join(PATIENCE)
    assert not waiting.is_alive()
    assert not export.is_failing, "it is sent again, and arrives"
    export.close(0.05)


async def test_traces_are_closed_without_blocking_the_loop(collected: Collector) -> None:
    traces = open_traces(collected.url, "test", captures_content=False)
    assert isinstance(traces, Traces)
    turn = traces.begin_turn(thread_id="t", question_id="q", route="auto", how="answer", edge_header=None)
    turn.end()
    closing = asyncio.create_task(traces.close())
    await asyncio.sleep(0)
    assert not closing.done()
    await closing
    assert collected.one("turn").trace_id == turn.trace_id
