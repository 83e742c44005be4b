"""A turn with its trace, asked of a scripted model."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

from agents.documents.attachments import Attachment
from agents.events import Event
from agents.turn.run_turn import Message, TurnContext, run_turn
from chat.observability.turn_trace import TurnSpans
from tests.agents.fakes.bedrock import (
    START,
    BedrockFake,
    calls,
    says,
    stop,
    text,
)

TEACHER = "You are the Teacher"
MATH = "patient mathematics teacher"
LANGUAGE = "teacher of languages"
MODEL = "us.amazon.nova-2-lite-v1:0"
THREAD = "0c2f7e0e-9f5c-4c1e-8a53-0a8c5b1f6a11"
# What a learner says, and what comes of it: none of it may leave.
SECRETS = ("Annemarie", "goldfish", "Zeppelin", "471108154711")  # a shorter number may stand in an id

Begin = Callable[..., TurnSpans]


async def traced(
    question: str,
    context: TurnContext,
    trace: TurnSpans,
    history: Sequence[Message] = (),
    files: Sequence[Attachment] = (),
) -> list[Event]:
    """Ask, and end the trace as the chat does."""
    events = [
        event async for event in run_turn(question, replace(context, trace=trace), history, asyncio.Event(), files)
    ]
    trace.end()
    return events


def script(bedrock: BedrockFake) -> None:
    """Let the teacher call two specialists at once, of whom one calls a tool."""
    bedrock.on(
        TEACHER, calls(("m1", "math_assistant", {"query": "1 + 1"}), ("l1", "language_assistant", {"query": "x"}))
    )
    bedrock.on(MATH, calls(("c1", "calculator", {"expression": "1 + 1"}), tokens=(20, 4)))
    bedrock.on(MATH, says("It is 2.", tokens=(30, 6)))
    bedrock.on(LANGUAGE, [START, *text("Deux."), *stop(tokens=(7, 3), cached=(100, 50))])
    bedrock.on(TEACHER, says("Two is deux.", tokens=(40, 8)))
