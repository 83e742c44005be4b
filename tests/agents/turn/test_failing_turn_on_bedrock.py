"""Turns whose model fails, is cut off or goes on too long: the real Bedrock model and HTTP, scripted bytes."""

import asyncio
import json
import logging

import pytest

from agents.agent import retry
from agents.events import Done, Error, Retry, Text, ToolEnd, ToolStart, Usage
from agents.turn.run_turn import TurnContext, run_turn
from tests.agents.fakes.bedrock import (
    START,
    BedrockFake,
    Drop,
    Refusal,
    failure,
    says,
    stop,
    text,
    tool_use,
)
from tests.agents.support import ask

TEACHER = "You are the Teacher"
MATH = "patient mathematics teacher"
LANGUAGE = "teacher of languages"


async def test_throttling_is_announced_before_the_wait(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    bedrock.on(TEACHER, Refusal(429, "ThrottlingException"))
    bedrock.on(TEACHER, says("Hello."))
    turn = run_turn("Hello", on_bedrock, [], asyncio.Event())
    assert await anext(turn) == Retry((), 1.0)
    assert len(bedrock.requests) == 1
    events = [event async for event in turn]
    assert events[-1] == Done((), "Hello.", "end_turn", "us.amazon.nova-2-lite-v1:0")


@pytest.mark.parametrize(
    "broken",
    [
        [failure("throttlingException")],
        [failure("modelStreamErrorException")],
        [failure("internalServerException")],
        [Drop()],
        [],
    ],
    ids=["throttled", "model", "server", "dropped", "ended early"],
)
async def test_reply_that_breaks_off_is_withdrawn_and_requested_again(
    on_bedrock: TurnContext, bedrock: BedrockFake, broken: list[bytes | Drop], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "FIRST_DELAY", 0.01)
    half = tool_use("lost", "math_assistant", query="x")[:2]
    bedrock.on(TEACHER, [START, *text("Half an ans"), *half, *broken])
    bedrock.on(TEACHER, says("The whole answer."))
    events = await ask("Hello", on_bedrock)
    assert [type(event) for event in events] == [Text, ToolStart, Retry, ToolEnd, Text, Usage, Done]
    assert events[3] == ToolEnd(("lost",), "The model was interrupted here and is asked again.", ok=False)
    assert events[-1] == Done((), "The whole answer.", "end_turn", "us.amazon.nova-2-lite-v1:0")


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (Refusal(403, "AccessDeniedException"), "may not use this model"),
        (Refusal(400, "ValidationException", "The provided model identifier is invalid."), "does not exist"),
        (Refusal(400, "ValidationException"), "refused"),
        (Refusal(404, "ResourceNotFoundException"), "does not exist"),
        (Refusal(403, "ExpiredTokenException"), "has expired"),
        (Refusal(400, "ValidationException", "prompt is too long"), "too long"),
    ],
)
async def test_failure_is_one_sentence_with_the_id_of_the_log(
    on_bedrock: TurnContext,
    bedrock: BedrockFake,
    caplog: pytest.LogCaptureFixture,
    refusal: Refusal,
    words: str,
) -> None:
    bedrock.on(TEACHER, refusal)
    with caplog.at_level(logging.INFO, "agents"):
        events = await ask("Hello", on_bedrock)
    (error,) = [event for event in events if isinstance(event, Error)]
    assert words in error.message
    assert refusal.message not in str(events)
    assert isinstance(events[-1], Done)
    assert events[-1].stop_reason == "error"
    (record,) = [record for record in caplog.records if record.message == "answer_failed"]
    assert record.__dict__["error_id"] == error.error_id
    assert "secret" not in json.dumps({key: str(value) for key, value in record.__dict__.items()})


async def test_failing_specialist_does_not_end_the_turn(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    bedrock.on(TEACHER, [START, *tool_use("m1", "math_assistant", query="6 * 7"), *stop("tool_use")])
    bedrock.on(MATH, Refusal(403, "AccessDeniedException"))
    bedrock.on(TEACHER, says("The specialist could not help."))
    events = await ask("What is 6 * 7?", on_bedrock)
    (error,) = [event for event in events if isinstance(event, Error)]
    assert error.path == ("m1",)
    (end,) = [event for event in events if isinstance(event, ToolEnd)]
    assert (end.ok, end.output) == (False, error.message)
    assert "secret" not in json.dumps(bedrock.requests)
    assert events[-1] == Done((), "The specialist could not help.", "end_turn", "us.amazon.nova-2-lite-v1:0")


async def test_guardrail_keeps_the_text_and_adds_a_note(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    bedrock.on(TEACHER, [START, *text("I cannot talk about that."), *stop("guardrail_intervened")])
    events = await ask("Something forbidden", on_bedrock)
    assert isinstance(events[-1], Done)
    assert events[-1].text == (
        "I cannot talk about that.\n\n"
        "I would rather not talk about this here. Ask me something else, or ask an adult you trust."
    )
    assert events[-1].stop_reason == "guardrail"


async def test_malformed_tool_call_is_requested_again(
    on_bedrock: TurnContext, bedrock: BedrockFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "FIRST_DELAY", 0.01)
    bedrock.on(TEACHER, [START, *text("Half"), *stop("malformed_tool_use")])
    bedrock.on(TEACHER, says("Whole."))
    events = await ask("Hello", on_bedrock)
    assert [type(event) for event in events] == [Text, Retry, Text, Usage, Done]


async def test_full_context_window_counts_as_max_tokens(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    bedrock.on(TEACHER, [START, *text("Once upon a"), *stop("model_context_window_exceeded")])
    events = await ask("Tell me a story", on_bedrock)
    assert events[-1] == Done((), "Once upon a", "max_tokens", "us.amazon.nova-2-lite-v1:0")


async def test_answer_cut_at_max_tokens_keeps_its_text(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    bedrock.on(TEACHER, [START, *text("Once upon a"), *stop("max_tokens", (7, 3))])
    events = await ask("Tell me a story", on_bedrock)
    assert events[-2:] == [
        Usage((), 7, 3),
        Done((), "Once upon a", "max_tokens", "us.amazon.nova-2-lite-v1:0"),
    ]


async def test_specialist_cut_at_max_tokens_adds_a_note(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    bedrock.on(TEACHER, [START, *tool_use("g", "general_assistant", query="story"), *stop("tool_use")])
    bedrock.on("general knowledge for learners", [START, *text("Once upon a"), *stop("max_tokens")])
    bedrock.on(TEACHER, says("Once upon a"))
    events = await ask("Tell me a story", on_bedrock)
    assert ToolEnd(("g",), "Once upon a\n\n(The answer was cut at the model's length limit.)", ok=True) in events


async def test_model_calls_are_limited_and_the_answer_says_so(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    for number in range(6):
        bedrock.on(TEACHER, [START, *tool_use(f"t{number}", "general_assistant", query="again"), *stop("tool_use")])
        bedrock.on("general knowledge for learners", says("again"))
    events = await ask("Go on for ever", on_bedrock)
    assert events[-1] == Done(
        (), "I stopped here: 6 steps for one question are the limit.", "limit", "us.amazon.nova-2-lite-v1:0"
    )


async def test_tool_calls_beyond_the_limit_are_refused_to_the_model(
    on_bedrock: TurnContext, bedrock: BedrockFake
) -> None:
    calls = [step for number in range(10) for step in tool_use(f"t{number}", "general_assistant", number, query="x")]
    bedrock.on(TEACHER, [START, *calls, *stop("tool_use")])
    for _ in range(8):
        bedrock.on("general knowledge for learners", says("x"))
    bedrock.on(TEACHER, says("Enough."))
    events = await ask("Ask everybody", on_bedrock)
    refused = [event for event in events if isinstance(event, ToolEnd) and not event.ok]
    assert len(refused) == 2
    assert "limit of 8 tool calls" in refused[0].output


async def test_unknown_tool_and_empty_query_get_an_error_result(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    bedrock.on(
        TEACHER,
        [
            START,
            *tool_use("u", "shell", command="id"),
            *tool_use("e", "math_assistant", 2, query=" "),
            *stop("tool_use"),
        ],
    )
    bedrock.on(TEACHER, says("I cannot do that."))
    events = await ask("Run a command", on_bedrock)
    ends = {event.path: event.ok for event in events if isinstance(event, ToolEnd)}
    assert ends == {("u",): False, ("e",): False}


@pytest.mark.parametrize(("question", "words"), [("  ", "empty"), ("x" * 10_000_000, "10,000,000 characters")])
async def test_unusable_question_is_refused_in_a_sentence(on_bedrock: TurnContext, question: str, words: str) -> None:
    events = await ask(question, on_bedrock)
    assert [type(event) for event in events] == [Error, Done]
    assert words in str(events[0])


async def test_model_that_is_not_offered_is_refused(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    context = TurnContext("o", "t", on_bedrock.factory, on_bedrock.parameters, "anthropic.claude-v2")
    events = await ask("Hello", context)
    assert "no longer offered" in str(events[0])
    assert bedrock.requests == []
