"""Whether the collector that the environment names takes traces."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import httpx

from infra.doctor.check import Check, ToDo

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
_HEADERS = "OTEL_EXPORTER_OTLP_HEADERS"
_SECONDS = 10
_REFUSED = (401, 403)


@dataclass(frozen=True, slots=True)
class Collector:
    """A collector of traces.

    Args:
        endpoint: Its base address.
        headers: Sent with each request; they may hold a key.
    """

    endpoint: str
    headers: Mapping[str, str]

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Collector | None":
        """Return the collector that OpenTelemetry's own variables name; None if they name none."""
        endpoint = environment.get(ENDPOINT, "").strip().rstrip("/")
        pairs = [pair.partition("=") for pair in environment.get(_HEADERS, "").split(",") if "=" in pair]
        headers = {name.strip().lower(): unquote(value.strip()) for name, _, value in pairs}
        return cls(endpoint, headers) if endpoint else None


def check_collector(collector: Collector) -> str:
    """Send a batch without spans, as the server sends its own (OTLP over HTTP)."""
    if urlsplit(collector.endpoint).scheme not in ("http", "https") or not urlsplit(collector.endpoint).hostname:
        raise ToDo(f"{ENDPOINT} is not an address such as http://127.0.0.1:4318.")
    headers = {**collector.headers, "content-type": "application/x-protobuf"}
    try:
        # An empty message of protobuf is no bytes at all; the body of the reply is not read.
        with httpx.stream(
            "POST", f"{collector.endpoint}/v1/traces", content=b"", headers=headers, timeout=_SECONDS
        ) as reply:
            status = reply.status_code
    except (httpx.TransportError, httpx.InvalidURL, UnicodeError) as error:
        raise ToDo(
            f"Nothing takes traces at {collector.endpoint} ({type(error).__name__}): start the collector, or correct "
            f"{ENDPOINT}."
        ) from None
    if status in _REFUSED:
        raise ToDo(f"The collector at {collector.endpoint} refuses the key ({status}): correct {_HEADERS}.")
    if not 200 <= status < 300:
        raise ToDo(
            f"{collector.endpoint} answered {status} to a trace: put the address of a collector's OTLP receiver "
            f"for HTTP into {ENDPOINT}."
        )
    return f"{collector.endpoint} takes traces"


COLLECTOR_CHECKS: tuple[Check[Collector], ...] = (Check("traces", check_collector),)
