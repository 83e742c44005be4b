"""The bytes of a reply in OpenAI's chat schema, as the chunks of the agent loop."""

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

_MAX_LINE = 4_000_000
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
    """Tell whether a server's refusal means that the conversation does not fit."""
    return any(phrase in text.lower() for phrase in _TOO_LONG)


class ChatReply:
    """One reply while it arrives.

    Bytes may be cut anywhere, in the middle of a letter too; lines that cannot be read are skipped.
    The first call of a tool is passed on as it is written; calls beside it wait until the end, because
    servers may mix their pieces and the agent loop takes one block at a time.
    """

    def __init__(self) -> None:
        self.complete = False
        self._said_something = False
        self._rest = b""
        self._writing: str | None = None
        self._calls: dict[int, _Call] = {}
        self._live: _Call | None = None
        self._stop_reason: StopReason = "end_turn"
        self._usage: Usage = {"inputTokens": 0, "outputTokens": 0, "totalTokens": 0}

    @property
    def empty(self) -> bool:
        """Whether it ended of its own accord without a word or a call."""
        return self.complete and not self._said_something and self._stop_reason == "end_turn"

    def feed(self, data: bytes) -> Iterator[StreamEvent]:
        """Take what has arrived and tell what it says."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > _MAX_LINE:
            raise ReplyBrokenOff
        for line in lines:
            yield from self._read(line)

    def finish(self) -> Iterator[StreamEvent]:
        """End the reply.

        Raises:
            ReplyBrokenOff: It ended in the middle.
        """
        yield from self._read(self._rest)
        if not self.complete:
            raise ReplyBrokenOff
        yield from self._stop_writing()
        for call in self._calls.values():
            if call is not self._live:
                yield call.start
                yield {"contentBlockDelta": {"delta": {"toolUse": {"input": call.arguments}}}}
                yield {"contentBlockStop": {}}
        stop_reason = self._stop_reason
        if self._calls and stop_reason == "end_turn":
            stop_reason = "tool_use"
        yield {"messageStop": {"stopReason": stop_reason}}
        yield {"metadata": {"usage": self._usage, "metrics": {"latencyMs": 0}}}

    def _read(self, line: bytes) -> Iterator[StreamEvent]:
        line = line.strip().removeprefix(b"data:").strip()
        if line == b"[DONE]":
            self.complete = True
        elif line.startswith(b"{"):  # all else is comments, event names, blank lines
            try:
                chunk = json.loads(line)
            except ValueError:
                logger.warning("reply_line_unreadable", extra={"bytes": len(line)})
                return
            yield from self._take(chunk)

    def _take(self, chunk: dict[str, Any]) -> Iterator[StreamEvent]:
        if error := chunk.get("error"):
            raise _failure(error)
        if usage := chunk.get("usage"):
            self._usage = _usage(usage)
        for choice in (chunk.get("choices") or [])[:1]:
            delta = choice.get("delta") or choice.get("message") or {}
            reasoning = delta.get("reasoning_content") or delta.get("reasoning")
            if isinstance(reasoning, str) and reasoning:
                yield from self._write("reasoning", {"reasoningContent": {"text": reasoning}})
            if text := _text(delta.get("content")):
                self._said_something = self._said_something or bool(text.strip())
                yield from self._write("text", {"text": text})
            for call in delta.get("tool_calls") or []:
                yield from self._take_call(call)
            if reason := choice.get("finish_reason"):
                self.complete = True
                self._stop_reason = _STOP_REASONS.get(reason, "end_turn")

    def _take_call(self, piece: dict[str, Any]) -> Iterator[StreamEvent]:
        self._said_something = True
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
            if self._live is None:
                yield from self._stop_writing()
                self._live, self._writing = known, "tool"
                yield known.start
        arguments = function.get("arguments") or ""
        arguments = arguments if isinstance(arguments, str) else json.dumps(arguments)
        known.arguments += arguments
        if known is self._live and arguments and self._writing == "tool":
            yield {"contentBlockDelta": {"delta": {"toolUse": {"input": arguments}}}}

    def _write(self, kind: str, delta: Any) -> Iterator[StreamEvent]:
        if self._writing != kind:
            yield from self._stop_writing()
            self._writing = kind
        yield {"contentBlockDelta": {"delta": delta}}

    def _stop_writing(self) -> Iterator[StreamEvent]:
        if self._writing:
            yield {"contentBlockStop": {}}
        self._writing = None


class _Call:
    """A tool call; its id is ours: servers repeat theirs from reply to reply, and some take nine letters only."""

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
