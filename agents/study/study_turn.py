"""A turn in Study: hints and attempts are checked before anything is shown, and the answer is there on request."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import replace

from strands.models import Model
from strands.types.content import Messages

from agents.agent.output import AgentOutput
from agents.agent.runner import Outcome, run_agent
from agents.documents.attachments import Prompt
from agents.events import Event, Retry, ToolEnd, ToolInput, ToolStart, Usage
from agents.mathematics.attempts.equivalence import Judgement
from agents.mathematics.attempts.slips import Slip
from agents.mathematics.pool import algebra
from agents.specialists import Limits
from agents.study.assignments import Assignment, assignment_of, latest_assignment, questions_about
from agents.study.finished_work import holds_finished_work
from agents.study.guard import HintGuard
from agents.study.ladder import RUNGS, Ladder
from agents.study.own_text import marks_on
from agents.study.prompts import AGAIN, PROMPT, PROMPTS
from agents.study.requests import asks_for_hint, asks_something_else, asks_to_show
from agents.study.state import StudyState
from agents.study.worked_answer import WorkedAnswer, work_out
from agents.tools.calculator import CALCULATOR
from agents.user_messages import TranslatableText, joined

MAX_ATTEMPTS = 3  # of the model at one reply; then a hint made by code takes its place
_LIMITS = Limits(turns=2, tool_calls=0, seconds=120)
_WITHHELD = TranslatableText("Worked out, and kept back until you have it.")
_GO_ON = TranslatableText("Give your answer when you have it, or ask for the next hint.")
_LAST_RUNG = TranslatableText("That was the last hint. Give your answer, or choose “Show me”.")
_UNREAD = TranslatableText(
    "I cannot read that as an answer. Write a number, an expression or an equation, ask for a hint, or choose "
    "“Show me”."
)
_GOODWILL = TranslatableText(
    "*This answer cannot be computed here, so only the model itself holds it back; no check does.*"
)
_BY_FORM = TranslatableText("*Whether a reply is finished work is told by its length and form alone.*")
_NOTHING_TO_HOLD = TranslatableText(
    "In Study I give hints where the answer can be computed, such as to an equation. Ask one of these, write what you "
    "have tried, or set “How” to “Answer”."
)
_NOTHING_YET = TranslatableText("There is no problem yet to give a hint for; ask your question first.")


class StudyTurn:
    """Answers one message of a learner in Study.

    Args:
        model: The model.
        writes: Whether the model can word hints itself; the embedded one repeats the hints made by code.
        output: Takes what is shown.
        state: How far the learner is.

    Attributes:
        state: How far the learner is after the turn.
    """

    def __init__(self, model: Model, output: AgentOutput, state: StudyState, *, writes: bool) -> None:
        self._model = model
        self._writes = writes
        self._output = output
        self.state = replace(state, attempt="", topic="")

    async def answer(self, question: str, asked: Prompt, history: Messages) -> Outcome:
        """Reply to the message."""
        current = await work_out(self.state.problem) if self.state.is_open else None
        if current is not None:
            if asks_to_show(question):
                return self._show(current)
            if asks_for_hint(question):
                return await self._hint(current, asked, history)
            if (reply := await self._judge(question, current)) is not None:
                return self._say(reply)
        elif asks_for_hint(question) or asks_to_show(question):
            return self._say(_NOTHING_YET)
        is_code = assignment_of(question) is Assignment.CODE
        if not is_code and (marks := await marks_on(question)) is not None:
            return self._say(marks)
        if (new := await self._begin(question)) is not None:
            return await self._hint(new, asked, history)
        if self._writes:
            return await self._discuss(question, asked, history, current)
        if (assignment := assignment_of(question)) is not Assignment.NONE:
            return self._say(questions_about(assignment))
        return self._say(_NOTHING_TO_HOLD if current is None else _UNREAD)

    async def _begin(self, question: str) -> WorkedAnswer | None:
        """Return the problem of a question whose answer can be computed."""
        worked = await work_out(question)
        if worked is not None:
            self.state = self.state.begin(question)
            self._emit_withheld(worked)
        return worked

    def _emit_withheld(self, worked: WorkedAnswer) -> None:
        """Show in the trace that the answer was worked out, without its result."""
        path = (f"study_{uuid.uuid4().hex[:12]}",)
        self._output.emit(ToolStart(path, "calculator", CALCULATOR.display.title, CALCULATOR.display.icon))
        self._output.emit(ToolInput(path, {"operation": "answer", "expression": worked.question}))
        self._output.emit(ToolEnd(path, _WITHHELD, ok=True))

    def _show(self, current: WorkedAnswer) -> Outcome:
        self.state = self.state.attempted("shown", Ladder(current).topic)
        return self._say(current.text)

    async def _hint(self, current: WorkedAnswer, asked: Prompt, history: Messages) -> Outcome:
        self.state = self.state.climb(RUNGS)
        guard, hint = await self._made_hint(current)
        if self._writes:
            note = PROMPT + f"\n\nThe hint that is due now, to put into your own words: {hint}"
            if text := await self._checked_reply(note, asked, history, guard):
                return self._say(joined("\n\n", [text, self._closing]))
        return self._say(joined("\n\n", [hint, self._closing]))

    async def _made_hint(self, current: WorkedAnswer) -> tuple[HintGuard, TranslatableText]:
        """Return the hint of this rung as code makes it, and the guard of every answer that is held back."""
        others = [await work_out(problem) for problem in self.state.earlier]
        guard = HintGuard([current, *(one for one in others if one is not None)])
        ladder, steps = Ladder(current), await guard.safe_steps(current)
        hint = ladder.hint(max(1, self.state.rung), steps)
        if await guard.gives_away(hint, by_code=True):
            hint = ladder.hint(max(1, self.state.rung), ())
        return guard, hint

    @property
    def _closing(self) -> TranslatableText:
        return _LAST_RUNG if self.state.rung >= RUNGS else _GO_ON

    async def _judge(self, message: str, current: WorkedAnswer) -> str | None:
        """Return the reply to an attempt or a working; None if the message is neither."""
        lines = [line for line in message.splitlines() if line.strip()]
        if len(lines) > 1 or (len(lines) == 1 and "=" in message and "=" in current.mathematics):
            slip = await algebra.check_working([current.mathematics, *lines] if "=" in current.mathematics else lines)
            if slip is not None:
                step = slip.step - ("=" in current.mathematics)
                if len(lines) > 1:
                    return self._wrong(current, Judgement(False, Slip("step", step)))
                return self._wrong(current, await algebra.judge(current.answer, lines[-1]))
        verdict = await algebra.judge(current.answer, lines[-1] if lines else message)
        if verdict.right:
            self.state = self.state.attempted("right", Ladder(current).topic)
            return joined("\n\n", [TranslatableText("Right, that is the answer."), current.text])
        if verdict.right is False:
            return self._wrong(current, verdict)
        is_equation = bool(lines) and "=" in lines[-1] and "=" in current.mathematics
        if is_equation and _is_mathematics(message) and await self._follows(current, lines):
            return TranslatableText("That follows. Go on.")
        return None

    async def _follows(self, current: WorkedAnswer, lines: Sequence[str]) -> bool:
        """Return whether a working was read, and says the same as the problem; a false line shows that it is read."""
        if await algebra.check_working([current.mathematics, *lines]) is not None:
            return False
        return await algebra.check_working([lines[-1], f"{_unknown(current.mathematics)} = 987654321"]) is not None

    def _wrong(self, current: WorkedAnswer, verdict: Judgement) -> str:
        self.state = self.state.attempted("wrong", Ladder(current).topic)
        if verdict.slip is not None:
            return TranslatableText("Not yet. {slip}", slip=verdict.slip.sentence)
        return joined(" ", [TranslatableText("Not yet: that is not the answer."), _GO_ON])

    async def _discuss(self, question: str, asked: Prompt, history: Messages, current: WorkedAnswer | None) -> Outcome:
        """Let the model reply where nothing is computed for the message itself."""
        held = [worked for problem in self.state.held_back if (worked := await work_out(problem)) is not None]
        guard = HintGuard(held)
        for problem in held:
            await guard.safe_steps(problem)
        own = [question, *_said_by_learner(history)]
        assignment = latest_assignment(own)
        text = await self._checked_reply(PROMPTS[assignment], asked, history, guard, assignment, own)
        if not text:
            if current is not None:
                return self._say(joined("\n\n", [(await self._made_hint(current))[1], self._closing]))
            return self._say(questions_about(assignment))
        is_about_problem = current is not None and not asks_something_else(question, current.question)
        if is_about_problem and not _has_files(asked):
            return self._say(text)
        note = _GOODWILL if assignment is Assignment.NONE else _BY_FORM
        return self._say(joined("\n\n", [text, note]))

    async def _checked_reply(
        self,
        prompt: str,
        asked: Prompt,
        history: Messages,
        guard: HintGuard,
        assignment: Assignment = Assignment.NONE,
        own: Sequence[str] = (),
    ) -> str:
        """Return a reply of the model that gives nothing away; empty if it gave something away each time."""
        for _ in range(MAX_ATTEMPTS):
            unseen = AgentOutput((), self._pass_on, self._output.trace)
            outcome = await run_agent(self._model, prompt, (), _LIMITS, asked, output=unseen, history=list(history))
            text = str(outcome.text)
            if text and not await guard.gives_away(text) and not holds_finished_work(text, assignment, own):
                return text
            prompt = f"{prompt}\n\n{AGAIN}"
        return ""

    def _pass_on(self, event: Event) -> None:
        """Pass on what says nothing of the reply, which is checked first."""
        if isinstance(event, Usage | Retry):
            self._output.emit(event)

    def _say(self, text: str) -> Outcome:
        self._output.write(text)
        return Outcome(text, "end_turn")


def _has_files(asked: Prompt) -> bool:
    """Return whether a message comes with files, whose questions nothing here computes."""
    return not isinstance(asked, str) and len(asked) > 1


def _said_by_learner(history: Messages) -> list[str]:
    """Return what the learner wrote before, the latest first."""
    users = (message for message in reversed(history) if message["role"] == "user")
    return [str(block["text"]) for message in users for block in reversed(message["content"]) if "text" in block]


def _is_mathematics(message: str) -> bool:
    return not re.search(r"[^\W\d_]{4,}", message)


def _unknown(mathematics: str) -> str:
    letter = re.search(r"(?<![a-zA-Z])[a-zA-Z](?![a-zA-Z])", mathematics)
    return letter[0] if letter else "x"
