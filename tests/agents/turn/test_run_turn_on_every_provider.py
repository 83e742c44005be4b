"""Turns on every provider, each over its own protocol and real HTTP."""

import asyncio
import json
import logging

import pytest

from agents.agent import retry
from agents.events import Done, Error, Reasoning, Retry, Text, TextTakenBack, ToolEnd, ToolInput, ToolStart, Usage
from agents.turn.run_turn import Message, run_turn
from tests.agents.fakes.dialects import Provider
from tests.agents.fakes.scripted import Drop, Pause, Step
from tests.agents.support import ask, called, text_at
from tests.support.waiting import PATIENCE

TEACHER = "You are the Teacher"
MATH = "patient mathematics teacher"
LANGUAGE = "teacher of languages"


async def test_nested_answer_is_complete_and_its_usage_adds_up(provider: Provider) -> None:
    fake, write = provider.fake, provider.write
    fake.on(TEACHER, write.calls(("m1", "math_assistant", {"query": "6 * 7"}), tokens=(10, 5)))
    fake.on(MATH, write.calls(("c1", "calculator", {"expression": "6 * 7"}), said="Let me see. ", tokens=(20, 4)))
    fake.on(MATH, write.says("It is 42.", tokens=(30, 6)))
    fake.on(TEACHER, write.says("The answer is 42.", tokens=(40, 8)))

    events = await ask("What is 6 * 7?", provider.context)

    math, calculator = [event.path for event in events if isinstance(event, ToolStart)]
    assert calculator[:-1] == math
    assert events == [
        ToolStart(math, "math_assistant", "Math", "sigma"),
        ToolInput(math, {"query": "6 * 7"}),
        Text(math, "Let me see. "),
        ToolStart(calculator, "calculator", "Calculator", "calculator"),
        ToolInput(calculator, {"expression": "6 * 7"}),
        ToolEnd(calculator, "6 · 7 = 42.\n\n**Answer:** 42\n\nChecked by decimals to fifty digits.", ok=True),
        Text(math, "\n\nIt is 42."),
        Usage(math, 50, 10),
        ToolEnd(math, "Let me see. \n\nIt is 42.", ok=True),
        Text((), "The answer is 42."),
        Usage((), 50, 13),
        Done((), "The answer is 42.", "end_turn", provider.model),
    ]


async def test_two_specialists_run_concurrently(provider: Provider) -> None:
    """Each reply waits until the other has begun, so running them in sequence would never end."""
    fake, write = provider.fake, provider.write
    first, second = Pause(), Pause()
    both = ("m1", "math_assistant", {"query": "double 4"}), ("l1", "language_assistant", {"query": "eight in French"})
    fake.on(TEACHER, write.calls(*both))
    fake.on(MATH, [*write.half("8"), first, *write.says(" eight")])
    fake.on(LANGUAGE, [*write.half("huit"), second, *write.says(" !")])
    fake.on(TEACHER, write.says("8 is huit."))
    running = asyncio.create_task(ask("Double 4 and say it in French", provider.context))
    await first.reached.wait()
    await second.reached.wait()
    first.release.set()
    second.release.set()
    events = await running
    paths = {event.name: event.path for event in events if isinstance(event, ToolStart)}
    assert text_at(events, *paths["math_assistant"]) == "8 eight"
    assert text_at(events, *paths["language_assistant"]) == "huit !"


async def test_temperature_reaches_every_specialist(provider: Provider) -> None:
    fake, write = provider.fake, provider.write
    fake.parameters |= {"temperature": "0.55"}
    fake.on(
        TEACHER, write.calls(("m1", "math_assistant", {"query": "1"}), ("l1", "language_assistant", {"query": "2"}))
    )
    fake.on(MATH, write.calls(("c1", "calculator", {"expression": "1 + 0"})))
    fake.on(MATH, write.says("1"))
    fake.on(LANGUAGE, write.says("deux"))
    fake.on(TEACHER, write.says("1, deux"))
    await ask("Both", provider.context)
    temperatures = [body.get("inferenceConfig", body)["temperature"] for body in fake.requests]
    assert temperatures == [0.55] * 5


async def test_reasoning_is_separate_from_text(provider: Provider) -> None:
    provider.fake.on(TEACHER, provider.write.thinks("hm, ", "Hello."))
    events = await ask("Hello", provider.context)
    assert events[:2] == [Reasoning((), "hm, "), Text((), "Hello.")]


async def test_reasoning_between_tags_is_no_part_of_an_answer(provider: Provider) -> None:
    """It is not shown, not given to the teacher, not sent back, and no part of the result."""
    fake, write = provider.fake, provider.write
    fake.on(TEACHER, write.calls(("m1", "math_assistant", {"query": "6 * 7"}), said="<think>ask math</think>I ask. "))
    fake.on(MATH, write.says("<thin", "king>secret one</thinking>", "It is 42."))
    fake.on(TEACHER, write.says("secret two", "</think>", "The answer is 42."))
    events = await ask("What is 6 * 7?", provider.context)
    (math,) = [event.path for event in events if isinstance(event, ToolStart)]
    assert text_at(events, *math) == "It is 42."
    assert ToolEnd(math, "It is 42.", ok=True) in events
    assert Reasoning(math, "secret one") in events
    assert TextTakenBack(()) in events
    assert events[-1] == Done((), "I ask. \n\nThe answer is 42.", "end_turn", provider.model, mark="unchecked")
    sent = json.dumps(fake.requests)
    assert "ask math" not in sent
    assert "secret" not in sent


async def test_multibyte_characters_survive(provider: Provider) -> None:
    words = "∫ x² dx = ⅓ x³ — ¡Olé! 你好 👩‍🏫"
    provider.fake.on(TEACHER, provider.write.says(*words))
    events = await ask(words, provider.context)
    assert text_at(events) == words
    assert words in json.dumps(provider.fake.requests[0], ensure_ascii=False)


async def test_cut_answer_keeps_its_text_and_its_stop_reason(provider: Provider) -> None:
    fake, write = provider.fake, provider.write
    fake.on(TEACHER, write.cut("Once upon a", tokens=(7, 3)))
    events = await ask("Tell me a story", provider.context)
    assert events[-2:] == [Usage((), 7, 3), Done((), "Once upon a", "max_tokens", provider.model)]


@pytest.mark.parametrize("broken", ["dropped", "ended early", "throttled"])
async def test_reply_that_breaks_off_is_withdrawn_and_requested_again(
    provider: Provider, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "FIRST_DELAY", 0.01)
    ends: dict[str, list[Step]] = {
        "dropped": [Drop()],
        "ended early": [],
        "throttled": [provider.write.THROTTLED_HALFWAY],
    }
    provider.fake.on(TEACHER, [*provider.write.half("Half an ans"), *ends[broken]])
    provider.fake.on(TEACHER, provider.write.says("The whole answer."))
    events = await ask("Hello", provider.context)
    assert [type(event) for event in events] == [Text, Retry, Text, Usage, Done]
    assert events[-1] == Done((), "The whole answer.", "end_turn", provider.model)


async def test_third_failure_becomes_an_error(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_DELAY", 0.01)
    for _ in range(3):
        provider.fake.on(TEACHER, [*provider.write.half("Half"), Drop()])
    events = await ask("Hello", provider.context)
    assert len([event for event in events if isinstance(event, Retry)]) == 2
    (error,) = [event for event in events if isinstance(event, Error)]
    assert error.message == "The model stopped answering before it was done; please ask again."


async def test_retry_is_announced_before_the_wait(provider: Provider) -> None:
    provider.fake.on(TEACHER, [*provider.write.half("Half"), provider.write.THROTTLED_HALFWAY])
    turn = run_turn("Hello", provider.context, [], asyncio.Event())
    assert [await anext(turn), await anext(turn)] == [Text((), "Half"), Retry((), 1.0)]
    assert len(provider.fake.requests) == 1
    await turn.aclose()


@pytest.mark.parametrize("where", ["teacher", "specialist"])
async def test_conversation_continues_after_a_cancellation(provider: Provider, where: str) -> None:
    """The server sends nothing after the cancellation, so only closing the socket can end the read."""
    fake, write = provider.fake, provider.write
    pause = Pause()
    if where == "teacher":
        fake.on(TEACHER, [*write.half("So far"), pause])
    else:
        fake.on(TEACHER, write.calls(("m1", "math_assistant", {"query": "x"}), said="So far"))
        fake.on(MATH, [*write.half("inside"), pause])
    cancel = asyncio.Event()
    turn = run_turn("Hello", provider.context, [], cancel)
    events = []
    async for event in turn:
        events.append(event)
        if isinstance(event, Text) and len(event.path) == (where == "specialist"):
            cancel.set()
    assert events[-1] == Done((), "So far", "cancelled", provider.model)
    await asyncio.wait_for(pause.left.wait(), PATIENCE)

    fake.on(TEACHER, write.says("Here I am."))
    events = await ask("Go on", provider.context, [Message("user", "Hello"), Message("assistant", "So far")])
    assert events[-1] == Done((), "Here I am.", "end_turn", provider.model)


async def test_closing_the_generator_closes_the_connection(provider: Provider) -> None:
    pause = Pause()
    provider.fake.on(TEACHER, [*provider.write.half("So far"), pause])
    turn = run_turn("Hello", provider.context, [], asyncio.Event())
    assert await anext(turn) == Text((), "So far")
    await turn.aclose()
    await asyncio.wait_for(pause.left.wait(), PATIENCE)


async def test_empty_answer_is_an_error(provider: Provider) -> None:
    provider.fake.on(TEACHER, provider.write.says())
    events = await ask("Hello", provider.context)
    (error,) = [event for event in events if isinstance(event, Error)]
    assert "empty answer" in error.message
    assert isinstance(events[-1], Done)
    assert events[-1].stop_reason == "error"


async def test_no_text_of_the_conversation_reaches_the_log(
    provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    fake, write = provider.fake, provider.write
    fake.on(TEACHER, write.calls(("m1", "math_assistant", {"query": "xyzzy-query"})))
    fake.on(MATH, write.says("xyzzy-result"))
    fake.on(TEACHER, write.says("xyzzy-answer"))
    with caplog.at_level(logging.INFO):
        events = await ask("xyzzy-question", provider.context)
    assert called(events) == ["math_assistant"]
    written = [str(value) for record in caplog.records for value in (record.getMessage(), *record.__dict__.values())]
    assert "xyzzy" not in "".join(written)
