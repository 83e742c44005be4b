"""Takes what a model writes before it passes through the agent loop."""

import json
import re
from collections.abc import AsyncIterator
from typing import Any, cast

from strands.models import Model
from strands.types.streaming import StreamEvent

from agents.agent.backoff import ModelPaused
from agents.agent.output import AgentOutput
from agents.agent.reasoning_tags import ReasoningTags, ReplyPart
from agents.agent.silence import Silence
from agents.agent.wrapped_model import WrappedModel
from agents.characters import CharacterJoiner, whole_characters
from agents.errors import UserFacingError
from agents.models.profiles import profile_of
from agents.user_messages import TranslatableText

MAX_CHARACTERS = 200_000  # of one reply; a page's socket is closed where far more waits to be sent
_NAME_CHARACTERS, _MAX_NAME = re.compile(r"[^\w-]", re.ASCII), 64  # of tools; the agent loop refuses any others


class TextTap(WrappedModel):
    """A model that reports each piece of text at once, and gives the agent loop every block in one piece.

    The loop hands each piece through nine generators, twice, which costs more than everything else that is done
    for it. What models do in a way of their own is put right here, for all providers: reasoning between tags, halves
    of characters, names and arguments of tools that are none, and silence.

    Args:
        model: The model itself.
        output: Takes the text, the reasoning, and the notice of a silence.

    Attributes:
        malformed_calls: The ids of the tool calls whose arguments were no JSON object; the loop gets an empty one.
    """

    def __init__(self, model: Model, output: AgentOutput) -> None:
        super().__init__(model)
        self.malformed_calls: set[str] = set()
        self._output = output
        in_process = profile_of(model.get_config()["model_id"]).runs_in_process
        self._silence = Silence(output.announce_silence, gives_up=not in_process)

    async def count_tokens(self, *_: Any, **__: Any) -> int:
        """Return 0: nothing here uses the estimate, and making one reads every message again for every call."""
        return 0

    async def stream(self, *args: Any, **kwargs: Any) -> AsyncIterator[StreamEvent]:
        """Stream one reply; closing this generator closes the model's.

        Raises:
            ModelSilent: The model says nothing for too long.
            UserFacingError: It writes without end.
        """
        reply = _Reply(self._output)
        answered = False
        chunks_of_reply = self.chunks(*args, **kwargs)
        self._silence.begin()
        try:
            async with chunks_of_reply as chunks:
                while (chunk := await self._silence.next(chunks)) is not None:
                    if "messageStart" not in chunk:  # some models say so before they have asked their server
                        self._silence.hear(words=bool(chunk))
                    for each in reply.read(chunk):
                        yield each
            answered = True
        except ModelPaused:
            answered = True  # a model that says that it is busy is not silent
            raise
        finally:
            self._silence.stop(answered=answered)
            self.malformed_calls |= reply.malformed_calls


class _Reply:
    """One reply, of which text and arguments are collected until their block ends.

    Args:
        output: Takes the text and the reasoning.
    """

    def __init__(self, output: AgentOutput) -> None:
        self.malformed_calls: set[str] = set()
        self._output = output
        self._tags = ReasoningTags()
        self._characters = CharacterJoiner()
        self._text: list[str] = []
        self._has_passed_text = False
        self._call = ""  # the id of the open tool call
        self._arguments: list[str] = []
        self._left = MAX_CHARACTERS

    def read(self, chunk: StreamEvent) -> list[StreamEvent]:
        """Return what the agent loop gets for a chunk of the model; an empty chunk is a sign of life alone."""
        delta: Any = chunk.get("contentBlockDelta", {}).get("delta", {})
        if "text" in delta:
            text = self._count(delta["text"])
            if isinstance(text, TranslatableText):  # a sentence of our own, which stays whole
                self._write([*self._tags.finish(), ReplyPart("text", text)])
            else:
                self._write(self._tags.feed(self._characters.feed(text)))
            self._refuse_more()
            return []
        if "toolUse" in delta:
            self._arguments.append(self._count(delta["toolUse"]["input"]))
            self._refuse_more()
            return []
        use = chunk.get("contentBlockStart", {}).get("start", {}).get("toolUse")
        before = self._end_text() if use or "contentBlockStop" in chunk or "messageStop" in chunk else []
        if use:
            self._call = use["toolUseId"]
            name = _NAME_CHARACTERS.sub("_", use["name"])[:_MAX_NAME] or "_"
            return [*before, cast(StreamEvent, {"contentBlockStart": {"start": {"toolUse": {**use, "name": name}}}})]
        if "contentBlockStop" in chunk and self._call:
            before.append({"contentBlockDelta": {"delta": {"toolUse": {"input": self._end_arguments()}}}})
        return [*before, chunk] if chunk else before

    def _write(self, parts: list[ReplyPart]) -> None:
        for part in parts:
            if part.kind == "text":
                self._text.append(part.text)
                self._output.write(part.text)
            elif part.kind == "reasoning":
                self._output.write_reasoning(part.text)
            elif not self._has_passed_text:  # what the loop has cannot be taken back
                self._text.clear()
                self._output.take_back()

    def _end_text(self) -> list[StreamEvent]:
        self._write([*self._tags.feed(self._characters.finish()), *self._tags.finish()])
        text = "".join(self._text)
        self._text.clear()
        if not text:
            return []
        self._has_passed_text = True
        return [{"contentBlockDelta": {"delta": {"text": text}}}]

    def _end_arguments(self) -> str:
        """Return the arguments of the open call as a JSON object; some servers write the object into a string."""
        arguments, call = "".join(self._arguments), self._call
        self._arguments.clear()
        self._call = ""
        try:
            value = json.loads(arguments) if arguments.strip() else {}
            value = json.loads(value) if isinstance(value, str) else value
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            self.malformed_calls.add(call)
            return "{}"
        return whole_characters(json.dumps(value, ensure_ascii=False))

    def _count(self, text: str) -> str:
        """Return as much of a piece as the reply may still hold."""
        self._left -= len(text)
        return text if self._left >= 0 else text[: self._left]

    def _refuse_more(self) -> None:
        if self._left < 0:
            raise UserFacingError(
                "The model wrote far more than one answer can hold and was stopped; ask for a shorter answer.",
                code="too_much",
            )
