"""Shows the events of a turn: specialists and tools as nested steps, the teacher's text as the answer."""

import logging
import time
from collections.abc import Sequence
from typing import Any

import chainlit as cl
from chainlit.context import context
from chainlit.data import get_data_layer
from chainlit.utils import utc_now

from agents.events import (
    Done,
    Error,
    Event,
    Image,
    Path,
    Reasoning,
    Retry,
    Text,
    ToolEnd,
    ToolInput,
    ToolStart,
    Usage,
)
from chat import metrics, pictures
from chat.keeper import Keeper

logger = logging.getLogger(__name__)

_UNFINISHED = {
    "cancelled": "*Stopped.*",
    "max_tokens": "*This answer was cut off at the model's length limit.*",
    "limit": "*This answer reached the limit of one turn.*",
}


class Trace:
    """One turn on the page. `show` takes its events in order.

    Args:
        question_id: The message that is answered; each part of the answer says so.
    """

    def __init__(self, question_id: str) -> None:
        self.interrupted = False  # set it before the turn is stopped by us and not by the person
        self._question_id = question_id
        self._steps: dict[Path, _StepView] = {}
        self._answer: _AnswerView | None = None
        self._images: list[Image] = []
        self._begun = time.monotonic()
        self._first: float | None = None  # seconds to the first word
        self._tokens = {"input_tokens": 0, "output_tokens": 0}
        run = context.current_run  # the step in which Chainlit wraps this message; all else hangs below it
        self._root = run.id if run else None

    async def show(self, event: Event) -> None:
        """Show one event."""
        if self._first is None and isinstance(event, Text):
            self._first = time.monotonic() - self._begun
        match event:
            case Text(path=(), text=text):
                await self._current_answer().add(text)
            case Text(path=path, text=text) if path in self._steps:
                await self._steps[path].add(text)
            case ToolStart():
                await self._finish_answer({})
                parent = self._steps.get(event.path[:-1])
                self._steps[event.path] = await _StepView.start(event, parent.step.id if parent else self._root)
            case ToolInput(path=path, input=given) if path in self._steps:
                await self._steps[path].show_input(given)
            case Image(path=path) if path in self._steps:
                self._steps[path].images.append(event)
                self._images.append(event)
            case ToolEnd(path=path, output=output, ok=ok) if path in self._steps:
                await self._steps[path].finish(output, ok=ok)
            case Usage():
                self._tokens["input_tokens"] += event.input_tokens
                self._tokens["output_tokens"] += event.output_tokens
            case Retry(path=path, delay=delay):
                await self._withdraw(path)
                await context.emitter.send_toast(f"The model is busy; trying again in {delay:.0f} s.", "info")
            case Error(message=message, error_id=error_id):
                await self._finish_answer({})
                await cl.ErrorMessage(content=f"{message} (Reference: {error_id})").send()
            case Done():
                await self._finish(event)
            case Text() | Reasoning() | ToolInput() | Image() | ToolEnd():
                pass

    def _current_answer(self) -> "_AnswerView":
        if self._answer is None:
            self._answer = _AnswerView(self._question_id)
        return self._answer

    async def _withdraw(self, path: Path) -> None:
        view = self._answer if path == () else self._steps.get(path)
        if view is not None:
            await view.withdraw()

    async def _finish(self, done: Done) -> None:
        for view in self._steps.values():
            if view.running:
                await view.finish("", ok=False)
        note = _UNFINISHED.get(done.stop_reason)
        if self.interrupted:
            await self._finish_answer({"partial": True})
        elif note:
            answer = self._current_answer()
            await answer.add(f"\n\n{note}" if answer.has_text else note)
        seconds = round(time.monotonic() - self._begun, 1)
        facts = {"model": done.model, "stop_reason": done.stop_reason, "seconds": seconds, **self._tokens}
        self._measure(facts)
        await self._finish_answer(facts)

    def _measure(self, facts: dict[str, object]) -> None:
        told: dict[str, float] = {
            "InputTokens": self._tokens["input_tokens"],
            "OutputTokens": self._tokens["output_tokens"],
        }
        if self._first is not None:
            told["FirstToken"] = round(self._first * 1000)
        metrics.record(logger, "answered", told, **facts)

    async def _finish_answer(self, facts: dict[str, object]) -> None:
        if self._answer is not None:
            images, self._images = self._images, []
            await self._answer.finish(facts, images)
            self._answer = None


class _AnswerView:
    """The teacher's message while it grows."""

    def __init__(self, question_id: str) -> None:
        self.has_text = False
        self._question = {"question": question_id}
        self._message = cl.Message(content="", metadata={**self._question, "partial": True})
        self._keeper = Keeper(self._keep)

    async def add(self, text: str) -> None:
        self.has_text = True
        self._keeper.touch()
        await self._message.stream_token(text)

    async def _keep(self) -> None:
        layer = get_data_layer()
        if layer is not None:
            await layer.update_step({**self._message.to_dict(), "streaming": False})

    async def withdraw(self) -> None:
        self._message.content = ""
        await context.emitter.update_step(self._message.to_dict())

    async def finish(self, facts: dict[str, object], images: Sequence[Image]) -> None:
        self._keeper.stop()
        self._message.metadata = {**self._question, **facts, **pictures.kept(images)}
        self._message.elements = _elements(self._message.metadata)
        await self._message.send()


class _StepView:
    """A specialist or tool at work."""

    def __init__(self, step: cl.Step) -> None:
        self.step = step
        self.running = True
        self.images: list[Image] = []

    @classmethod
    async def start(cls, event: ToolStart, parent_id: str | None) -> "_StepView":
        step = cl.Step(
            name=event.title,
            type="tool",
            parent_id=parent_id,
            icon=event.icon,
            default_open=True,
            auto_collapse=True,
            show_input=True,
            metadata={"tool": event.name},
        )
        step.start = utc_now()
        await step.send()
        return cls(step)

    async def add(self, text: str) -> None:
        await self.step.stream_token(text)

    async def show_input(self, given: dict[str, object]) -> None:
        self.step.input = "\n".join(
            f"{value}" if len(given) == 1 else f"{name}: {value}" for name, value in given.items()
        )
        await context.emitter.update_step(self.step.to_dict())

    async def withdraw(self) -> None:
        self.step.output = ""
        await context.emitter.update_step(self.step.to_dict())

    async def finish(self, output: str, *, ok: bool) -> None:
        self.running = False
        self.step.output = output or self.step.output
        self.step.is_error = not ok
        self.step.end = utc_now()
        self.step.metadata |= pictures.kept(self.images)
        self.step.elements = _elements(self.step.metadata)
        await self.step.update()


def _elements(metadata: dict[str, object]) -> Any:
    return [cl.Image(**picture) for picture in pictures.shown(metadata)]
