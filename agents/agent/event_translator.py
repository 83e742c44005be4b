"""Tells what one strands agent does as events under one path."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from strands.hooks import AfterToolCallEvent

from agents.events import Emit, Image, Path, Reasoning, Retry, Text, ToolEnd, ToolInput, ToolStart, Usage
from agents.tools.base import Drawing, ToolDisplay
from agents.user_messages import TranslatableText, joined

_USAGE = ("inputTokens", "outputTokens", "cacheReadInputTokens", "cacheWriteInputTokens")
_FILTERED = ("guardrail_intervened", "content_filtered")
_FILTER_NOTE = TranslatableText("A content filter ended this answer; try to put the question differently.")


class EventTranslator:
    """Translates the stream of one agent; holds its text, its open tool calls and its usage.

    Args:
        path: Where the agent stands below the teacher.
        displays: How each tool of the agent is shown, by tool name.
        emit: Takes the events.
    """

    def __init__(self, path: Path, displays: Mapping[str, ToolDisplay], emit: Emit) -> None:
        self._path = path
        self._displays = displays
        self._emit = emit
        self._settled: list[str] = []
        self._attempt: list[str] = []
        self._paragraph = False  # what is said next begins one
        self._open: dict[str, None] = {}
        self._used: Counter[str] = Counter()

    @property
    def text(self) -> str:
        """Everything the agent has said that was not withdrawn."""
        return joined("", self._settled + self._attempt)

    def hear(self, item: Mapping[str, Any]) -> None:
        """Take one item of `Agent.stream_async`; its text was said when the model said it."""
        if "reasoningText" in item:
            self._emit(Reasoning(self._path, item["reasoningText"]))
        elif "event" in item:
            self._hear_chunk(item["event"])
        elif "tool_stream_event" in item:
            self._hear_tool(item["tool_stream_event"])
        elif "message" in item:
            self._hear_message(item["message"])

    def say(self, text: str) -> None:
        """Add to what the agent says."""
        if text:
            for piece in ("\n\n", text) if self._paragraph else (text,):
                self._attempt.append(piece)
                self._emit(Text(self._path, piece))
            self._paragraph = False

    def note(self, sentence: TranslatableText) -> None:
        """Add a sentence of ours below what the agent says."""
        if self._attempt:
            self.say("\n\n")
        self.say(sentence)

    def tool_ended(self, event: AfterToolCallEvent) -> None:
        """Take the end of a tool call as soon as it happens, not when the slowest neighbour is done."""
        self._close(event.result)

    def retry(self, delay: float) -> None:
        """Withdraw the attempt that failed and announce the next one."""
        self._attempt.clear()
        self._paragraph = bool(self._settled)
        self._emit(Retry(self._path, delay))
        for path in self._abandoned():
            self._emit(ToolEnd(path, "The model was interrupted here and is asked again.", ok=False))

    def finish(self) -> None:
        """End what is still open and tell what the agent has used."""
        for path in self._abandoned():
            self._emit(ToolEnd(path, "", ok=False, finished=False))
        self._emit(Usage(self._path, *(self._used[name] for name in _USAGE)))

    def _hear_chunk(self, chunk: Mapping[str, Any]) -> None:
        use = chunk.get("contentBlockStart", {}).get("start", {}).get("toolUse")
        if use:
            display = self._displays.get(use["name"], ToolDisplay(use["name"], "wrench"))
            self._open[use["toolUseId"]] = None
            self._emit(ToolStart((*self._path, use["toolUseId"]), use["name"], display.title, display.icon))
        usage = chunk.get("metadata", {}).get("usage", {})
        self._used.update({name: usage.get(name) or 0 for name in _USAGE})
        if chunk.get("messageStop", {}).get("stopReason") in _FILTERED:
            self.note(_FILTER_NOTE)

    def _hear_message(self, message: Mapping[str, Any]) -> None:
        self._settled += self._attempt
        self._attempt.clear()
        self._paragraph = bool(self._settled)
        for block in message["content"]:
            if "toolUse" in block and block["toolUse"]["toolUseId"] in self._open:
                use = block["toolUse"]
                self._emit(ToolInput((*self._path, use["toolUseId"]), dict(use["input"])))
            elif "toolResult" in block:
                self._close(block["toolResult"])

    def _hear_tool(self, progress: Mapping[str, Any]) -> None:
        match progress["data"]:
            case Drawing(name, svg):
                self._emit(Image((*self._path, progress["tool_use"]["toolUseId"]), name, svg))

    def _close(self, result: Mapping[str, Any]) -> None:
        tool_use_id = result["toolUseId"]
        if tool_use_id in self._open:
            del self._open[tool_use_id]
            output = joined("\n", [part["text"] for part in result["content"] if "text" in part])
            self._emit(ToolEnd((*self._path, tool_use_id), output, result["status"] == "success"))

    def _abandoned(self) -> list[Path]:
        """The calls that are still open; they are so no more."""
        paths = [(*self._path, tool_use_id) for tool_use_id in self._open]
        self._open.clear()
        return paths
