"""One question and its whole answer, told as events."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from strands.models import Model
from strands.types.content import Messages

from agents import errors
from agents.agent.orchestrator import teach
from agents.agent.runner import Outcome, run_agent
from agents.documents.attachments import UNASKED, Attachment, Prompt, for_model, prompt
from agents.events import Done, Event, Retry, StopReason, Text, ToolEnd, Usage
from agents.memory.formatting import MemoryLinks
from agents.memory.owner_memory import OwnerMemory
from agents.memory.service import MemoryService
from agents.models.factory import ModelFactory
from agents.parameters import Parameters, ParameterValues
from agents.pricing import cost
from agents.specialists import BY_NAME
from agents.tools.base import Desk
from agents.turn.event_buffer import EventBuffer
from agents.turn.memory_turn import MemoryTurn
from agents.turn.routes import AUTO, MEMORY, TEACHER

MAX_QUESTION = 20_000
_HISTORY_MESSAGES = 40
_HISTORY_CHARACTERS = 60_000
_CLOSING_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Message:
    """One remembered message of the conversation."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class TurnContext:
    """Whose question it is and what answers it.

    Args:
        owner: The person's subject.
        thread_id: The conversation.
        factory: Where models come from.
        parameters: The live parameters.
        model_id: The model the learner has chosen; None is the default.
        route: Where the question goes: one of `agents.turn.routes`, or a specialist's name.
        memory: What people asked to be remembered; None where there is none.
        links: Where answers lead to what is remembered.
    """

    owner: str
    thread_id: str
    factory: ModelFactory
    parameters: Parameters
    model_id: str | None = None
    route: str = AUTO
    memory: MemoryService | None = None
    links: MemoryLinks = field(default_factory=MemoryLinks)


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
        context: Whose question it is and what answers it.
        history: The conversation so far, oldest first, without the question.
        cancel: Set it to stop; the model's stream is closed within 100 ms.
        attachments: The files that belong to it, those of the question itself first.

    Yields:
        The events, exactly one `Done` last. A failure is an `Error` and a `Done`, never an exception. Text is told
        as it comes, but not more often than every `gathering.INTERVAL`.
    """
    turn = _Turn(context)
    work = asyncio.create_task(turn.answer(question, history, attachments))
    stop = asyncio.create_task(_stop_when(cancel, work, turn.finish))
    try:
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


class _Turn:
    """The events of one turn, and the teacher's text as far as it stands."""

    def __init__(self, context: TurnContext) -> None:
        self.events = EventBuffer()
        self._context = context
        self._model = context.model_id or ""
        self._values = ParameterValues()
        self._used: list[Usage] = []
        self._settled = ""
        self._attempt = ""

    async def answer(self, question: str, history: Sequence[Message], attachments: Sequence[Attachment]) -> None:
        stop_reason: StopReason = "error"
        try:
            if not question.strip() and attachments:
                question = UNASKED
            if not question.strip():
                raise errors.UserFacingError("The question is empty; write what you would like to know.", code="empty")
            if len(question) > MAX_QUESTION:
                raise errors.UserFacingError(
                    "The question has {characters} characters; at most {most} can be answered.",
                    code="question_too_long",
                    characters=f"{len(question):,}",
                    most=f"{MAX_QUESTION:,}",
                )
            self._values = values = await self._context.parameters.current()
            model = await self._context.factory.create(self._context.model_id, values)
            self._model = str(model.get_config()["model_id"])
            files = for_model(attachments, self._model)
            desk = Desk(values, self._context.factory.aws, files)
            outcome = await self._respond(question, prompt(question, files), remembered(history), model, desk)
            if not outcome.text and outcome.stop_reason == "end_turn":
                raise errors.UserFacingError(
                    "The model gave an empty answer; ask again, or choose another model.", code="empty_answer"
                )
            stop_reason = outcome.stop_reason
        except asyncio.CancelledError:
            stop_reason = "cancelled"
        except Exception as error:
            self._emit(errors.error_event((), error))
        self.finish(stop_reason)

    async def _respond(self, question: str, asked: Prompt, history: Messages, model: Model, desk: Desk) -> Outcome:
        context = self._context
        if context.memory is not None and context.route in (AUTO, TEACHER, MEMORY):
            owner_memory = OwnerMemory(context.memory, context.owner, context.thread_id, context.links)
            memory = MemoryTurn(owner_memory, context.route, model, self._emit)
            return await memory.answer(question, asked, history, desk)
        if context.route in (AUTO, TEACHER):
            return await teach(asked, history, model, self._emit, desk=desk)
        specialist = BY_NAME.get(context.route)
        if specialist is None:
            raise errors.UserFacingError(
                "This way of answering is no longer offered here; choose another one.", code="no_route"
            )
        return await run_agent(
            model,
            specialist.prompt,
            specialist.tools,
            specialist.limits,
            asked,
            path=(),
            emit=self._emit,
            history=history,
            state=desk.on(),
        )

    def finish(self, stop_reason: StopReason) -> None:
        spent = cost(self._values.price(self._model), self._used)
        self._emit(Done((), (self._settled + self._attempt).strip(), stop_reason, self._model, spent))

    def _emit(self, event: Event) -> None:
        match event:
            case Text(path=(), text=text):
                self._attempt += text
            case ToolEnd(path=(_,)):
                self._settled += self._attempt
                self._attempt = ""
            case Retry(path=()):
                self._attempt = ""
            case Usage():
                self._used.append(event)
        self.events.put(event)


async def _stop_when(cancel: asyncio.Event, work: "asyncio.Task[None]", finish: Callable[[StopReason], None]) -> None:
    """Cancel the work when asked to, and end the turn even if some part of it is slow to close."""
    await cancel.wait()
    work.cancel()
    _, slow = await asyncio.wait({work}, timeout=_CLOSING_SECONDS)
    if slow:
        finish("cancelled")


def remembered(history: Sequence[Message]) -> Messages:
    """Put the latest part of a conversation into the shape models take: roles alternate, the user begins."""
    kept: list[Message] = []
    characters = 0
    for message in reversed(history[-_HISTORY_MESSAGES:]):
        characters += len(message.text)
        if characters > _HISTORY_CHARACTERS:
            break
        if message.text.strip():
            kept.append(message)
    messages: Messages = []
    for message in reversed(kept):
        if messages and messages[-1]["role"] == message.role:
            messages[-1]["content"].append({"text": message.text})
        elif messages or message.role == "user":
            messages.append({"role": message.role, "content": [{"text": message.text}]})
    if messages and messages[-1]["role"] == "user":
        messages.append({"role": "assistant", "content": [{"text": "(This question was not answered.)"}]})
    return messages
