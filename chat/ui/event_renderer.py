"""Renders the events of a turn on the page: specialists and tools as nested steps, the teacher's text as the answer."""

import logging
import time
from collections.abc import Awaitable, Callable

import chainlit as cl
from chainlit.context import context

from agents.events import (
    Done,
    Error,
    Event,
    ExamplesOffered,
    FactOffered,
    FactSaved,
    Image,
    Notice,
    Path,
    Reasoning,
    Retry,
    Text,
    TextTakenBack,
    ToolEnd,
    ToolInput,
    ToolStart,
    Usage,
)
from agents.specialists import BY_NAME
from agents.turn.routes import ANSWER, AUTO, STUDY, TEACHER
from chat.history.step import clip_text
from chat.history.step_metadata import BEFORE, PARTIAL, SAVED, SOURCES, is_held_back
from chat.history.step_metadata import STUDY as STUDY_STATE
from chat.http.own_pages import CHOOSE_A_MODEL
from chat.i18n.agent_messages import translate_error, translate_text
from chat.i18n.language import translate
from chat.observability import metrics
from chat.observability.logs import current_trace_id
from chat.ui import answer_actions, saved_facts, suggestions
from chat.ui.answer_message import AnswerMessage
from chat.ui.display_names import title
from chat.ui.footnote import footnote
from chat.ui.practise_later import offer_later
from chat.ui.status_line import StatusLine
from chat.ui.step_view import StepView
from chat.usage.meter import UsageMeter

logger = logging.getLogger(__name__)

_MAX_BEFORE_CHARACTERS = 4_000  # kept of what one specialist had written when an answer was cut off


class EventRenderer:
    """Renders one turn: `begin`, `show` for each event but the last, `finish` for that, then `close`.

    Args:
        question_id: The message that is answered; each part of the answer refers to it.
        route: Who is asked: one of `agents.turn.routes`, or a specialist's name.
        run_id: The run step, parent of every step of the answer.
        usage: The tokens of the turn, counted elsewhere.
        model_name: Returns the title of a model.
        how: `routes.ANSWER`, or `routes.STUDY` for hints.
    """

    def __init__(
        self,
        question_id: str,
        route: str,
        run_id: str | None,
        usage: UsageMeter,
        model_name: Callable[[str], Awaitable[str]],
        how: str = ANSWER,
    ) -> None:
        self._route, self._how = route, how
        self._is_held_back = False
        self._question_id = question_id
        self._usage = usage
        self._model_name = model_name
        self._unfinished = False
        self._last = ""  # the message that gets the actions of the answer
        self._complete = ""  # the answer, once it is complete
        self._steps: dict[Path, StepView] = {}
        self._answer: AnswerMessage | None = None
        self._images: list[Image] = []
        self._saved: list[str] = []
        self._offered: list[str] = []  # what can be saved
        self._examples: list[str] = []
        self._started = time.monotonic()
        self._first_text: float | None = None  # seconds from the start
        self._run_id = run_id
        self._status = StatusLine(run_id)
        self._has_notice = False

    async def begin(self) -> None:
        """Show at once that the question has arrived, and who answers."""
        specialist = BY_NAME.get(self._route)
        if self._how == STUDY:
            await self._status.show(translate("Checking the hint…"))
        elif specialist:
            await self._status.show(translate("{name} is thinking…", name=title(specialist.name, specialist.title)))
        else:
            await self._status.show(translate("Choosing a specialist…"))

    async def fail(self, sentence: str) -> None:
        """Show a sentence in place of the answer, or below the part there is."""
        await self._finish_answer({})
        message = await cl.ErrorMessage(content=sentence).send()
        self._last = message.id

    async def warn_of_loss(self) -> None:
        """Say that something of this question or its answer is not saved."""
        lost = cl.ErrorMessage(
            content=translate("This answer could not be saved; copy what you need before you leave the page.")
        )
        await context.emitter.send_step(lost.to_dict())  # shown, and not saved: saving is what failed

    async def close(self) -> None:
        """Remove the status line, and offer the actions of the answer."""
        await self._status.clear()
        if self._last:
            await suggestions.offer_to_remember(self._offered, self._last)
            await suggestions.offer_examples(self._examples, self._last)
            if self._complete:
                await offer_later(self._complete)
            if self._is_held_back:
                await answer_actions.offer_study_actions(self._last)
            await answer_actions.offer_actions(self._last, self._question_id, unfinished=self._unfinished)

    async def show(self, event: Event) -> None:
        """Show one event of the turn."""
        if self._first_text is None and isinstance(event, Text):
            self._first_text = time.monotonic() - self._started
        if self._has_notice:
            self._has_notice = False
            await self._status.clear()
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
            case FactOffered(text=text):
                self._offered.append(text)
            case ExamplesOffered(questions=questions, needs_larger_model=needs_larger_model):
                self._examples += questions
                if needs_larger_model:
                    link = translate("[Choose a larger model]({page})", page=CHOOSE_A_MODEL)
                    await self._current_answer().add(f"\n\n{link}")
            case ToolEnd(path=path, finished=False) if path in self._steps:
                await self._steps[path].stop()
            case ToolEnd(path=path, output=output, ok=ok) if path in self._steps:
                await self._steps[path].finish(translate_text(output), ok=ok)
                if not any(view.running for view in self._steps.values()):
                    checking = translate("Checking the hint…")
                    await self._status.show(checking if self._how == STUDY else translate("Writing the answer…"))
            case Usage(path=path) if path in self._steps:
                self._steps[path].tokens = event.input_tokens + event.output_tokens
            case Retry(path=path, delay=delay):
                await self._withdraw(path)
                busy = translate("The model is busy; trying again in {seconds} s.", seconds=f"{delay:.0f}")
                await context.emitter.send_toast(busy, "info")
            case TextTakenBack(path=path):
                await self._withdraw(path)
            case Notice(sentence=sentence):
                self._has_notice = True
                await self._status.show(translate_text(sentence))
            case Error():
                await self.fail(
                    f"{translate_error(event)} ({translate('Reference: {reference}', reference=event.error_id)})"
                )
            case Text() | Reasoning() | ToolInput() | Image() | ToolEnd() | Usage() | Done():
                pass

    async def _start_step(self, event: ToolStart) -> None:
        parent = self._steps.get(event.path[:-1])
        above = parent.step.id if parent else self._run_id
        self._steps[event.path] = await StepView.start(event, above, nested=parent is not None)
        await self._status.clear()

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

    async def finish(self, done: Done, *, interrupted: bool) -> None:
        """Complete the answer.

        Args:
            done: The last event of the turn.
            interrupted: Whether the server stopped the answer: then it stays marked as partial, to be continued.
        """
        for view in self._steps.values():
            if view.running:
                await view.stop()
        await self._fold()
        facts = self._facts(done)
        self._log_metrics(facts, done.unconfirmed)
        note = "" if interrupted else _note_of_early_end(done.stop_reason)
        if interrupted:
            facts = {PARTIAL: True}
        if done.sources:
            facts[SOURCES] = list(done.sources)
        if done.study is not None:
            facts[STUDY_STATE] = done.study
            self._is_held_back = is_held_back({"metadata": facts})
        if note:
            answer = self._current_answer()
            await answer.add(f"\n\n{note}" if answer.has_text else note)
        if note or done.stop_reason == "budget":
            facts |= self._before()
        if self._answer is not None:
            self._last, self._unfinished = self._answer.id, bool(note) or done.stop_reason == "budget"
            await self._finish_answer(facts)
            if not interrupted:
                self._complete = self._last
                # The only step of this type, which public/messages.css shows as a quiet line.
                await cl.Step(name=await self._footnote(done), type="llm", parent_id=self._run_id).send()

    def _before(self) -> dict[str, object]:
        """What specialists had written before the answer was cut off, from which a model can continue it."""
        written = [
            [view.title, clip_text(view.text, _MAX_BEFORE_CHARACTERS)]
            for path, view in self._steps.items()
            if len(path) == 1 and view.text
        ]
        return {BEFORE: written} if written else {}

    def _facts(self, done: Done) -> dict[str, object]:
        trace_id = current_trace_id.get()
        return {
            **({"trace_id": trace_id} if trace_id else {}),
            "model": done.model,
            "stop_reason": done.stop_reason,
            "seconds": round(time.monotonic() - self._started, 1),
            "cost": done.cost,
            "input_tokens": self._usage.input_tokens,
            "output_tokens": self._usage.output_tokens,
        }

    async def _footnote(self, done: Done) -> str:
        model = await self._model_name(done.model) if done.model else ""
        seconds, tokens = time.monotonic() - self._started, self._usage.tokens
        return footnote(self._answered_by(), model, seconds, tokens, done.cost, done.mark, saved=done.saved)

    def _answered_by(self) -> list[str]:
        if specialist := BY_NAME.get(self._route):
            return [title(specialist.name, specialist.title)]
        asked = [view.title for path, view in self._steps.items() if len(path) == 1]
        return asked or ([translate("Teacher")] if self._route in (AUTO, TEACHER) else [])

    def _log_metrics(self, facts: dict[str, object], unconfirmed: int) -> None:
        values: dict[str, float] = {
            "InputTokens": self._usage.input_tokens,
            "OutputTokens": self._usage.output_tokens,
        }
        if self._first_text is not None:
            values["FirstToken"] = round(self._first_text * 1000)
        if unconfirmed:
            values["UnconfirmedResults"] = unconfirmed
        metrics.record(logger, "turn_answered", values, **facts)

    async def _finish_answer(self, facts: dict[str, object]) -> None:
        if self._answer is not None:
            images, self._images = self._images, []
            fact_ids, self._saved = self._saved, []
            await self._answer.finish({**facts, SAVED: fact_ids} if fact_ids else facts, images)
            await saved_facts.offer_undo(fact_ids, self._answer.id)
            self._answer = None


def _note_of_early_end(stop_reason: str) -> str:
    known = {
        "cancelled": translate("*Stopped.*"),
        "max_tokens": translate("*This answer was cut off at the model's length limit.*"),
        "limit": translate("*This answer reached the limit of one turn.*"),
    }
    return known.get(stop_reason, "")
