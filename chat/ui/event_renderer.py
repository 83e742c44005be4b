"""Shows the events of a turn: specialists and tools as nested steps, the teacher's text as the answer."""

import logging
import time
from collections.abc import Awaitable, Callable

import chainlit as cl
from chainlit.context import context

from agents.events import (
    Done,
    Error,
    Event,
    FactSaved,
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
from agents.specialists import BY_NAME
from agents.turn.routes import AUTO, TEACHER
from chat.history.step_metadata import SAVED
from chat.i18n.agent_messages import translate_error, translate_text
from chat.i18n.language import translate
from chat.observability import metrics
from chat.turns import context_window
from chat.ui import answer_actions, saved_facts
from chat.ui.answer_message import AnswerMessage
from chat.ui.display_names import title
from chat.ui.footnote import footnote
from chat.ui.status_line import StatusLine
from chat.ui.step_view import StepView

logger = logging.getLogger(__name__)


class EventRenderer:
    """One turn on the page. `begin`, then `show` takes its events in order.

    Args:
        question_id: The message that is answered; each part of the answer says so.
        route: Who was asked.
        model_name: Tells what people call the model with an id.
    """

    def __init__(self, question_id: str, route: str, model_name: Callable[[str], Awaitable[str]]) -> None:
        self.interrupted = False  # set it before the turn is stopped by us and not by the person
        self.route = route
        self._question_id = question_id
        self._model_name = model_name
        self._unfinished = False
        self._last = ""  # the message below which the person can go on
        self._steps: dict[Path, StepView] = {}
        self._answer: AnswerMessage | None = None
        self._images: list[Image] = []
        self._saved: list[str] = []
        self._begun = time.monotonic()
        self._first: float | None = None  # seconds to the first word
        self._tokens = {"input_tokens": 0, "output_tokens": 0}
        run = context.current_run  # the step in which Chainlit wraps this message; all else hangs below it
        self._root = run.id if run else None
        self._status = StatusLine(self._root)

    async def begin(self) -> None:
        """Say at once that the question has arrived, and where it goes."""
        specialist = BY_NAME.get(self.route)
        if specialist:
            await self._status.say(translate("{name} is thinking…", name=title(specialist.name, specialist.title)))
        else:
            await self._status.say(translate("Choosing a specialist…"))

    async def fail(self, sentence: str) -> None:
        """Say that there is no answer, and why."""
        await self._finish_answer({})
        message = await cl.ErrorMessage(content=sentence).send()
        self._last = message.id

    async def close(self) -> None:
        """Leave nothing behind that would wait for ever, and offer what a person may want next."""
        await self._status.clear()
        if self._last:
            await answer_actions.offer(self._last, self._question_id, unfinished=self._unfinished)

    async def show(self, event: Event) -> None:
        """Show one event."""
        if self._first is None and isinstance(event, Text):
            self._first = time.monotonic() - self._begun
        match event:
            case Text(path=(), text=text):
                await self._fold()
                await self._current_answer().add(translate_text(text))
            case Text(path=path, text=text) if path in self._steps:
                await self._steps[path].add(translate_text(text))
            case ToolStart():
                await self._finish_answer({})
                await self._start_step(event)
            case ToolInput(path=path, input=given) if path in self._steps:
                await self._steps[path].show_input(given)
            case Image(path=path) if path in self._steps:
                self._steps[path].images.append(event)
                self._images.append(event)
            case FactSaved(fact_id=fact_id):
                self._saved.append(fact_id)
            case ToolEnd(path=path, finished=False) if path in self._steps:
                await self._steps[path].stop()
            case ToolEnd(path=path, output=output, ok=ok) if path in self._steps:
                await self._steps[path].finish(translate_text(output), ok=ok)
                if not any(view.running for view in self._steps.values()):
                    await self._status.say(translate("Writing the answer…"))
            case Usage():
                self._count(event)
            case Retry(path=path, delay=delay):
                await self._withdraw(path)
                busy = translate("The model is busy; trying again in {seconds} s.", seconds=f"{delay:.0f}")
                await context.emitter.send_toast(busy, "info")
            case Error():
                await self.fail(
                    f"{translate_error(event)} ({translate('Reference: {reference}', reference=event.error_id)})"
                )
            case Done():
                await self._finish(event)
            case Text() | Reasoning() | ToolInput() | Image() | ToolEnd():
                pass

    async def _start_step(self, event: ToolStart) -> None:
        parent = self._steps.get(event.path[:-1])
        above = parent.step.id if parent else self._root
        self._steps[event.path] = await StepView.start(event, above, nested=parent is not None)
        await self._status.clear()

    def _count(self, usage: Usage) -> None:
        self._tokens["input_tokens"] += usage.input_tokens
        self._tokens["output_tokens"] += usage.output_tokens
        if usage.path in self._steps:
            self._steps[usage.path].tokens = usage.input_tokens + usage.output_tokens

    def _current_answer(self) -> AnswerMessage:
        if self._answer is None:
            self._answer = AnswerMessage(self._question_id)
        return self._answer

    async def _fold(self) -> None:
        if self._answer is None:
            await self._status.clear()
            for view in self._steps.values():
                if not view.running:
                    await view.fold()

    async def _withdraw(self, path: Path) -> None:
        view = self._answer if path == () else self._steps.get(path)
        if view is not None:
            await view.withdraw()

    async def _finish(self, done: Done) -> None:
        for view in self._steps.values():
            if view.running:
                await view.stop()
        await self._fold()
        self._measure(self._facts(done))
        facts: dict[str, object] = {"partial": True} if self.interrupted else self._facts(done)
        note = "" if self.interrupted else _unfinished(done.stop_reason)
        if note:
            answer = self._current_answer()
            await answer.add(f"\n\n{note}" if answer.has_text else note)
            facts |= context_window.kept(self._said())
        if self._answer is not None:
            self._last, self._unfinished = self._answer.id, bool(note)
            await self._finish_answer(facts)
            if not self.interrupted:
                # The one step of its type, by which public/theme.css keeps it quiet.
                await cl.Step(name=await self._footnote(done), type="llm", parent_id=self._root).send()

    def _said(self) -> list[tuple[str, str]]:
        return [(view.title, view.said) for path, view in self._steps.items() if len(path) == 1 and view.said]

    def _facts(self, done: Done) -> dict[str, object]:
        seconds = round(time.monotonic() - self._begun, 1)
        return {
            "model": done.model,
            "stop_reason": done.stop_reason,
            "seconds": seconds,
            "cost": done.cost,
            **self._tokens,
        }

    async def _footnote(self, done: Done) -> str:
        model = await self._model_name(done.model) if done.model else ""
        seconds, tokens = time.monotonic() - self._begun, sum(self._tokens.values())
        return footnote(self._who(), model, seconds, tokens, done.cost)

    def _who(self) -> list[str]:
        if specialist := BY_NAME.get(self.route):
            return [title(specialist.name, specialist.title)]
        asked = [view.title for path, view in self._steps.items() if len(path) == 1]
        return asked or ([translate("Teacher")] if self.route in (AUTO, TEACHER) else [])

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
            fact_ids, self._saved = self._saved, []
            await self._answer.finish({**facts, SAVED: fact_ids} if fact_ids else facts, images)
            await saved_facts.offer(fact_ids, self._answer.id)
            self._answer = None


def _unfinished(stop_reason: str) -> str:
    known = {
        "cancelled": translate("*Stopped.*"),
        "max_tokens": translate("*This answer was cut off at the model's length limit.*"),
        "limit": translate("*This answer reached the limit of one turn.*"),
    }
    return known.get(stop_reason, "")
