"""Turns through the real Bedrock model and HTTP, against scripted event-stream bytes."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from agents.documents.attachments import PAGE_END, Attachment
from agents.events import Done, Event, Reasoning, Text, ToolEnd, ToolInput, ToolStart, Usage
from agents.turn.run_turn import Message, TurnContext, run_turn
from tests.agents.documents.test_quote_filter import FALSE, FORMS, SIGNS, TRUE
from tests.agents.fakes.bedrock import (
    START,
    BedrockFake,
    Pause,
    reasoning,
    says,
    stop,
    text,
    tool_use,
)
from tests.agents.support import ask, ask_with, text_at
from tests.support.waiting import PATIENCE

TEACHER = "You are the Teacher"
MATH = "patient mathematics teacher"
LANGUAGE = "teacher of languages"


@pytest.mark.parametrize(
    ("said", "mark", "ends"),
    [
        ("The answer is 42.", "checked", "The answer is 42."),
        ("The answer is 48.", "differs", "The answer is 48.\n\nBy calculation it is 42, not what stands above."),
        ("Let us look at it together.", "unchecked", "Let us look at it together."),
    ],
)
async def test_an_answer_is_compared_with_the_calculation(
    on_bedrock: TurnContext, bedrock: BedrockFake, said: str, mark: str, ends: str
) -> None:
    bedrock.on(TEACHER, [START, *tool_use("m1", "math_assistant", query="6 * 7"), *stop("tool_use")])
    bedrock.on(MATH, [START, *tool_use("c1", "calculator", expression="6 * 7"), *stop("tool_use")])
    bedrock.on(MATH, says("I have it."))
    bedrock.on(TEACHER, says(said))
    *_, done = await ask("What is 6 * 7?", on_bedrock)
    assert isinstance(done, Done)
    assert (done.mark, done.text) == (mark, ends)


async def test_a_plain_question_waits_for_no_thread(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    """A hundred people who ask at once would wait for sixteen."""
    bedrock.on(TEACHER, says("Hello."))
    await ask("Hello!", on_bedrock)  # reads the parameters and makes the model
    ended = ThreadPoolExecutor()
    ended.shutdown()
    asyncio.get_running_loop().set_default_executor(ended)
    bedrock.on(TEACHER, says("Hello again."))
    assert text_at(await ask("Hello!", on_bedrock)) == "Hello again."


@pytest.mark.parametrize("form", FORMS)
async def test_a_fabricated_quote_is_never_shown_as_one(
    form: str, on_bedrock: TurnContext, bedrock: BedrockFake
) -> None:
    file = Attachment("cells.pdf", "application/pdf", f"Contents{PAGE_END}{TRUE}.")
    said = form.format(FALSE)
    bedrock.on(TEACHER, says(*(said[at : at + 5] for at in range(0, len(said), 5))))

    *events, done = await ask_with("What moves?", on_bedrock, [file])

    assert isinstance(done, Done)
    assert FALSE in done.text
    for shown in (text_at(events), done.text.partition("\n\nSome words stood in quotation marks")[0]):
        assert not set(shown) & SIGNS
        assert not re.search(r"^\W*>", shown)


async def test_only_words_of_the_file_stand_in_quotation_marks(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    file = Attachment("cells.pdf", "application/pdf", f"Contents{PAGE_END}Water moves through the membrane.")
    bedrock.on(TEACHER, [START, *tool_use("m1", "language_assistant", query="Read it"), *stop("tool_use")])
    bedrock.on(LANGUAGE, says('It says "sugar moves through the membrane" and "water moves through".'))
    bedrock.on(TEACHER, says('It says "water moves through the membrane", not "sugar moves through the membrane".'))

    *events, done = await ask_with("What moves?", on_bedrock, [file])

    assert text_at(events, "m1") == 'It says sugar moves through the membrane and "water moves through".'
    assert isinstance(done, Done)
    assert done.text == (
        'It says "water moves through the membrane"⁽¹⁾, not sugar moves through the membrane.\n\n'
        "⁽¹⁾ in cells.pdf, page 2 of 2\n\n"
        "Some words stood in quotation marks but are not in your file; the marks were removed."
    )
    assert text_at(events) == done.text


async def test_events_of_a_nested_answer_come_in_order(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    bedrock.on(TEACHER, [START, *reasoning("hm"), *tool_use("m1", "math_assistant", query="6 * 7"), *stop("tool_use")])
    bedrock.on(
        MATH,
        [START, *text("Let me see. "), *tool_use("c1", "calculator", expression="6 * 7"), *stop("tool_use", (20, 4))],
    )
    bedrock.on(MATH, says("It is 42.", tokens=(30, 6)))
    bedrock.on(TEACHER, says("The answer is 42.", tokens=(40, 8)))

    events = await ask("What is 6 * 7?", on_bedrock)

    assert events == [
        Reasoning((), "hm"),
        ToolStart(("m1",), "math_assistant", "Math", "sigma"),
        ToolInput(("m1",), {"query": "6 * 7"}),
        Text(("m1",), "Let me see. "),
        ToolStart(("m1", "c1"), "calculator", "Calculator", "calculator"),
        ToolInput(("m1", "c1"), {"expression": "6 * 7"}),
        ToolEnd(("m1", "c1"), "6 · 7 = 42.\n\n**Answer:** 42\n\nChecked by decimals to fifty digits.", ok=True),
        Text(("m1",), "\n\nIt is 42."),
        Usage(("m1",), 50, 10),
        ToolEnd(("m1",), "Let me see. \n\nIt is 42.", ok=True),
        Text((), "The answer is 42."),
        Usage((), 50, 13),
        Done((), "The answer is 42.", "end_turn", "us.amazon.nova-2-lite-v1:0"),
    ]


async def test_tool_start_comes_before_its_input_is_complete(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    call = tool_use("m1", "math_assistant", query="1 + 1")
    pause = Pause()
    bedrock.on(TEACHER, [START, call[0], pause, *call[1:], *stop("tool_use")])
    bedrock.on(MATH, says("2"))
    bedrock.on(TEACHER, says("2"))
    turn = run_turn("What is 1 + 1?", on_bedrock, [], asyncio.Event())
    assert await anext(turn) == ToolStart(("m1",), "math_assistant", "Math", "sigma")
    pause.release.set()
    assert await anext(turn) == ToolInput(("m1",), {"query": "1 + 1"})
    assert isinstance([event async for event in turn][-1], Done)


async def test_two_specialists_run_concurrently_and_their_events_stay_apart(
    on_bedrock: TurnContext, bedrock: BedrockFake
) -> None:
    """Each reply waits until the other has begun, so running them in sequence would never end."""
    first, second = Pause(), Pause()
    bedrock.on(
        TEACHER,
        [
            START,
            *tool_use("m1", "math_assistant", query="double 4"),
            *tool_use("l1", "language_assistant", 2, query="eight in French"),
            *stop("tool_use"),
        ],
    )
    bedrock.on(MATH, [START, *text("math "), first, *text("says 8"), *stop()])
    bedrock.on(LANGUAGE, [START, *text("language "), second, *text("says huit"), *stop()])
    bedrock.on(TEACHER, says("8 is huit."))
    first.release, second.release = second.reached, first.reached

    events = await ask("Double 4 and say it in French", on_bedrock)

    assert text_at(events, "m1") == "math says 8"
    assert text_at(events, "l1") == "language says huit"
    assert ToolEnd(("m1",), "math says 8", ok=True) in events
    assert ToolEnd(("l1",), "language says huit", ok=True) in events
    assert {event.path for event in events if isinstance(event, Usage)} == {("m1",), ("l1",), ()}


async def test_same_specialist_can_run_twice_concurrently(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    bedrock.on(
        TEACHER,
        [
            START,
            *tool_use("a", "language_assistant", query="one"),
            *tool_use("b", "language_assistant", 2, query="two"),
            *stop("tool_use"),
        ],
    )
    bedrock.on('"text": "one"', says("uno"))
    bedrock.on('"text": "two"', says("dos"))
    bedrock.on(TEACHER, says("uno, dos"))
    events = await ask("one and two in Spanish", on_bedrock)
    assert (text_at(events, "a"), text_at(events, "b")) == ("uno", "dos")


async def test_fast_specialist_ends_before_a_slow_one(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    pause = Pause()
    bedrock.on(
        TEACHER,
        [
            START,
            *tool_use("slow", "math_assistant", query="slow"),
            *tool_use("fast", "language_assistant", 2, query="fast"),
            *stop("tool_use"),
        ],
    )
    bedrock.on(MATH, [START, pause, *text("slow"), *stop()])
    bedrock.on(LANGUAGE, says("fast"))
    bedrock.on(TEACHER, says("both"))
    ends = []
    async for event in run_turn("both", on_bedrock, [], asyncio.Event()):
        if isinstance(event, ToolEnd):
            ends.append(event.path)
            pause.release.set()
    assert ends == [("fast",), ("slow",)]


async def test_chosen_model_and_temperature_reach_the_specialists(
    on_bedrock: TurnContext, bedrock: BedrockFake
) -> None:
    context = TurnContext("o", "t", on_bedrock.factory, on_bedrock.parameters, "us.amazon.nova-pro-v1:0")
    bedrock.on(TEACHER, [START, *tool_use("g", "general_assistant", query="why?"), *stop("tool_use")])
    bedrock.on("general knowledge for learners", says("because"))
    bedrock.on(TEACHER, says("because"))
    events = await ask("Why?", context)
    assert bedrock.models == ["us.amazon.nova-pro-v1:0"] * 3
    assert {request["inferenceConfig"]["temperature"] for request in bedrock.requests} == {0.3}
    assert isinstance(events[-1], Done)
    assert events[-1].model == "us.amazon.nova-pro-v1:0"


async def test_history_goes_to_the_teacher_alone(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    bedrock.on(TEACHER, [START, *tool_use("g", "general_assistant", query="Why blue?"), *stop("tool_use")])
    bedrock.on("general knowledge for learners", says("light"))
    bedrock.on(TEACHER, says("light"))
    history = [Message("user", "What is the sky?"), Message("assistant", "Air."), Message("user", "unanswered")]
    await ask("Why blue?", on_bedrock, history)
    roles = [message["role"] for message in bedrock.requests[0]["messages"]]
    assert roles == ["user", "assistant", "user", "assistant", "user"]
    assert len(bedrock.requests[1]["messages"]) == 1


async def test_cached_tokens_are_counted_separately(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    bedrock.on(TEACHER, [START, *tool_use("m1", "math_assistant", query=" "), *stop("tool_use", (3, 5), (100, 20))])
    bedrock.on(TEACHER, [START, *text("Hi."), *stop(tokens=(4, 6), cached=(120, 0))])
    events = await ask("Hello", on_bedrock)
    assert Usage((), 7, 11, 220, 20) in events


@pytest.mark.parametrize("where", ["teacher", "specialist", "calculator"])
async def test_cancellation_closes_the_connection_and_keeps_the_text(
    on_bedrock: TurnContext, bedrock: BedrockFake, where: str
) -> None:
    """The server sends nothing after the cancellation, so only closing the socket can end the read."""
    pause = Pause()
    if where == "teacher":
        bedrock.on(TEACHER, [START, *text("So far"), pause])
    elif where == "specialist":
        bedrock.on(TEACHER, [START, *text("So far"), *tool_use("g", "general_assistant", query="x"), *stop("tool_use")])
        bedrock.on("general knowledge for learners", [START, *text("inside"), pause])
    else:
        endless = "sin(x^x) * exp(x^3) * tan(x)"
        bedrock.on(TEACHER, [START, *text("So far"), *tool_use("m", "math_assistant", query="x"), *stop("tool_use")])
        bedrock.on(
            MATH, [START, *tool_use("c", "calculator", operation="integrate", expression=endless), *stop("tool_use")]
        )
    cancel = asyncio.Event()
    events: list[Event] = []
    async for event in run_turn("Hello", on_bedrock, [], cancel):
        events.append(event)
        waiting = {"teacher": Text, "specialist": Text, "calculator": ToolInput}[where]
        if isinstance(event, waiting) and len(event.path) == {"teacher": 0, "specialist": 1, "calculator": 2}[where]:
            cancel.set()
    assert events[-1] == Done((), "So far", "cancelled", "us.amazon.nova-2-lite-v1:0")
    assert [event for event in events if isinstance(event, Done)] == [events[-1]]
    if where != "calculator":
        await asyncio.wait_for(pause.left.wait(), PATIENCE)


async def test_closing_the_generator_closes_the_connection(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    pause = Pause()
    bedrock.on(TEACHER, [START, *text("So far"), pause])
    turn = run_turn("Hello", on_bedrock, [], asyncio.Event())
    assert await anext(turn) == Text((), "So far")
    await turn.aclose()
    await asyncio.wait_for(pause.left.wait(), PATIENCE)


async def test_cancellation_before_the_start_ends_the_turn(on_bedrock: TurnContext) -> None:
    cancel = asyncio.Event()
    cancel.set()
    events = [event async for event in run_turn("Hello", on_bedrock, [], cancel)]
    assert [event.stop_reason for event in events if isinstance(event, Done)] == ["cancelled"]
