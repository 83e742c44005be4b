"""Translates what strands streams about one agent into events."""

from collections.abc import Mapping
from typing import Any

from agents.agent.output import AgentOutput
from agents.events import Image, Path, Reasoning, ToolEnd, ToolInput, ToolStart
from agents.tools.base import Drawing, ToolDisplay
from agents.user_messages import TranslatableText, joined

_MAX_TITLE = 24  # characters; a phone shows that many on a line
_FILTER_NOTE = TranslatableText("A content filter ended this answer; try to put the question differently.")
_GUARDRAIL_NOTE = TranslatableText(
    "I would rather not talk about this here. Ask me something else, or ask an adult you trust."
)


class EventTranslator:
    """Translates the stream of one agent, and keeps its open tool calls.

    The text does not come this way: `TextTap` writes it to the output as soon as the model sends it.

    Args:
        displays: How each tool of the agent is shown, by the tool's name.
        output: Takes the events, the notes and the tokens.

    Attributes:
        is_blocked: Whether a guardrail has ended the answer.
    """

    def __init__(self, displays: Mapping[str, ToolDisplay], output: AgentOutput) -> None:
        self._displays = displays
        self._output = output
        self.is_blocked = False
        self._open: dict[str, None] = {}  # tool-use ids in the order of their calls

    def translate(self, item: Mapping[str, Any]) -> None:
        """Translate one item of `Agent.stream_async`."""
        if "reasoningText" in item:
            self._output.emit(Reasoning(self._output.path, item["reasoningText"]))
        elif "event" in item:
            self._translate_chunk(item["event"])
        elif "tool_stream_event" in item:
            self._translate_progress(item["tool_stream_event"])
        elif "message" in item:
            self._translate_message(item["message"])

    def end_tool_call(self, result: Mapping[str, Any]) -> None:
        """Send the end of a tool call, unless it was sent before."""
        tool_use_id = result["toolUseId"]
        if tool_use_id in self._open:
            del self._open[tool_use_id]
            text = joined("\n", [part["text"] for part in result["content"] if "text" in part])
            self._output.emit(ToolEnd(self._path_of(tool_use_id), text, result["status"] == "success"))

    def retry(self, delay: float) -> None:
        """Withdraw the failed call of the model, and end the tool calls that it had begun to write."""
        self._output.withdraw(delay)
        for path in self._take_open():
            self._output.emit(ToolEnd(path, "The model was interrupted here and is asked again.", ok=False))

    def finish(self) -> None:
        """End the tool calls that are still open, and send what the agent has used."""
        for path in self._take_open():
            self._output.emit(ToolEnd(path, "", ok=False, finished=False))
        self._output.emit_usage()

    def _translate_chunk(self, chunk: Mapping[str, Any]) -> None:
        use = chunk.get("contentBlockStart", {}).get("start", {}).get("toolUse")
        if use:
            display = self._displays.get(use["name"], ToolDisplay(_shorten(use["name"]), "wrench"))
            self._open[use["toolUseId"]] = None
            self._output.emit(ToolStart(self._path_of(use["toolUseId"]), use["name"], display.title, display.icon))
        self._output.add_tokens(chunk.get("metadata", {}).get("usage", {}))
        if chunk.get("messageStop", {}).get("stopReason") == "content_filtered":
            self._output.write_note(_FILTER_NOTE)
        if "redactContent" in chunk and not self.is_blocked:  # not where it only masked something
            self.is_blocked = True
            self._output.write_note(_GUARDRAIL_NOTE)

    def _translate_message(self, message: Mapping[str, Any]) -> None:
        self._output.settle()
        for block in message["content"]:
            if "toolUse" in block and block["toolUse"]["toolUseId"] in self._open:
                use = block["toolUse"]
                self._output.emit(ToolInput(self._path_of(use["toolUseId"]), dict(use["input"])))
            elif "toolResult" in block:
                self.end_tool_call(block["toolResult"])

    def _translate_progress(self, progress: Mapping[str, Any]) -> None:
        match progress["data"]:
            case Drawing(name, svg):
                self._output.emit(Image(self._path_of(progress["tool_use"]["toolUseId"]), name, svg))

    def _path_of(self, tool_use_id: str) -> Path:
        return (*self._output.path, tool_use_id)

    def _take_open(self) -> list[Path]:
        """Return the paths of the open tool calls, and close them."""
        paths = [self._path_of(tool_use_id) for tool_use_id in self._open]
        self._open.clear()
        return paths


def _shorten(name: str) -> str:
    """Return a name that a model has made up, short enough for a title."""
    return name if len(name) <= _MAX_TITLE else f"{name[:_MAX_TITLE]}…"
