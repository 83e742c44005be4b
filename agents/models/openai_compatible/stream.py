"""Reads a reply in OpenAI's chat schema: from bytes to the chunks of the agent loop."""

import json
import logging
import uuid
from collections.abc import Iterator
from typing import Any

from strands.types.event_loop import StopReason, Usage
from strands.types.exceptions import ContextWindowOverflowException, ModelThrottledException
from strands.types.streaming import StreamEvent

from agents.errors import ReplyBrokenOff

logger = logging.getLogger(__name__)

_MAX_LINE_BYTES = 4_000_000
_STOP_REASONS: dict[str, StopReason] = {
    "length": "max_tokens",
    "content_filter": "content_filtered",
    "tool_calls": "tool_use",
    "function_call": "tool_use",
}
_TOO_LONG = (
    "maximum context length",
    "context_length_exceeded",
    "context length",
    "too many tokens",
    "input is too long",
    "max_model_len",
    "exceed model maximum",
    "must have less than",
)


def is_too_long(text: str) -> bool:
    """Return whether a refusal means that the conversation is too long for the model."""
    return any(phrase in text.lower() for phrase in _TOO_LONG)


class ChatReply:
    """One reply while it arrives.

    Bytes may be cut anywhere, even inside a character; lines that cannot be read are skipped. The first call of a
    tool is passed on while it is written; further calls wait until the end, because servers may mix their pieces and
    the agent loop reads one block at a time.
    """

    def __init__(self) -> None:
        self.complete = False
        self._has_content = False
        self._rest = b""
        self._block: str | None = None
        self._calls: dict[int, _Call] = {}
        self._streamed_call: _Call | None = None
        self._stop_reason: StopReason = "end_turn"
        self._usage: Usage = {"inputTokens": 0, "outputTokens": 0, "totalTokens": 0}

    @property
    def empty(self) -> bool:
        """Whether it ended normally without text or a tool call."""
        return self.complete and not self._has_content and self._stop_reason == "end_turn"

    def feed(self, data: bytes) -> Iterator[StreamEvent]:
        """Add bytes, and yield the chunks that they complete."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > _MAX_LINE_BYTES:
            raise ReplyBrokenOff
        for line in lines:
            yield from self._read_line(line)

    def finish(self) -> Iterator[StreamEvent]:
        """Yield the last chunks.

        Raises:
            ReplyBrokenOff: The reply ended early.
        """
        yield from self._read_line(self._rest)
        if not self.complete:
            raise ReplyBrokenOff
        yield from self._end_block()
        for call in self._calls.values():
            if call is not self._streamed_call:
                yield call.start
                yield {"contentBlockDelta": {"delta": {"toolUse": {"input": call.arguments}}}}
                yield {"contentBlockStop": {}}
        stop_reason = self._stop_reason
        if self._calls and stop_reason == "end_turn":
            stop_reason = "tool_use"
        yield {"messageStop": {"stopReason": stop_reason}}
        yield {"metadata": {"usage": self._usage, "metrics": {"latencyMs": 0}}}

    def _read_line(self, line: bytes) -> Iterator[StreamEvent]:
        line = line.strip().removeprefix(b"data:").strip()
        if line == b"[DONE]":
            self.complete = True
        elif line.startswith(b"{"):  # other lines are comments, event names or blank
            try:
                chunk = json.loads(line)
            except ValueError:
                logger.warning("reply_line_unreadable", extra={"bytes": len(line)})
                return
            yield from self._read_chunk(chunk)

    def _read_chunk(self, chunk: dict[str, Any]) -> Iterator[StreamEvent]:
        if error := chunk.get("error"):
            raise _failure(error)
        if usage := chunk.get("usage"):
            self._usage = _usage(usage)
        for choice in (chunk.get("choices") or [])[:1]:
            delta = choice.get("delta") or choice.get("message") or {}
            reasoning = delta.get("reasoning_content") or delta.get("reasoning")
            if isinstance(reasoning, str) and reasoning:
                yield from self._add_delta("reasoning", {"reasoningContent": {"text": reasoning}})
            if text := _text(delta.get("content")):
                self._has_content = self._has_content or bool(text.strip())
                yield from self._add_delta("text", {"text": text})
            for call in delta.get("tool_calls") or []:
                yield from self._read_call(call)
            if reason := choice.get("finish_reason"):
                self.complete = True
                self._stop_reason = _STOP_REASONS.get(reason, "end_turn")

    def _read_call(self, piece: dict[str, Any]) -> Iterator[StreamEvent]:
        self._has_content = True
        function = piece.get("function") or {}
        index = piece.get("index")
        if index is None:
            index = len(self._calls) - 1 if self._calls and not function.get("name") else len(self._calls)
        known = self._calls.get(index)
        if known and function.get("name") and piece.get("id") not in (None, "", known.given_id):
            index = len(self._calls) + 1000  # a server that gives every call the same index
            known = None
        if known is None:
            known = self._calls[index] = _Call(str(piece.get("id") or ""), str(function.get("name") or ""))
            if self._streamed_call is None:
                yield from self._end_block()
                self._streamed_call, self._block = known, "tool"
                yield known.start
        arguments = function.get("arguments") or ""
        arguments = arguments if isinstance(arguments, str) else json.dumps(arguments)
        known.arguments += arguments
        if known is self._streamed_call and arguments and self._block == "tool":
            yield {"contentBlockDelta": {"delta": {"toolUse": {"input": arguments}}}}

    def _add_delta(self, kind: str, delta: Any) -> Iterator[StreamEvent]:
        if self._block != kind:
            yield from self._end_block()
            self._block = kind
        yield {"contentBlockDelta": {"delta": delta}}

    def _end_block(self) -> Iterator[StreamEvent]:
        if self._block:
            yield {"contentBlockStop": {}}
        self._block = None


class _Call:
    """A tool call with a new id: servers repeat theirs from reply to reply, and some accept nine letters only."""

    def __init__(self, given_id: str, name: str) -> None:
        self.given_id = given_id
        self.arguments = ""
        self.start: StreamEvent = {
            "contentBlockStart": {"start": {"toolUse": {"toolUseId": uuid.uuid4().hex[:9], "name": name}}}
        }


def _text(content: Any) -> str:
    if isinstance(content, list):
        return "".join(part.get("text") or "" for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def _usage(usage: dict[str, Any]) -> Usage:
    cached = int((usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0)
    tokens_in = int(usage.get("prompt_tokens") or 0)
    tokens_out = int(usage.get("completion_tokens") or 0)
    return {
        "inputTokens": tokens_in - cached,
        "outputTokens": tokens_out,
        "totalTokens": tokens_in + tokens_out,
        "cacheReadInputTokens": cached,
    }


def _failure(error: Any) -> Exception:
    text = json.dumps(error).lower()
    code = error.get("code") if isinstance(error, dict) else None
    if is_too_long(text):
        return ContextWindowOverflowException("the conversation is too long")
    if str(code) == "429" or "rate limit" in text or "rate_limit" in text:
        return ModelThrottledException("throttled in the middle of a reply")
    return ReplyBrokenOff()
