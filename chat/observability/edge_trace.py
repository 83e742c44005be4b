"""The load balancer's id of a request, from the header `X-Amzn-Trace-Id`."""

import re
from dataclasses import dataclass

from opentelemetry.trace import SpanContext, TraceFlags

HEADER = "x-amzn-trace-id"
# AWS: "Request tracing for your Application Load Balancer" and "Tracing header", X-Ray developer guide.
_FIELD = re.compile(r"(Self|Root|Parent|Sampled)=([0-9a-f-]{1,40})", re.ASCII)
_TRACE = re.compile(r"1-([0-9a-f]{8})-([0-9a-f]{24})", re.ASCII)
_SPAN = re.compile(r"[0-9a-f]{16}", re.ASCII)
_MAX_LENGTH = 1_000  # characters of a header that is read


@dataclass(frozen=True, slots=True)
class EdgeTrace:
    """What the header says.

    Attributes:
        trace_id: The id under which the load balancer's access log has the request, such as
            `1-67891233-abcdef012345678912345678`: `Self`, which it has added to a header that came with the request,
            else `Root`.
        parent: The span upstream that the header names; None where there is none.
    """

    trace_id: str
    parent: SpanContext | None = None


def read_edge_trace(header: str | None) -> EdgeTrace | None:
    """Return what a header says; None if it holds no id.

    A client can send the header too, so only ids of the documented form are taken from it.
    """
    fields: dict[str, str] = {}
    for part in (header or "")[:_MAX_LENGTH].split(";"):
        if match := _FIELD.fullmatch(part.strip()):
            fields.setdefault(match[1], match[2])
    root = _TRACE.fullmatch(fields.get("Root", ""))
    own = _TRACE.fullmatch(fields.get("Self", "")) or root
    if own is None:
        return None
    return EdgeTrace(own[0], _parent(root, fields))


def _parent(root: "re.Match[str] | None", fields: dict[str, str]) -> SpanContext | None:
    span = _SPAN.fullmatch(fields.get("Parent", ""))
    if root is None or span is None:
        return None
    flags = TraceFlags(TraceFlags.SAMPLED if fields.get("Sampled") == "1" else TraceFlags.DEFAULT)
    context = SpanContext(int(root[1] + root[2], 16), int(span[0], 16), is_remote=True, trace_flags=flags)
    return context if context.is_valid else None
