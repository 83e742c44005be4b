import asyncio
from collections.abc import Sequence

import pytest

from agents import pace
from agents.documents.attachments import Attachment
from agents.events import Done, Event, FactSaved, Text, ToolStart
from agents.turn.run_turn import Message, TurnContext, run_turn

LOAN = (
    "Will a person with these features accept the loan: 29,2,999,0,1,0,0.0,1.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,"
    "0.0,1.0,0.0,0.0,0.0,0.0,1.0,0.0,0.0,0.0,0.0,0.0,1.0,0.0,0.0,1.0,0.0,0.0,1.0,0.0,0.0,0.0,1.0,0.0,0.0,0.0,0.0,1.0,"
    "0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0,0.0,0.0,1.0,0.0"
)


def set_pace(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let text be passed on after exactly so long, however many answers run."""
    monkeypatch.setattr(pace, "MIN_SECONDS", seconds)
    monkeypatch.setattr(pace, "MAX_SECONDS", seconds)


async def ask(question: str, context: TurnContext, history: Sequence[Message] = ()) -> list[Event]:
    return [event async for event in run_turn(question, context, history, asyncio.Event())]


async def ask_with(question: str, context: TurnContext, attachments: Sequence[Attachment]) -> list[Event]:
    return [event async for event in run_turn(question, context, [], asyncio.Event(), attachments)]


def text_at(events: Sequence[Event], *path: str) -> str:
    return "".join(event.text for event in events if isinstance(event, Text) and event.path == path)


def called(events: Sequence[Event]) -> list[str]:
    """The names of the specialists that were called."""
    return [event.name for event in events if isinstance(event, ToolStart) and len(event.path) == 1]


def answer(events: list[Event]) -> str:
    assert isinstance(events[-1], Done)
    return events[-1].text


def saved(events: list[Event]) -> list[str]:
    return [event.fact_id for event in events if isinstance(event, FactSaved)]
