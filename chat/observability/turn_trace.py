"""The spans of one turn, by OpenTelemetry's semantic conventions for generative AI.

A turn holds agents, an agent holds calls of models and of tools, and a specialist is an agent that another one calls.
No span holds what people or models write, unless the operator lets content be captured.
"""

import re
import time
from collections.abc import Mapping

from opentelemetry.context import Context
from opentelemetry.trace import Link, Span, SpanKind, Status, StatusCode, Tracer, set_span_in_context
from opentelemetry.util.types import AttributeValue

from agents.agent.traced_model import ModelReply, ModelRequest
from agents.events import Done, Error, Event, Path, Retry, ToolEnd, ToolInput, ToolStart, Usage
from agents.specialists import BY_NAME
from agents.turn.routes import ANSWER, AUTO, MEMORY, STUDY, TEACHER
from chat.observability.captured_content import format_messages, format_object, format_reply, format_system
from chat.observability.edge_trace import EdgeTrace

OWN = "teachers_assistant"  # begins the names of the attributes for which there is no convention
_PROVIDERS = {"Bedrock": "aws.bedrock", "SageMaker": "aws.sagemaker", "OpenAI-compatible": "openai"}
_UNKNOWN = "unknown"  # in place of a name that a page or a model has made up, perhaps of what a learner wrote
_PLAIN_ID = re.compile(r"[\w.:-]{1,64}", re.ASCII)
_PLAIN_WORD = re.compile(r"[a-z_]{1,40}")

Attributes = dict[str, AttributeValue]


class _OpenSpan:
    """A span that has not ended, and the time at which it ends if that is known before."""

    def __init__(self, span: Span) -> None:
        self.span = span
        self.ended_at: int | None = None
        self.has_failed = False
        self.has_ended = False

    def fail(self, code: str) -> None:
        """Mark it as failed; the status has no description, which could hold an exception's text."""
        self.has_failed = True
        self.span.set_attribute("error.type", code)
        self.span.set_status(Status(StatusCode.ERROR))

    def end(self) -> None:
        """End it, once."""
        if not self.has_ended:
            self.has_ended = True
            self.span.end(self.ended_at)


class TurnSpans:
    """Makes the spans of a turn from its events and its calls of models.

    Args:
        tracer: Starts the spans.
        thread_id: The conversation.
        question_id: The message that is answered, as the history has it.
        route: Who is asked.
        how: How the question is answered.
        edge: What the load balancer says of the request that opened the page's socket.
        captures_content: Whether the spans hold what people and models write.
    """

    def __init__(
        self,
        tracer: Tracer,
        *,
        thread_id: str,
        question_id: str,
        route: str,
        how: str,
        edge: EdgeTrace | None,
        captures_content: bool,
    ) -> None:
        self.captures_content = captures_content
        self._tracer = tracer
        self._agent_name = _first_agent(route, how)
        self._common: Attributes = {"gen_ai.conversation.id": _plain(thread_id)}
        attributes: Attributes = {
            f"{OWN}.question.id": _plain(question_id),
            f"{OWN}.route": route if route in (*BY_NAME, AUTO, TEACHER, MEMORY) else _UNKNOWN,  # a page sends it
            f"{OWN}.how": how if how in (ANSWER, STUDY) else _UNKNOWN,
        }
        links = []
        if edge is not None:
            attributes["aws.elb.trace_id"] = edge.trace_id
            links = [Link(edge.parent)] if edge.parent is not None else []
        # A trace of its own: the socket lives through many turns, and its header's ids can be a client's invention.
        span = tracer.start_span(
            "turn",
            Context(),
            kind=SpanKind.SERVER,
            attributes={**self._common, **attributes},
            links=links,
        )
        self._turn = _OpenSpan(span)
        self._agents: dict[Path, _OpenSpan] = {}
        self._tools: dict[Path, _OpenSpan] = {}
        self._calls: list[_TracedCall] = []
        self._names: dict[Path, str] = {}  # of calls that a model still writes
        self._offered: dict[Path, frozenset[str]] = {}
        self._is_done = False

    @property
    def trace_id(self) -> str:
        """The id of the trace, as 32 hexadecimal digits."""
        return f"{self._turn.span.get_span_context().trace_id:032x}"

    def note(self, name: str) -> None:
        """Note that something has happened to the turn as a whole."""
        self._turn.span.add_event(name)

    def fail(self, code: str) -> None:
        """Mark the turn as failed."""
        self._turn.fail(code)

    def add_event(self, event: Event) -> None:
        """See `TurnTrace`."""
        match event:
            case ToolStart(path=path, name=name):
                self._names[path] = name
            case ToolInput(path=path, input=given):
                self._begin_tool(path, given)
            case ToolEnd(path=path):
                self._end_tool(path, event)
            case Usage(path=path) if path in self._agents:
                agent = self._agents[path]
                agent.span.set_attributes(_usage(event))
                agent.ended_at = time.time_ns()
            case Retry(path=path, delay=delay) if path in self._agents:
                self._agents[path].span.add_event("retry", {f"{OWN}.retry.delay": delay})
            case Error():
                self._add_error(event)
            case Done() if not self._is_done:
                self._is_done = True
                self._turn.span.set_attributes(_done(event))

    def begin_call(self, path: Path, request: ModelRequest) -> "_TracedCall":
        """See `TurnTrace`."""
        agent = self._agents.get(path) or self._tools.get(path)
        if agent is None or (path == () and agent.ended_at is not None):  # another agent after the first, as in Study
            if agent is not None:
                agent.end()
            agent = self._agents[path] = self._start_agent(self._turn, self._agent_name, {})
        self._offered[path] = request.tools
        provider = _PROVIDERS.get(request.profile.provider, request.profile.provider.lower())
        of_model: Attributes = {"gen_ai.provider.name": provider, "gen_ai.request.model": request.model_id}
        for opened in (agent, self._turn):
            opened.span.set_attributes(of_model)
        attributes: Attributes = {**of_model, "gen_ai.operation.name": "chat", "gen_ai.request.stream": True}
        if request.max_tokens is not None:
            attributes["gen_ai.request.max_tokens"] = request.max_tokens
        if self.captures_content:
            attributes["gen_ai.system_instructions"] = format_system(request.system)
            attributes["gen_ai.input.messages"] = format_messages(request.messages)
        kind = SpanKind.INTERNAL if request.profile.runs_in_process else SpanKind.CLIENT
        call = _TracedCall(self._start(agent, f"chat {request.model_id}", kind, attributes), self.captures_content)
        self._calls.append(call)
        return call

    def end(self) -> None:
        """End the turn, and whatever is still open in it."""
        for call in self._calls:
            call.end(ModelReply(stopped=True))
        for path in sorted(self._tools, key=len, reverse=True):
            self._tools[path].span.set_attribute(f"{OWN}.stopped", True)
        for spans in (self._tools, self._agents):
            for each in sorted(spans, key=len, reverse=True):
                spans[each].end()
        self._turn.end()

    def _add_error(self, error: Error) -> None:
        failed = [self._agents[error.path]] if error.path in self._agents else []
        for each in [*failed, self._turn] if error.path == () else failed:
            each.fail(error.code or "unknown")
            each.span.set_attribute(f"{OWN}.error.reference", error.error_id)

    def _begin_tool(self, path: Path, given: Mapping[str, object]) -> None:
        name = self._names.pop(path, "")
        agent = self._agents.get(path[:-1])
        if agent is not None and agent.ended_at is None and name not in self._offered.get(path[:-1], ()):
            name = _UNKNOWN
        attributes: Attributes = {"gen_ai.tool.call.id": _plain(path[-1])}
        if self.captures_content:
            attributes["gen_ai.tool.call.arguments"] = format_object(given)
        parent = agent or self._turn
        if len(path) == 1 and name in BY_NAME:
            self._agents[path] = self._start_agent(parent, name, attributes)
            return
        attributes |= {
            "gen_ai.operation.name": "execute_tool",
            "gen_ai.tool.name": name,
            "gen_ai.tool.type": "function",
        }
        self._tools[path] = self._start(parent, f"execute_tool {name}", SpanKind.INTERNAL, attributes)

    def _end_tool(self, path: Path, event: ToolEnd) -> None:
        self._names.pop(path, None)
        opened = self._tools.pop(path, None) or self._agents.pop(path, None)
        if opened is None:  # the model was stopped while it wrote the call
            return
        opened.ended_at = None
        if not event.finished:
            opened.span.set_attribute(f"{OWN}.stopped", True)
        elif not event.ok and not opened.has_failed:
            opened.fail("tool_error")
        if self.captures_content:
            opened.span.set_attribute("gen_ai.tool.call.result", format_object(event.output))
        opened.end()

    def _start_agent(self, parent: _OpenSpan, name: str, attributes: Attributes) -> _OpenSpan:
        attributes = {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": name, **attributes}
        return self._start(parent, f"invoke_agent {name}", SpanKind.INTERNAL, attributes)

    def _start(self, parent: _OpenSpan, name: str, kind: SpanKind, attributes: Attributes) -> _OpenSpan:
        context = set_span_in_context(parent.span, Context())
        return _OpenSpan(self._tracer.start_span(name, context, kind=kind, attributes={**self._common, **attributes}))


class _TracedCall:
    """One call of a model."""

    def __init__(self, opened: _OpenSpan, captures_content: bool) -> None:
        self._opened = opened
        self._captures_content = captures_content

    def end(self, reply: ModelReply) -> None:
        """See `CallTrace`; only the first end counts."""
        if self._opened.has_ended:
            return
        span = self._opened.span
        if reply.used is not None:
            span.set_attributes(_usage(reply.used))
        if _PLAIN_WORD.fullmatch(reply.stop_reason):
            span.set_attribute("gen_ai.response.finish_reasons", [reply.stop_reason])
        if reply.first_chunk_seconds is not None:
            span.set_attribute("gen_ai.response.time_to_first_chunk", reply.first_chunk_seconds)
        if reply.stopped:
            span.set_attribute(f"{OWN}.stopped", True)
        if reply.error_code:
            self._opened.fail(reply.error_code)
        if self._captures_content:
            span.set_attribute("gen_ai.output.messages", format_reply(reply))
        self._opened.end()


def _plain(identifier: str) -> str:
    """Return an id that was made by a program, and nothing else."""
    return identifier if _PLAIN_ID.fullmatch(identifier) else _UNKNOWN


def _first_agent(route: str, how: str) -> str:
    """Return the name of the agent that a question is given to."""
    if route in BY_NAME or route == MEMORY:
        return route
    return STUDY if how == STUDY else TEACHER


def _usage(used: Usage) -> Attributes:
    """Return the attributes of tokens; by the conventions, the input includes what was read from and put in a cache."""
    attributes: Attributes = {
        "gen_ai.usage.input_tokens": used.input_tokens + used.cache_read_tokens + used.cache_write_tokens,
        "gen_ai.usage.output_tokens": used.output_tokens,
    }
    if used.cache_read_tokens or used.cache_write_tokens:
        attributes["gen_ai.usage.cache_read.input_tokens"] = used.cache_read_tokens
        attributes["gen_ai.usage.cache_creation.input_tokens"] = used.cache_write_tokens
    return attributes


def _done(done: Done) -> Attributes:
    attributes: Attributes = {f"{OWN}.stop_reason": done.stop_reason}
    if done.cost is not None:
        attributes[f"{OWN}.cost_usd"] = done.cost
    if done.mark:
        attributes[f"{OWN}.mark"] = done.mark
    return attributes
