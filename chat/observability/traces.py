"""Traces of turns, where the operator has named a collector; without one, nothing of OpenTelemetry's SDK is loaded."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from agents.turn.routes import STUDY
from chat.observability.edge_trace import read_edge_trace

if TYPE_CHECKING:
    from chat.observability.trace_export import TraceExport
    from chat.observability.turn_trace import TurnSpans

SHUTDOWN_SECONDS = 3.0  # how long the last spans may take to leave


class Traces:
    """Starts the trace of each turn, and sends finished spans to the collector in the background.

    Args:
        export: Sends the spans.
        captures_content: Whether spans hold what people and models write.
    """

    def __init__(self, export: TraceExport, *, captures_content: bool) -> None:
        self._export = export
        self._captures_content = captures_content

    def begin_turn(
        self, *, thread_id: str, question_id: str, route: str, how: str, edge_header: str | None
    ) -> TurnSpans:
        """Start the trace of a turn; in Study it holds no content, which can be an answer that is held back.

        Args:
            thread_id: The conversation.
            question_id: The message that is answered.
            route: Who is asked.
            how: How the question is answered.
            edge_header: The header `X-Amzn-Trace-Id` with which the page's socket was opened, if there was one.
        """
        from chat.observability.turn_trace import TurnSpans

        return TurnSpans(
            self._export.tracer,
            thread_id=thread_id,
            question_id=question_id,
            route=route,
            how=how,
            edge=read_edge_trace(edge_header),
            captures_content=self._captures_content and how != STUDY,
        )

    @property
    def is_failing(self) -> bool:
        """Whether the collector does not take what was sent last."""
        return self._export.is_failing

    async def close(self) -> None:
        """Send what is left, within `SHUTDOWN_SECONDS`."""
        await asyncio.to_thread(self._export.close, SHUTDOWN_SECONDS)


def open_traces(endpoint: str, environment: str, *, captures_content: bool) -> Traces | None:
    """Return the traces of this process; None without an endpoint, or where the SDK's own switch is off.

    Args:
        endpoint: The collector's base address; the SDK reads it, and all that belongs to it, from the environment.
        environment: The name of the deployment.
        captures_content: Whether spans hold what people and models write.
    """
    if not endpoint or os.environ.get("OTEL_SDK_DISABLED", "").strip().lower() == "true":
        return None
    from chat.observability.trace_export import TraceExport

    return Traces(TraceExport(environment, captures_content=captures_content), captures_content=captures_content)
