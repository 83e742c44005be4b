"""The conversation stays valid for the model, wherever and however often a learner stops an answer."""

import asyncio
import json
import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from agents.events import Done, Event, Retry, Text, ToolStart
from agents.models.factory import DEFAULT_BEDROCK
from agents.turn.run_turn import Message, TurnContext, run_turn
from tests.agents.fakes.bedrock import BedrockFake
from tests.agents.fakes.dialects import Dialect, Provider
from tests.agents.fakes.scripted import AnswerMessage
from tests.agents.support import ask
from tests.agents.validity import check_chat, check_converse

STOPS = {DEFAULT_BEDROCK: 200}
NOTES = {"cancelled": "*Stopped.*"}

# Each stop in a calculation ends the process, and SymPy needs a second to start again.
pytestmark = pytest.mark.usefixtures("adder")


def brain(write: Dialect, dice: random.Random) -> Callable[[dict[str, Any]], AnswerMessage]:
    """A model that answers, or calls one or two specialists, which call the calculator or not, at random."""
    number = 0

    def think(body: dict[str, Any]) -> AnswerMessage:
        nonlocal number
        number += 1
        last = json.dumps(body["messages"][-1])
        answered = "toolResult" in last or '"role": "tool"' in last
        teacher = "You are the Teacher" in json.dumps([body.get("system"), body["messages"][0]])
        if answered or (teacher and dice.random() < 0.2):
            return write.says("Here ", "is ", "the answer.")
        if teacher:
            both = [("math_assistant", {"query": "1 + 1"}), ("language_assistant", {"query": "two in French"})]
            chosen = dice.sample(both, dice.choice([1, 2]))
            uses = [(f"t{number}_{index}", name, given) for index, (name, given) in enumerate(chosen)]
            return write.calls(*uses, said=dice.choice(["", "One moment. "]))
        if "patient mathematics teacher" in json.dumps(body) and dice.random() < 0.5:
            return write.calls((f"c{number}", "calculator", {"expression": "1 + 1"}), said=dice.choice(["", "Hm. "]))
        return write.says("Two, ", "deux.")

    return think


def stored(question: str, events: Sequence[Event]) -> list[Message]:
    """The messages that the chat stores of a turn: the question, and each message of the teacher."""
    messages, text_so_far = [Message("user", question)], ""
    for event in events:
        match event:
            case Text(path=(), text=text):
                text_so_far += text
            case Retry(path=()):
                text_so_far = ""
            case ToolStart() | Done():
                note = NOTES.get(event.stop_reason, "") if isinstance(event, Done) else ""
                if text_so_far + note:
                    messages.append(
                        Message("assistant", f"{text_so_far}\n\n{note}" if text_so_far and note else text_so_far + note)
                    )
                text_so_far = ""
    return messages


async def stopped(question: str, context: TurnContext, history: Sequence[Message], dice: random.Random) -> list[Event]:
    """Ask, and stop after a random number of events and then of steps of the event loop."""
    cancel = asyncio.Event()
    events: list[Event] = []
    seen, steps = dice.randrange(14), dice.choice([0, 0, 1, 3, 10, 40])

    async def stop() -> None:
        for _ in range(steps):
            await asyncio.sleep(0)
        cancel.set()

    stopping = asyncio.create_task(stop()) if seen == 0 else None
    async for event in run_turn(question, context, history, cancel):
        events.append(event)
        if len(events) == seen and stopping is None:
            stopping = asyncio.create_task(stop())
    if stopping is not None:
        await stopping
    return events


async def test_cancellation_at_any_point_keeps_the_conversation_valid(provider: Provider) -> None:
    dice = random.Random(20_260_401)
    fake, context = provider.fake, provider.context
    fake.think(brain(provider.write, dice))
    check = check_converse if isinstance(fake, BedrockFake) else check_chat
    history: list[Message] = []
    stops, turns = 0, 0
    while stops < STOPS.get(provider.model, 40):
        events = await stopped(f"Question {turns}", context, history, dice)
        done = [event for event in events if isinstance(event, Done)]
        assert done == [events[-1]]
        assert done[0].stop_reason in ("cancelled", "end_turn")
        kept = stored(f"Question {turns}", events)
        history += kept[: dice.choice([1, *[len(kept)] * 9])]  # sometimes the server stops before the answer is stored
        stops += done[0].stop_reason == "cancelled"
        turns += 1
        if turns % 10 == 0:
            whole = await ask("And now?", context, history)
            assert isinstance(whole[-1], Done)
            assert whole[-1].stop_reason == "end_turn"
            history = []  # a new conversation, because each request carries the whole of it
    assert len(fake.requests) > turns
    for body in fake.requests:
        check(body["messages"])
