"""Reads a reply in OpenAI's chat schema: from bytes to the chunks of the agent loop."""

import json
import logging
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from strands.types.event_loop import StopReason, Usage
from strands.types.exceptions import ModelThrottledException
from strands.types.streaming import StreamEvent

from agents.errors import ReplyBrokenOff
from agents.models.openai_compatible.chunk_reader import ChunkReader
from agents.models.openai_compatible.refusals import failure_in_reply
from agents.models.openai_compatible.request import CallExtras

logger = logging.getLogger(__name__)

_STOP_REASONS: dict[str, StopReason] = {
    "length": "max_tokens",
    "max_tokens": "max_tokens",
    "model_length": "max_tokens",  # Mistral
    "content_filter": "content_filtered",
    "safety": "content_filtered",  # Gemini
    "sensitive": "content_filtered",  # Zhipu
    "tool_calls": "tool_use",
    "function_call": "tool_use",
}
_MAX_TOKENS = 10**9  # of a call; a report of more, or of less than none, is none
_BROKEN_REASONS = ("error", "abort", "malformed", "network_error")  # OpenRouter, vLLM, Gemini, Zhipu
_BUSY_REASONS = ("insufficient_system_resource",)  # DeepSeek
MAX_OTHER_PIECES = 10_000  # of choices beside the first
MAX_CALLS = 200  # more than a server lets a model make at once


class ChatReply:
    """One reply while it arrives.

    The first call of a tool is passed on while it is written; whatever else follows it waits until the end, because
    servers may mix their pieces and the agent loop reads one block at a time.

    Args:
        explain: Returns the failure that an `error` among the pieces means.

    Attributes:
        complete: Whether the server has said why the answer ends.
    """

    def __init__(self, explain: Callable[[Any], Exception] = failure_in_reply) -> None:
        self.complete = False
        self._explain = explain
        self._reader = ChunkReader()
        self._has_content = False
        self._reasoning: list[str] | None = None  # what was sent as `reasoning_content`
        self._block: str | None = None
        self._calls: list[_StreamedCall] = []
        self._held: list[tuple[str, Any]] = []  # what was written beside the call that is passed on
        self._first_choice_ended = False
        self._other_choices: list[dict[str, Any]] = []
        self._stop_reason: StopReason = "end_turn"
        self._usage: Usage = {"inputTokens": 0, "outputTokens": 0, "totalTokens": 0}

    @property
    def extras(self) -> dict[str, CallExtras]:
        """What the server wants back with each call of a tool, by the call's id."""
        reasoning = None if self._reasoning is None else "".join(self._reasoning)
        return {call.id: CallExtras(call.extra, reasoning) for call in self._calls}

    @property
    def ended(self) -> bool:
        """Whether nothing more can follow; a reply may be complete before, as some servers say so in every piece."""
        return self._reader.done

    @property
    def empty(self) -> bool:
        """Whether it ended normally without text or a tool call."""
        has_content = self._has_content or bool(self._other_choices)
        return self.complete and not has_content and self._stop_reason == "end_turn"

    def feed(self, data: bytes) -> Iterator[StreamEvent]:
        """Add bytes, and yield the chunks that they complete.

        Raises:
            ReplyBrokenOff: The server's pieces have another form than the schema's.
            Exception: The server says that it failed.
        """
        yield from self._read(self._reader.feed(data))

    def finish(self) -> Iterator[StreamEvent]:
        """Yield the last chunks.

        Raises:
            ReplyBrokenOff: The reply ended early.
        """
        yield from self._read(self._reader.end())
        yield from self._read_other_choices()
        if not self.complete:
            raise ReplyBrokenOff
        waiting = self._calls[1:] if self._block == "tool" else self._calls
        yield from self._end_block()
        for kind, delta in self._held:
            yield from self._add_delta(kind, delta)
        yield from self._end_block()
        for call in waiting:
            yield call.start
            yield {"contentBlockDelta": {"delta": {"toolUse": {"input": call.arguments}}}}
            yield {"contentBlockStop": {}}
        stop_reason = self._stop_reason
        if self._calls and stop_reason == "end_turn":
            stop_reason = "tool_use"
        yield {"messageStop": {"stopReason": stop_reason}}
        yield {"metadata": {"usage": self._usage, "metrics": {"latencyMs": 0}}}

    def _read(self, chunks: Iterator[dict[str, Any]]) -> Iterator[StreamEvent]:
        for chunk in chunks:
            with _malformed_is_broken_off():
                yield from self._read_chunk(chunk)
        self.complete = self.complete or self._reader.done

    def _read_chunk(self, chunk: dict[str, Any]) -> Iterator[StreamEvent]:
        if error := chunk.get("error") or (chunk.get("object") == "error" and chunk):  # the second is vLLM's
            raise self._explain(error)
        if usage := chunk.get("usage") or (chunk.get("x_groq") or {}).get("usage"):
            self._usage = _usage(usage) or self._usage
        choices = _list(chunk.get("choices"))
        first = next((choice for choice in choices if (choice.get("index") or 0) == 0), None)
        if first is not None:
            yield from self._read_choice(first)
            self._first_choice_ended = self._first_choice_ended or bool(_reason(first))
        others = [choice for choice in choices if choice is not first]
        self._other_choices += others[: MAX_OTHER_PIECES - len(self._other_choices)]

    def _read_other_choices(self) -> Iterator[StreamEvent]:
        """Read what stands beside the first choice, if it is the rest of the answer and not another one.

        Nobody asks for several answers, and some gateways number the parts of one: Portkey those of Cohere's models,
        GitHub Copilot the text and the calls of Claude's.
        """
        lacks_calls = self._stop_reason == "tool_use" and not self._calls
        if not self._first_choice_ended or lacks_calls:
            for choice in self._other_choices:
                with _malformed_is_broken_off():
                    yield from self._read_choice(choice)

    def _read_choice(self, choice: dict[str, Any]) -> Iterator[StreamEvent]:
        yield from self._read_delta(choice.get("delta") or choice.get("message") or {})
        if reason := _reason(choice):
            self._end_with(reason)

    def _read_delta(self, delta: dict[str, Any]) -> Iterator[StreamEvent]:
        content = _parts(delta.get("content"))
        if isinstance(own := delta.get("reasoning_content"), str):
            if self._reasoning is None:
                self._reasoning = []
            self._reasoning.append(own)
        reasoning = own or delta.get("reasoning") or _reasoning(content)
        if isinstance(reasoning, str) and reasoning:
            yield from self._add_delta("reasoning", {"reasoningContent": {"text": reasoning}})
        refused = delta.get("refusal")  # what OpenAI's models say in place of an answer
        if text := "".join(part.get("text") or "" for part in [*content, *_parts(refused)]):
            self._has_content = self._has_content or bool(text.strip())
            yield from self._add_delta("text", {"text": text})
        for call in _calls(delta.get("tool_calls")):
            yield from self._read_call(call)
        if call := delta.get("function_call"):  # the form before there were tools
            yield from self._read_call({"index": 0, "function": call})

    def _end_with(self, reason: str) -> None:
        if reason in _BUSY_REASONS:
            raise ModelThrottledException("the server is busy")
        if any(word in reason for word in _BROKEN_REASONS):
            raise ReplyBrokenOff
        self.complete = True
        self._stop_reason = _STOP_REASONS.get(reason, "end_turn")

    def _read_call(self, piece: dict[str, Any]) -> Iterator[StreamEvent]:
        self._has_content = True
        function = piece.get("function") or {}
        call = self._call_of(piece.get("index"), str(piece.get("id") or ""), str(function.get("name") or ""))
        call.extra = piece.get("extra_content") or call.extra
        arguments = function.get("arguments") or ""
        arguments = arguments if isinstance(arguments, str) else json.dumps(arguments)
        call.arguments += arguments
        if call is not self._calls[0]:
            return
        if self._block != "tool" and call.name:  # some servers name a tool in a later piece than its call's id
            yield from self._end_block()
            self._block, arguments = "tool", call.arguments
            yield call.start
        if self._block == "tool" and arguments:
            yield {"contentBlockDelta": {"delta": {"toolUse": {"input": arguments}}}}

    def _call_of(self, index: int | None, given_id: str, name: str) -> "_StreamedCall":
        """Return the call that a piece belongs to; servers leave out the index, the id or both, or repeat them."""
        at_index = [call for call in reversed(self._calls) if call.index == index]
        known = next((call for call in at_index if given_id and call.given_id == given_id), None)
        if known is None and at_index:
            last = at_index[0]
            another_id = bool(given_id and last.given_id)
            another_name = bool(name and last.name) and (name != last.name or index is None)
            if not another_name and not (another_id and (name or index is None)):
                known = last
        if known is None:
            if len(self._calls) == MAX_CALLS:
                raise ReplyBrokenOff
            known = _StreamedCall(index)
            self._calls.append(known)
        known.given_id = known.given_id or given_id
        known.name = known.name or name
        return known

    def _add_delta(self, kind: str, delta: Any) -> Iterator[StreamEvent]:
        if self._block == "tool":
            self._held.append((kind, delta))
            return
        if self._block != kind:
            yield from self._end_block()
            self._block = kind
        yield {"contentBlockDelta": {"delta": delta}}

    def _end_block(self) -> Iterator[StreamEvent]:
        if self._block:
            yield {"contentBlockStop": {}}
        self._block = None


class _StreamedCall:
    """A tool call with a new id: servers repeat theirs from reply to reply, and some accept nine letters only."""

    def __init__(self, index: int | None) -> None:
        self.id = uuid.uuid4().hex[:9]
        self.index = index
        self.given_id = self.name = self.arguments = ""
        self.extra: Any = None

    @property
    def start(self) -> StreamEvent:
        return {"contentBlockStart": {"start": {"toolUse": {"toolUseId": self.id, "name": self.name}}}}


@contextmanager
def _malformed_is_broken_off() -> Iterator[None]:
    try:
        yield
    except (TypeError, AttributeError, ValueError, LookupError) as error:
        logger.warning("reply_piece_malformed", extra={"error_type": type(error).__name__})
        raise ReplyBrokenOff from error


def _reason(choice: dict[str, Any]) -> str:
    """Return why a choice ends, or nothing."""
    return str(choice.get("finish_reason") or choice.get("finishReason") or "").lower()  # the second is Gemini's


def _list(value: Any) -> list[Any]:
    if value and not isinstance(value, list):
        raise TypeError(type(value).__name__)
    return value or []


def _calls(value: Any) -> list[Any]:
    """Return calls of tools as a list; text-generation-inference sends one that stands alone."""
    return [value] if isinstance(value, dict) and "function" in value else _list(value)


def _parts(content: Any) -> list[dict[str, Any]]:
    """Return content as a list of parts; a text is one of them."""
    if content is None or isinstance(content, str):
        return [{"text": content}]
    return [{"text": part} if isinstance(part, str) else part for part in _list(content)]


def _reasoning(content: list[dict[str, Any]]) -> str:
    """Return the reasoning among the parts of content, where Mistral writes it."""
    thoughts = [part["thinking"] for part in content if part.get("type") == "thinking"]
    return "".join(inner.get("text") or "" for thought in thoughts for inner in _parts(thought))


def _usage(usage: Any) -> Usage | None:
    """Return the tokens; None if they cannot be read, as an answer is not worth less for that."""
    try:
        cached = int((usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0)
        tokens_in = int(usage.get("prompt_tokens") or 0)
        tokens_out = int(usage.get("completion_tokens") or 0)
    except (TypeError, ValueError, AttributeError, OverflowError):
        return None
    if not all(0 <= count <= _MAX_TOKENS for count in (cached, tokens_in, tokens_out)):
        return None
    return {
        "inputTokens": max(tokens_in - cached, 0),
        "outputTokens": tokens_out,
        "totalTokens": tokens_in + tokens_out,
        "cacheReadInputTokens": cached,
    }
