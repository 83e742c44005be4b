"""However often and wherever a learner stops an answer, the conversation stays one that the model accepts."""

import asyncio
import json
import random
from collections.abc import Callable, Sequence
from typing import Any

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


def brain(write: Dialect, dice: random.Random) -> Callable[[dict[str, Any]], AnswerMessage]:
    """A model that answers, calls one specialist or two, who call the calculator or not; each as it likes."""
    number = 0

    def think(body: dict[str, Any]) -> AnswerMessage:
        nonlocal number
        number += 1
        told = json.dumps(body["messages"][-1])
        answered = "toolResult" in told or '"role": "tool"' in told
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
    """What the chat keeps of a turn: the question, and each message of the teacher's that people saw."""
    messages, said = [Message("user", question)], ""
    for event in events:
        match event:
            case Text(path=(), text=text):
                said += text
            case Retry(path=()):
                said = ""
            case ToolStart() | Done():
                note = NOTES.get(event.stop_reason, "") if isinstance(event, Done) else ""
                if said + note:
                    messages.append(Message("assistant", f"{said}\n\n{note}" if said and note else said + note))
                said = ""
    return messages


async def stopped(question: str, context: TurnContext, history: Sequence[Message], dice: random.Random) -> list[Event]:
    """Ask, and stop after so many events and then so many steps of the loop."""
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


async def test_stopping_anywhere_never_corrupts_a_conversation(provider: Provider) -> None:
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
        history += kept[: dice.choice([1, *[len(kept)] * 9])]  # now and then the server dies before it is kept
        stops += done[0].stop_reason == "cancelled"
        turns += 1
        if turns % 10 == 0:
            whole = await ask("And now?", context, history)
            assert isinstance(whole[-1], Done)
            assert whole[-1].stop_reason == "end_turn"
            history += stored("And now?", whole)
    assert len(fake.requests) > turns
    for body in fake.requests:
        check(body["messages"])
