"""Whole turns on the embedded model: nothing outside this process answers."""

import asyncio

import pytest

from agents.events import Done, Text, ToolEnd, ToolInput, ToolStart, Usage
from agents.models.embedded import honesty
from agents.turn import Message, TurnContext, run_turn
from tests.agents.support import LOAN, ask, called, text_at


@pytest.mark.parametrize(
    ("question", "specialist", "part"),
    [
        ("Solve the quadratic equation x^2 + 5x + 6 = 0", "math_assistant", "**Answer:** x = −3 or x = −2"),
        ("What is 2 + 2?", "math_assistant", "**Answer:** 4"),
        ("What is 5 * 7?", "math_assistant", "**Answer:** 35"),
        ("Help me improve this sentence: Me and him went to store", "english_assistant", honesty.CAUTION),
        ("Translate 'Hello, how are you?' to Spanish", "language_assistant", "Hola, ¿cómo estás?"),
        ("Write a Python function to check if a string is a palindrome", "computer_science_assistant", "def "),
        ("What is the capital of France?", "general_assistant", honesty.CAUTION),
        (LOAN, "loan_offering_assistant", "You gave 59 numbers"),
    ],
)
async def test_the_guides_questions_reach_their_specialist(
    embedded: TurnContext, question: str, specialist: str, part: str
) -> None:
    events = await ask(question, embedded)
    assert called(events) == [specialist]
    done = events[-1]
    assert isinstance(done, Done)
    assert (done.stop_reason, done.model) == ("end_turn", "embedded")
    assert part in done.text
    assert done.text == text_at(events).strip()


async def test_the_calculator_is_a_step_inside_the_specialist(embedded: TurnContext) -> None:
    events = await ask("What is 15% of 240?", embedded)
    steps = [event for event in events if not isinstance(event, Text | Usage)]
    math = steps[0].path
    calculator = steps[2].path
    assert calculator[:-1] == math
    assert [type(event) for event in steps] == [ToolStart, ToolInput, ToolStart, ToolInput, ToolEnd, ToolEnd, Done]
    assert steps[3] == ToolInput(calculator, {"operation": "evaluate", "expression": "15% * 240"})
    assert steps[4] == ToolEnd(calculator, "15 / 100 · 240 = 36\n\n**Answer:** 36", ok=True)
    usage = {event.path: event for event in events if isinstance(event, Usage)}
    assert set(usage) == {(), math}
    assert all(event.input_tokens > 0 and event.output_tokens > 0 for event in usage.values())


async def test_two_requests_go_to_two_specialists(embedded: TurnContext) -> None:
    events = await ask("What is 12 times 12? Translate 'Hello, how are you?' to French.", embedded)
    assert sorted(called(events)) == ["language_assistant", "math_assistant"]
    assert "144" in text_at(events)
    assert "Bonjour" in text_at(events)


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("What was my previous question?", "Your previous question was: “Solve x^2 - 4 = 0”"),
        ("What was the first thing I asked?", "Your first question was: “Hi there”"),
        ("Hello!", "Hello! What would you like to learn today?"),
        ("Thanks a lot", "You are welcome. Ask me anything else you would like to learn."),
    ],
)
async def test_questions_about_the_conversation_need_no_specialist(
    embedded: TurnContext, question: str, reply: str
) -> None:
    history = [
        Message("user", "Hi there"),
        Message("assistant", "Hello."),
        Message("user", "Solve x^2 - 4 = 0"),
        Message("assistant", "x = 2 or x = -2"),
    ]
    events = await ask(question, embedded, history)
    assert called(events) == []
    assert text_at(events) == reply


async def test_a_follow_up_is_understood_from_the_history(embedded: TurnContext) -> None:
    history = [Message("user", "Solve x^2 + 5x + 6 = 0"), Message("assistant", "x = -3 or x = -2")]
    events = await ask("and what is its discriminant?", embedded, history)
    assert called(events) == ["math_assistant"]
    assert "The discriminant is D = b² − 4ac = 5² − 4·1·6 = 1." in text_at(events)


async def test_translation_is_declined_in_a_sentence(embedded: TurnContext) -> None:
    events = await ask("Translate 'The cat sleeps on the roof' to German", embedded)
    assert called(events) == ["language_assistant"]
    assert "Translation needs a larger model" in text_at(events)


async def test_cancelling_stops_the_generation(embedded: TurnContext) -> None:
    cancel = asyncio.Event()
    events = []
    async for event in run_turn("Tell me about the Roman Empire", embedded, [], cancel):
        events.append(event)
        if isinstance(event, Text):
            cancel.set()
    assert isinstance(events[-1], Done)
    assert events[-1].stop_reason == "cancelled"
    assert called(await ask("What is 3 * 3?", embedded)) == ["math_assistant"]
