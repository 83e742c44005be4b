"""One turn: a question, who asks it, and the state of its answer. Each piece of state has its one owner here."""

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import chainlit as cl

from agents.turn.routes import ANSWER, AUTO
from chat.chainlit_adapter.session import begins_conversation, edge_trace_header, root_step_id
from chat.identity.caller import Caller
from chat.observability.traces import Traces
from chat.turns.running_answers import ConversationKey
from chat.ui.event_renderer import EventRenderer
from chat.ui.mode_pickers import HOW, MODEL, ROUTE, ModePickers
from chat.usage.meter import UsageMeter

if TYPE_CHECKING:
    from chat.observability.turn_trace import TurnSpans


@dataclass(slots=True)
class Turn:
    """The state of one turn.

    Attributes:
        caller: The person who asks.
        thread_id: The conversation.
        question: The message that is answered.
        renderer: Shows the answer on the page.
        usage: Counts the tokens of the turn; the page and the accounts both read them here.
        begins_conversation: Whether nothing was in the conversation before.
        trace: Its spans; None where turns are not traced.
        cancel: Set to stop the answer.
        interrupted: Whether the server stopped the answer, and not the person.
        has_waited: Whether another turn of the conversation was answered first.
    """

    caller: Caller
    thread_id: str
    question: cl.Message
    renderer: EventRenderer
    usage: UsageMeter
    begins_conversation: bool = False
    trace: "TurnSpans | None" = None
    cancel: asyncio.Event = field(default_factory=asyncio.Event)
    interrupted: bool = False
    has_waited: bool = False

    @classmethod
    def begin(
        cls,
        caller: Caller,
        thread_id: str,
        question: cl.Message,
        pickers: ModePickers,
        traces: Traces | None = None,
    ) -> "Turn":
        """Begin the turn of a question on the page that is the current context."""
        usage, route = UsageMeter(), _route(question)
        how = _mode(question, HOW) or ANSWER
        renderer = EventRenderer(question.id, route, root_step_id(), usage, pickers.model_name, how)
        turn = cls(caller, thread_id, question, renderer, usage, begins_conversation())
        if traces is not None:
            turn.trace = traces.begin_turn(
                thread_id=thread_id, question_id=question.id, route=route, how=how, edge_header=edge_trace_header()
            )
        return turn

    @property
    def owner(self) -> str:
        """The subject that owns the conversation."""
        return self.caller.sub

    @property
    def conversation(self) -> ConversationKey:
        """The conversation, by its owner and id."""
        return ConversationKey(self.owner, self.thread_id)

    @property
    def route(self) -> str:
        """Who is asked: one of `agents.turn.routes`, or a specialist's name."""
        return _route(self.question)

    @property
    def model_id(self) -> str | None:
        """The picked model; None for the default one."""
        return _mode(self.question, MODEL)

    @property
    def how(self) -> str:
        """How the question is answered: with the answer, or with hints."""
        return _mode(self.question, HOW) or ANSWER

    def stop(self) -> None:
        """Stop the answer for the person."""
        self.cancel.set()

    def interrupt(self) -> None:
        """Stop the answer because the server ends; what there is of it is saved as partial."""
        self.interrupted = True
        self.cancel.set()


def _route(question: cl.Message) -> str:
    return _mode(question, ROUTE) or AUTO


def _mode(question: cl.Message, picker: str) -> str | None:
    return (question.modes or {}).get(picker) or None
