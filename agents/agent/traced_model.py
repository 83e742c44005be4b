"""Tells a trace of each call of a model: what was asked of which model, what it used, and how it ended."""

import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from strands.models import Model
from strands.types.content import Messages, SystemContentBlock
from strands.types.streaming import StreamEvent
from strands.types.tools import ToolSpec

from agents.agent.wrapped_model import WrappedModel, read_usage
from agents.errors import to_user_facing
from agents.events import Event, Path, Usage
from agents.models.profiles import ModelProfile, profile_of


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """What a model is asked.

    Args:
        model_id: The model.
        profile: What the model can do.
        max_tokens: The most tokens that it may write; None if nothing says so.
        tools: The names of the tools that it may call.
        system: The system prompt.
        messages: The conversation, which holds what people wrote.
    """

    model_id: str
    profile: ModelProfile
    max_tokens: int | None
    tools: frozenset[str]
    system: str
    messages: Messages


@dataclass(slots=True)
class ModelReply:
    """What a model has answered.

    Args:
        used: Its tokens; None if the model did not say.
        stop_reason: Why it ended, in the words of Bedrock; empty if it did not end.
        first_chunk_seconds: How long the first chunk took; None if there was none.
        error_code: The code of the failure, as `agents.errors` has it; empty if there was none.
        stopped: Whether nobody waited for the end.
        text: What it wrote; collected for a trace that captures content, and empty for others.
        calls: The calls of tools that it wrote, by id: the name, and the pieces of the input; collected likewise.
    """

    used: Usage | None = None
    stop_reason: str = ""
    first_chunk_seconds: float | None = None
    error_code: str = ""
    stopped: bool = False
    text: list[str] = field(default_factory=list)
    calls: dict[str, tuple[str, list[str]]] = field(default_factory=dict)


class CallTrace(Protocol):
    """The trace of one call of a model."""

    def end(self, reply: ModelReply) -> None:
        """The call has ended."""
        ...


class TurnTrace(Protocol):
    """The trace of one turn.

    Attributes:
        captures_content: Whether it may hold what people and models write.
    """

    captures_content: bool

    def add_event(self, event: Event) -> None:
        """An event of the turn has happened."""
        ...

    def begin_call(self, path: Path, request: ModelRequest) -> CallTrace:
        """The agent at this path calls a model."""
        ...


class TracedModel(WrappedModel):
    """A model of which every call is told to a trace.

    Args:
        model: The model itself.
        trace: The trace of the turn.
        path: The agent that calls it.
    """

    def __init__(self, model: Model, trace: TurnTrace, path: Path) -> None:
        super().__init__(model)
        self._trace = trace
        self._path = path

    async def stream(
        self,
        messages: Messages,
        tool_specs: list[ToolSpec] | None = None,
        system_prompt: str | None = None,
        *,
        system_prompt_content: list[SystemContentBlock] | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[StreamEvent]:
        """Stream one reply."""
        config = self._model.get_config()
        model_id = str(config["model_id"])
        request = ModelRequest(
            model_id=model_id,
            profile=profile_of(model_id),
            max_tokens=config.get("max_tokens"),
            tools=frozenset(spec["name"] for spec in tool_specs or ()),
            system=system_prompt or "".join(block.get("text", "") for block in system_prompt_content or ()),
            messages=messages,
        )
        call = self._trace.begin_call(self._path, request)
        reply, started = ModelReply(), time.monotonic()
        chunks_of_reply = self.chunks(
            messages, tool_specs, system_prompt, system_prompt_content=system_prompt_content, **kwargs
        )
        try:
            async with chunks_of_reply as chunks:
                async for chunk in chunks:
                    if reply.first_chunk_seconds is None and "messageStart" not in chunk:
                        reply.first_chunk_seconds = time.monotonic() - started
                    _note(reply, chunk, with_content=self._trace.captures_content)
                    yield chunk
        except Exception as error:
            reply.error_code = to_user_facing(error).code or "unknown"
            raise
        except BaseException:
            reply.stopped = True
            raise
        finally:
            call.end(reply)


def _note(reply: ModelReply, chunk: Mapping[str, Any], *, with_content: bool) -> None:
    """Note what a chunk says of the whole reply."""
    if usage := chunk.get("metadata", {}).get("usage"):
        reply.used = read_usage(usage)
    elif stop := chunk.get("messageStop"):
        reply.stop_reason = str(stop.get("stopReason") or "")
    elif with_content:
        delta = chunk.get("contentBlockDelta", {}).get("delta", {})
        if "text" in delta:
            reply.text.append(delta["text"])
        elif "toolUse" in delta and reply.calls:
            reply.calls[next(reversed(reply.calls))][1].append(delta["toolUse"]["input"])
        elif use := chunk.get("contentBlockStart", {}).get("start", {}).get("toolUse"):
            reply.calls[use["toolUseId"]] = (use["name"], [])
