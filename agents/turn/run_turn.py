"""Runs one turn: a question and its whole answer, as a stream of events."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal

from strands.models import Model
from strands.types.content import Messages

from agents import errors
from agents.agent.backoff import PausingModel, SharedBackoff
from agents.agent.masked_model import MaskedModel
from agents.agent.orchestrator import run_teacher
from agents.agent.output import AgentOutput
from agents.agent.runner import Outcome, run_agent
from agents.agent.spend_guard import GuardedModel, SpendGuard
from agents.agent.traced_model import TurnTrace
from agents.demo_model.examples import examples_of, needs_larger_model
from agents.documents.attachments import UNASKED, Attachment, Prompt, for_model, prompt
from agents.documents.checked_quotes import CheckedQuotes
from agents.documents.quote_filter import QuoteFilter
from agents.documents.quotes import QuotedFiles
from agents.events import Done, Event, ExamplesOffered, StopReason, Text, Usage
from agents.memory.fact import Fact
from agents.memory.formatting import MemoryLinks, quotable
from agents.memory.owner_memory import OwnerMemory
from agents.memory.service import MemoryService
from agents.models.factory import ModelFactory
from agents.models.profiles import profile_of
from agents.pace import pace
from agents.parameters import Parameters, ParameterValues
from agents.pricing import cost, saved
from agents.reading.search import passage_search
from agents.reading.selection import select
from agents.specialists import BY_NAME
from agents.study.state import StudyState
from agents.study.study_turn import StudyTurn
from agents.tools.base import MoreTools, ToolContext
from agents.tools.mcp.servers import McpServers, TurnTools
from agents.tools.mcp.tool import Approve
from agents.turn.answer_check import AnswerCheck, AnswerMark
from agents.turn.event_buffer import EventBuffer
from agents.turn.memory_turn import MemoryTurn
from agents.turn.routes import ANSWER, AUTO, MEMORY, STUDY, TEACHER
from agents.user_messages import TranslatableText, UserFacingError

MAX_QUESTION = 20_000  # characters
_CLOSING_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the conversation so far."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class TurnContext:
    """Whose question it is, and what answers it.

    Args:
        owner: The person's subject.
        thread_id: The conversation.
        factory: Creates the models.
        parameters: The live parameters.
        model_id: The model the learner has chosen; None is the default.
        route: Where the question goes: one of `agents.turn.routes`, or a specialist's name.
        memory: The facts and files that people have stored; None where there is no memory.
        links: The addresses by which answers link to facts and files.
        guard: Decides which calls of models are paid for; None where nothing limits them.
        how: `routes.ANSWER`, or `routes.STUDY` for hints.
        study: How far the learner is in Study.
        trace: Is told of everything that happens; None where nobody traces it.
        mcp: The servers with tools from outside; None where there are none.
        groups: The Cognito groups of the person, which such tools can be limited to.
        approve: Asks the person whether a call of such a tool may be made; None where nobody can be asked.
        backoff: Knows which models are throttled; None where nothing is shared with other servers.
    """

    owner: str
    thread_id: str
    factory: ModelFactory
    parameters: Parameters
    model_id: str | None = None
    route: str = AUTO
    memory: MemoryService | None = None
    links: MemoryLinks = field(default_factory=MemoryLinks)
    guard: SpendGuard | None = None
    how: str = ANSWER
    study: StudyState = field(default_factory=StudyState)
    trace: TurnTrace | None = None
    mcp: McpServers | None = None
    groups: frozenset[str] = frozenset()
    approve: Approve | None = None
    backoff: SharedBackoff | None = None


async def run_turn(
    question: str,
    context: TurnContext,
    history: Sequence[Message],
    cancel: asyncio.Event,
    attachments: Sequence[Attachment] = (),
) -> AsyncGenerator[Event, None]:
    """Answer a question.

    Args:
        question: What the learner asks.
        context: Whose question it is, and what answers it.
        history: The conversation so far, oldest first, without the question; the caller keeps it short enough.
        cancel: Set it to stop; the model's stream is closed within 100 ms.
        attachments: The files that belong to the question, its own before those of earlier questions.

    Yields:
        The events, exactly one `Done` last. A failure is an `Error` and a `Done`, never an exception. The first text
        comes at once, the rest in pieces at the pace of the process.
    """
    turn = _RunningTurn(context)
    work = asyncio.create_task(turn.answer(question, history, attachments))
    stop = asyncio.create_task(_stop_when(cancel, work, turn.finish))
    try:
        with pace.answering():
            while True:
                events = await turn.events.take()
                for event in events:
                    yield event
                    if isinstance(event, Done):
                        return
                if any(isinstance(event, Text) for event in events):
                    await turn.events.pause()
    finally:
        stop.cancel()
        work.cancel()
        await asyncio.wait({work}, timeout=_CLOSING_SECONDS)


class _RunningTurn:
    """One turn: its events, the text of its answer, and what its agents have used."""

    def __init__(self, context: TurnContext) -> None:
        self.events = EventBuffer()
        self._context = context
        self._model_id = context.model_id or ""
        self._values = ParameterValues()
        self._output = AgentOutput((), self._emit, context.trace)
        self._usages: list[Usage] = []
        self._check = AnswerCheck(context.route)
        self._study: StudyState | None = None
        self._quotes: CheckedQuotes | None = None

    async def answer(self, question: str, history: Sequence[Message], attachments: Sequence[Attachment]) -> None:
        """Answer the question, whatever happens on the way, and finish the turn."""
        stop_reason: StopReason = "error"
        try:
            if not question.strip() and attachments:
                question = UNASKED
            _refuse_unusable(question)
            self._values = values = await self._context.parameters.current()
            model = await self._context.factory.create(self._context.model_id, values)
            self._model_id = str(model.get_config()["model_id"])
            profile = profile_of(self._model_id)
            if self._context.guard is not None:
                model = GuardedModel(model, self._context.guard)
            if values.local_guardrail_rules:  # around the guard, which counts what is sent
                found = self._context.factory.guardrails.note_verdict
                model = MaskedModel(model, values.local_guardrail_rules, found)
            if self._context.backoff is not None and not profile.runs_in_process:
                model = PausingModel(model, self._context.backoff)
            files = await self._select(question, for_model(attachments, sees_images=profile.sees_images))
            more_tools = self._more_tools(values) if profile.uses_tool_results else None
            tool_context = ToolContext(
                values, self._context.factory.aws, files, more_tools, await self._check_quotes(files)
            )
            outcome = await self._run(
                question, prompt(question, files), to_strands_messages(history), model, tool_context
            )
            if not outcome.text and outcome.stop_reason == "end_turn":
                raise UserFacingError(
                    "The model gave an empty answer; ask again, or choose another model.", code="empty_answer"
                )
            if self._study is None and (examples := examples_of(outcome.text)):
                self._emit(ExamplesOffered((), examples, needs_larger_model(outcome.text)))
            stop_reason = outcome.stop_reason
            if self._usages:
                self._context.factory.note_answer(self._model_id)
        except asyncio.CancelledError:
            stop_reason = "cancelled"
        except Exception as error:
            self._emit(errors.error_event((), error))
        self.finish(stop_reason)

    async def _run(
        self, question: str, asked: Prompt, history: Messages, model: Model, tool_context: ToolContext
    ) -> Outcome:
        """Run whatever the route names: the memory, the teacher or a specialist."""
        context = self._context
        if context.how == STUDY and context.route != MEMORY:
            writes = profile_of(self._model_id).uses_tool_results
            study = StudyTurn(model, self._output, context.study, writes=writes)
            try:
                return await study.answer(question, asked, history)
            finally:
                self._study = study.state
        if context.memory is not None and context.route in (AUTO, TEACHER, MEMORY):
            owner_memory = OwnerMemory(
                context.memory, context.owner, context.thread_id, context.links, self._make_quotable
            )
            memory = MemoryTurn(owner_memory, context.route, model, self._output)
            return await memory.answer(question, asked, history, tool_context)
        if context.route in (AUTO, TEACHER):
            return await run_teacher(asked, history, model, self._output, tool_context=tool_context)
        specialist = BY_NAME.get(context.route)
        if specialist is None:
            raise UserFacingError(
                "This way of answering is no longer offered here; choose another one.", code="no_route"
            )
        return await run_agent(
            model,
            specialist.prompt,
            await tool_context.tools_of(specialist.name, specialist.tools, (), self._emit),
            specialist.limits,
            asked,
            output=self._output,
            history=history,
            state=tool_context.to_invocation_state(),
        )

    async def _select(self, question: str, files: Sequence[Attachment]) -> tuple[Attachment, ...]:
        """Return the files with the passages that the model gets."""
        if not any(file.text for file in files):
            return tuple(files)
        searched_for = "" if question == UNASKED else question
        return await asyncio.to_thread(select, searched_for, files, passage_search)

    async def _check_quotes(self, files: Sequence[Attachment]) -> CheckedQuotes | None:
        """Have every quote of the answer looked up in the files, from here on."""
        quoted = await asyncio.to_thread(QuotedFiles, files) if files else QuotedFiles(())
        if not quoted and self._context.memory is None:
            return None
        self._quotes = CheckedQuotes(quoted, files)
        if quoted:
            self._output.quotes = QuoteFilter(self._quotes, marks=True)
        return self._quotes

    def _make_quotable(self, facts: Sequence[Fact]) -> None:
        """Have quotes looked up, from here on, in what was remembered for a model too."""
        if self._quotes is None or not facts or not profile_of(self._model_id).uses_tool_results:
            return
        self._quotes.files.add([quotable(fact, self._context.links) for fact in facts])
        if self._output.quotes is None:
            self._output.quotes = QuoteFilter(self._quotes, marks=True)

    def _more_tools(self, values: ParameterValues) -> MoreTools | None:
        context = self._context
        if context.mcp is None or not values.mcp_servers:
            return None
        return TurnTools(context.mcp, values, context.groups, context.approve).of_specialist

    def finish(self, stop_reason: StopReason) -> None:
        """Send the last event."""
        self._output.complete()
        price = self._values.price(self._model_id)
        is_checked = stop_reason == "end_turn" and self._study is None
        verdict = self._check.verdict(self._output.text) if is_checked else AnswerMark("")
        if verdict.mark == "differs":
            self._output.write_note(
                TranslatableText("By calculation it is {answer}, not what stands above.", answer=verdict.calculated)
            )
        if self._quotes is not None:
            is_written = is_checked and not profile_of(self._model_id).runs_in_process
            for note in self._quotes.notes(self._output.text if is_written else ""):
                self._output.write_note(note)
        text = self._output.text.strip()
        spent, kept = cost(price, self._usages), saved(price, self._usages)
        study = self._study.to_metadata() if self._study is not None else None
        self._emit(
            Done(
                (),
                text,
                stop_reason,
                self._model_id,
                spent,
                verdict.mark,
                self._check.unconfirmed,
                kept,
                study,
                tuple(map(asdict, self._quotes.sources)) if self._quotes is not None else (),
            )
        )

    def _emit(self, event: Event) -> None:
        if isinstance(event, Usage):
            self._usages.append(event)
        self._check.add_event(event)
        if self._context.trace is not None:
            self._context.trace.add_event(event)
        self.events.put(event)


def _refuse_unusable(question: str) -> None:
    if not question.strip():
        raise UserFacingError("The question is empty; write what you would like to know.", code="empty")
    if len(question) > MAX_QUESTION:
        raise UserFacingError(
            "The question has {characters} characters; at most {most} can be answered.",
            code="question_too_long",
            characters=f"{len(question):,}",
            most=f"{MAX_QUESTION:,}",
        )


async def _stop_when(cancel: asyncio.Event, work: "asyncio.Task[None]", finish: Callable[[StopReason], None]) -> None:
    """Cancel the work once `cancel` is set, and finish the turn even if a part of the work is slow to close."""
    await cancel.wait()
    work.cancel()
    _, slow = await asyncio.wait({work}, timeout=_CLOSING_SECONDS)
    if slow:
        finish("cancelled")


def to_strands_messages(history: Sequence[Message]) -> Messages:
    """Return a conversation in the shape that every model accepts: roles alternate, and the user begins."""
    messages: Messages = []
    for message in history:
        if not message.text.strip():
            continue
        if messages and messages[-1]["role"] == message.role:
            messages[-1]["content"].append({"text": message.text})
        elif messages or message.role == "user":
            messages.append({"role": message.role, "content": [{"text": message.text}]})
    if messages and messages[-1]["role"] == "user":
        messages.append({"role": "assistant", "content": [{"text": "(This question was not answered.)"}]})
    return messages
