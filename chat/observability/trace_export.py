"""Sends spans to an OpenTelemetry collector (OTLP over HTTP), whatever the collector does with them.

The SDK reads its standard environment variables by itself: endpoint, headers, timeout, compression, certificates, the
service's name, the sampler, and how often it sends. The provider of traces is not made the global one, from which other
libraries would take it.
"""

import logging
import threading
from collections.abc import Sequence
from typing import Any

import requests
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult

logger = logging.getLogger(__name__)

SERVICE_NAME = "teachers-assistant"
MAX_WAITING_SPANS = 2_048  # that are not sent yet; more are dropped
MAX_WAITING_SPANS_WITH_CONTENT = 256  # each may hold a hundred kilobytes
_SDK_LOGGERS = ("opentelemetry.sdk", "opentelemetry.exporter", "opentelemetry.attributes", "urllib3.connectionpool")


class _CollectorSession(requests.Session):
    """A connection to a collector whose reply counts by its status alone: a body of any size is never read."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        """Send a request.

        Raises:
            RequestException: It failed, or the reply leads somewhere else, where spans are not to go.
        """
        response = super().request(*args, **{**kwargs, "stream": True, "allow_redirects": False})
        response.close()
        if response.is_redirect or response.status_code in (304, 305, 306):
            raise requests.TooManyRedirects
        return response


class ReportedExporter(SpanExporter):
    """Logs when spans begin to be lost and when they arrive again, and nothing in between.

    Args:
        exporter: Sends the spans.
        max_waiting: How many spans may wait to be sent.
    """

    def __init__(self, exporter: SpanExporter, max_waiting: int) -> None:
        self.max_waiting = max_waiting
        self._exporter = exporter
        self._lock = threading.Lock()
        self._waiting = 0
        self._lost = 0

    @property
    def is_failing(self) -> bool:
        """Whether spans are being lost."""
        return self._lost > 0

    def expect(self) -> None:
        """Count a span that is to be sent, or is lost because too many wait already."""
        with self._lock:
            has_room = self._waiting < self.max_waiting
            self._waiting += has_room
        if not has_room:
            self.lose(1, "queue_full")

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Send spans; runs in a thread of its own."""
        result = self._exporter.export(spans)
        with self._lock:
            self._waiting -= len(spans)
        if result is SpanExportResult.SUCCESS:
            self._recover()
        else:
            self.lose(len(spans), "refused_or_unreachable")
        return result

    def lose(self, count: int, reason: str) -> None:
        """Count spans that are lost."""
        with self._lock:
            is_first = self._lost == 0
            self._lost += count
        if is_first:
            logger.warning("trace_export_failed", extra={"reason": reason})

    def _recover(self) -> None:
        with self._lock:
            lost, self._lost = self._lost, 0
        if lost:
            logger.info("trace_export_recovered", extra={"lost_spans": lost})

    def shutdown(self) -> None:
        """Stop waiting between attempts."""
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        """Do nothing: nothing waits here."""
        return True


class _BoundedProcessor(BatchSpanProcessor):
    """Collects spans in a queue of a fixed length, which a slow collector can fill."""

    def __init__(self, exporter: ReportedExporter) -> None:
        most = exporter.max_waiting
        super().__init__(exporter, max_queue_size=most, max_export_batch_size=most // 4)
        self._reported = exporter

    def on_end(self, span: ReadableSpan) -> None:
        """Add a span."""
        if span.context is not None and span.context.trace_flags.sampled:
            self._reported.expect()
        super().on_end(span)


class TraceExport:
    """The way of spans out of this process.

    Args:
        environment: The name of the deployment.
        captures_content: Whether spans hold what people and models write.
    """

    def __init__(self, environment: str, *, captures_content: bool = False) -> None:
        for name in _SDK_LOGGERS:  # they log each failure again; the exporter says it once
            logging.getLogger(name).setLevel(logging.CRITICAL)
        most = MAX_WAITING_SPANS_WITH_CONTENT if captures_content else MAX_WAITING_SPANS
        self._exporter = ReportedExporter(OTLPSpanExporter(session=_CollectorSession()), most)
        self._processor = _BoundedProcessor(self._exporter)
        self._provider = TracerProvider(resource=_resource(environment), shutdown_on_exit=False)
        self._provider.add_span_processor(self._processor)
        self.tracer = self._provider.get_tracer(SERVICE_NAME)

    @property
    def is_failing(self) -> bool:
        """Whether spans are being lost."""
        return self._exporter.is_failing

    def flush(self) -> None:
        """Send what waits, and wait for it."""
        self._provider.force_flush()

    def close(self, seconds: float) -> None:
        """Send what waits, for so many seconds at most."""
        ending = threading.Thread(target=self._provider.shutdown, name="trace shutdown", daemon=True)
        ending.start()
        ending.join(seconds)


def _resource(environment: str) -> Resource:
    named = OTELResourceDetector().detect().attributes.get("service.name")
    return Resource.create(
        {"deployment.environment.name": environment, **({} if named else {"service.name": SERVICE_NAME})}
    )
