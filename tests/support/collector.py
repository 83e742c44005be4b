"""A collector of traces on loopback: takes OTLP over HTTP, and decodes it with OpenTelemetry's own protocol."""

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue

from tests.support.serving import serving

KINDS = {1: "internal", 2: "server", 3: "client"}


@dataclass(frozen=True)
class CollectedSpan:
    """One span, and the resource that it came with."""

    trace_id: str
    span_id: str
    parent_id: str
    name: str
    kind: str
    start: int
    end: int
    attributes: dict[str, Any]
    events: dict[str, dict[str, Any]]
    links: list[tuple[str, str]]
    failed: bool
    described: str  # the status's own text
    resource: dict[str, Any] = field(compare=False)


@dataclass
class Collector:
    """A running collector.

    Args:
        url: Its base address.

    Attributes:
        respond: Answers a request in place of `200`, if it is set.
        bodies: What it got, unpacked.
        headers: The headers of each request, in small letters.
        paths: The path of each request.
    """

    url: str = ""
    respond: Callable[[BaseHTTPRequestHandler], None] | None = None
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def spans(self) -> list[CollectedSpan]:
        """All spans in the order of their start."""
        found = [
            CollectedSpan(
                trace_id=span.trace_id.hex(),
                span_id=span.span_id.hex(),
                parent_id=span.parent_span_id.hex(),
                name=span.name,
                kind=KINDS.get(span.kind, ""),
                start=span.start_time_unix_nano,
                end=span.end_time_unix_nano,
                attributes=_read(span.attributes),
                events={event.name: _read(event.attributes) for event in span.events},
                links=[(link.trace_id.hex(), link.span_id.hex()) for link in span.links],
                failed=span.status.code == 2,
                described=span.status.message,
                resource=_read(group.resource.attributes),
            )
            for body in self.bodies
            for group in ExportTraceServiceRequest.FromString(body).resource_spans
            for scope in group.scope_spans
            for span in scope.spans
        ]
        return sorted(found, key=lambda span: span.start)

    def tree(self) -> list[str]:
        """Each span's name, indented below its parent, in the order of their start."""
        spans = self.spans()

        def lines(parent: str, depth: int) -> Iterator[str]:
            for span in spans:
                if span.parent_id == parent:
                    yield "  " * depth + span.name
                    yield from lines(span.span_id, depth + 1)

        return list(lines("", 0))

    def one(self, name: str) -> CollectedSpan:
        """The only span of a name."""
        (only,) = [span for span in self.spans() if span.name == name]
        return only


@contextmanager
def collector() -> Iterator[Collector]:
    """Run a collector in a thread of its own."""
    running = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            running.headers.append({name.lower(): value for name, value in self.headers.items()})
            running.paths.append(self.path)
            if running.respond is not None:
                return running.respond(self)
            zipped = self.headers.get("Content-Encoding") == "gzip"
            running.bodies.append(gzip.decompress(body) if zipped else body)
            self.send_response(200)
            self.send_header("Content-Type", "application/x-protobuf")
            self.send_header("Content-Length", "0")
            return self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as running.url:
        yield running


def _read(pairs: "Any") -> dict[str, Any]:
    return {pair.key: _value(pair.value) for pair in _typed(pairs)}


def _typed(pairs: "Any") -> list[KeyValue]:
    return list(pairs)


def _value(value: AnyValue) -> Any:
    kind = value.WhichOneof("value")
    if kind == "array_value":
        return [_value(each) for each in value.array_value.values]
    return getattr(value, kind) if kind else None
