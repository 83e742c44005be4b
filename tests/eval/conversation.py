"""What a model under evaluation is asked, and what the learner is left with, by whole turns of `run_turn`."""

import asyncio
import time
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from agents.documents.attachments import Attachment
from agents.events import Done, Error, Event, Text, ToolEnd, ToolInput, ToolStart, Usage
from agents.memory.service import MemoryService
from agents.study.state import StudyState, read_state
from agents.turn.routes import ANSWER, STUDY
from agents.turn.run_turn import Message, TurnContext, run_turn

TURN_SECONDS = 120


@dataclass(slots=True)
class Transcript:
    """What came of a question.

    Args:
        text: The answer as the learner is left with it.
        tools: The calls, each with its name, depth and input.
        error: The sentence of a failure.
        error_id: The id by which the log has it.
        stop_reason: Why the turn ended.
        mark: The mark under the answer.
        earned: In Study, how the answer was earned.
        seconds: From the question to the end.
        cost: In USD; None if the price is unknown.
        said: What was written at the teacher's level, in the order of the stream.
        tokens: Read and written by all models.
    """

    text: str = ""
    tools: list[dict[str, Any]] = field(default_factory=list)
    error: str = ""
    error_id: str = ""
    stop_reason: str = ""
    mark: str = ""
    earned: str = ""
    seconds: float = 0.0
    cost: float | None = 0.0
    said: str = ""
    tokens: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return it in the shape that a report holds."""
        return asdict(self)

    def names(self, depth: int | None = None) -> list[str]:
        """Return the names of the calls, of all or of one depth."""
        return [str(one["name"]) for one in self.tools if depth is None or one["depth"] == depth]


class Learner:
    """One person with a conversation of their own.

    Args:
        context: The model and the parameters.
        memory: Where facts are kept; None for a server without memory.
    """

    def __init__(self, context: TurnContext, memory: MemoryService | None = None) -> None:
        name = uuid.uuid4().hex[:12]
        self._context = replace(context, owner=f"eval-{name}", thread_id=name, memory=memory)
        self._memory = memory
        self._study = StudyState()
        self._history: list[Message] = []

    def recall_history(self, history: Sequence[tuple[str, str]]) -> None:
        """Let these messages come before the first question."""
        self._history = [Message("user" if role == "user" else "assistant", text) for role, text in history]

    async def save_fact(self, text: str) -> None:
        """Put a fact into the learner's memory."""
        if self._memory is not None:
            await self._memory.save(self._context.owner, text, self._context.thread_id)

    async def ask(
        self,
        question: str,
        attachments: Sequence[Attachment] = (),
        *,
        study: bool = False,
        until_routed: bool = False,
    ) -> Transcript:
        """Ask one question; `until_routed` ends the turn as soon as it is known who answers."""
        context = replace(self._context, how=STUDY if study else ANSWER, study=self._study)
        transcript, cancel, started = Transcript(), asyncio.Event(), time.monotonic()
        timer = asyncio.get_running_loop().call_later(TURN_SECONDS, cancel.set)
        try:
            async for event in run_turn(question, context, self._history, cancel, attachments):
                _note(transcript, event)
                if until_routed and isinstance(event, Text | ToolEnd | Error):
                    cancel.set()
                if isinstance(event, Done):
                    self._study = read_state(event.study)
                    transcript.earned = self._study.earned
        finally:
            timer.cancel()
        transcript.seconds = time.monotonic() - started
        self._history += [Message("user", question), Message("assistant", transcript.text)]
        return transcript


def _note(transcript: Transcript, event: Event) -> None:
    match event:
        case Text(path=(), text=text):
            transcript.said += text
        case ToolStart(path=path, name=name):
            transcript.tools.append({"name": name, "depth": len(path), "input": {}, "path": list(path)})
        case ToolInput(path=path, input=given):
            for call in transcript.tools:
                if call["path"] == list(path):
                    call["input"] = given
        case Usage():
            transcript.tokens += event.input_tokens + event.output_tokens
        case Error(message=message, error_id=error_id):
            transcript.error, transcript.error_id = message, error_id
        case Done():
            transcript.text, transcript.stop_reason = event.text, event.stop_reason
            transcript.mark, transcript.cost = event.mark, event.cost
