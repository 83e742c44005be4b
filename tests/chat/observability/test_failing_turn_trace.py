"""The spans of a turn that fails or is stopped, and what all spans keep back."""

import asyncio
import json
from dataclasses import replace

import pytest

from agents.agent import retry
from agents.documents.attachments import Attachment
from agents.events import Done, Error, Event
from agents.turn.run_turn import Message, TurnContext, run_turn
from chat.observability.trace_export import TraceExport
from chat.observability.turn_trace import TurnSpans
from tests.agents.fakes.bedrock import (
    START,
    BedrockFake,
    Drop,
    Pause,
    Refusal,
    calls,
    failure,
    says,
    stop,
    text,
    tool_use,
)
from tests.chat.observability.traced_turn import MATH, MODEL, SECRETS, TEACHER, Begin, traced
from tests.support.collector import Collector

pytestmark = pytest.mark.usefixtures("adder")


async def secret_turn(context: TurnContext, bedrock: BedrockFake, trace: TurnSpans) -> list[Event]:
    """A turn in which the question, the history, a file, a tool's input, its failure and the answer are secrets."""
    who, animal, what, number = SECRETS
    bedrock.on(
        TEACHER, calls(("m1", "math_assistant", {"query": f"{who}'s {animal}"}), ("x1", f"{animal}_tool", {who: what}))
    )
    bedrock.on(MATH, calls(("c1", "calculator", {"expression": f"{who} + {number}"}), said=f"Let me see, {who}."))
    bedrock.on(MATH, says(f"{what} has {number}."))
    bedrock.on(TEACHER, says(f"{who}, it is {number}."))
    file = Attachment(f"{what}.txt", "text/plain", f"{what} belongs to {who}")
    history = [Message("user", f"I am {who}"), Message("assistant", f"Hello, {who}!")]
    return await traced(f"How old is {who}'s {animal}?", context, trace, history, [file])


async def test_nothing_that_people_or_models_write_leaves(
    on_bedrock: TurnContext, bedrock: BedrockFake, begin: Begin, export: TraceExport, collected: Collector
) -> None:
    """Nor the name of a page's route or a tool that is none, nor an id that no program has made."""
    who, animal, *_ = SECRETS
    trace = begin(route=f"ask {who}", how=animal, thread_id=f"the {who}", header=f"Root=1-{who};Parent={animal}")
    events = await secret_turn(on_bedrock, bedrock, trace)
    export.flush()
    told = json.dumps([str(event) for event in events])
    assert all(secret in told for secret in SECRETS), "the turn is about what must not leave"
    assert len(collected.spans()) == 9
    for secret in SECRETS:
        assert all(secret.encode() not in body for body in collected.bodies)
    assert collected.one("execute_tool unknown").failed
    assert collected.one("turn").attributes["teachers_assistant.route"] == "unknown"


async def test_content_is_captured_where_the_operator_says_so(
    on_bedrock: TurnContext, bedrock: BedrockFake, begin: Begin, export: TraceExport, collected: Collector
) -> None:
    await secret_turn(on_bedrock, bedrock, begin(captures_content=True))
    export.flush()
    first = next(span for span in collected.spans() if span.name.startswith("chat"))
    asked = json.loads(first.attributes["gen_ai.input.messages"])
    assert [message["role"] for message in asked] == ["user", "assistant", "user"]
    assert asked[0] == {"role": "user", "parts": [{"type": "text", "content": "I am Annemarie"}]}
    (written,) = json.loads(first.attributes["gen_ai.output.messages"])
    assert written["finish_reason"] == "tool_use"
    call, _ = written["parts"]
    assert (call["type"], call["id"], call["name"]) == ("tool_call", "m1", "math_assistant")
    assert json.loads(call["arguments"]) == {"query": "Annemarie's goldfish"}
    (prompt,) = json.loads(first.attributes["gen_ai.system_instructions"])
    assert TEACHER in prompt["content"]
    tool = collected.one("execute_tool calculator").attributes
    assert json.loads(tool["gen_ai.tool.call.arguments"]) == {"expression": "Annemarie + 471108154711"}
    assert tool["gen_ai.tool.call.result"]
    last = [span for span in collected.spans() if span.name.startswith("chat")][-1]
    results = json.loads(last.attributes["gen_ai.input.messages"])[-1]["parts"]
    assert {part["type"] for part in results} == {"tool_call_response"}


async def test_failed_call_is_retried_within_its_agent(
    on_bedrock: TurnContext,
    bedrock: BedrockFake,
    begin: Begin,
    export: TraceExport,
    collected: Collector,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(retry, "FIRST_DELAY", 0.0)
    bedrock.on(TEACHER, [START, *text("H"), Drop()])
    bedrock.on(TEACHER, [START, *text("Hel"), failure("throttlingException")])
    bedrock.on(TEACHER, says("Hello."))
    await traced("Hello", on_bedrock, begin())
    export.flush()
    chat = f"chat {MODEL}"
    assert collected.tree() == ["turn", "  invoke_agent teacher", *[f"    {chat}"] * 3]
    first, second, third = (span for span in collected.spans() if span.name == chat)
    assert [span.failed for span in (first, second, third)] == [True, True, False]
    assert [span.attributes.get("error.type") for span in (first, second, third)] == ["broken_off", "busy", None]
    assert collected.one("invoke_agent teacher").events["retry"] == {"teachers_assistant.retry.delay": 0.0}
    assert not collected.one("turn").failed


async def test_failure_is_marked_up_to_the_turn_without_its_text(
    on_bedrock: TurnContext, bedrock: BedrockFake, begin: Begin, export: TraceExport, collected: Collector
) -> None:
    bedrock.on(TEACHER, Refusal(400, "ValidationException", "secret details"))
    events = await traced("Hello", on_bedrock, begin())
    export.flush()
    (error,) = [event for event in events if isinstance(event, Error)]
    assert [span.failed for span in collected.spans()] == [True, True, True]
    assert [span.attributes["error.type"] for span in collected.spans()] == ["refused"] * 3
    assert collected.one("turn").attributes["teachers_assistant.error.reference"] == error.error_id
    assert {span.described for span in collected.spans()} == {""}
    assert b"secret details" not in b"".join(collected.bodies)


async def test_failed_specialist_does_not_fail_the_turn(
    on_bedrock: TurnContext, bedrock: BedrockFake, begin: Begin, export: TraceExport, collected: Collector
) -> None:
    bedrock.on(TEACHER, calls(("m1", "math_assistant", {"query": "1 + 1"})))
    bedrock.on(MATH, Refusal(400, "ValidationException"))
    bedrock.on(TEACHER, says("I could not."))
    await traced("1 + 1?", on_bedrock, begin())
    export.flush()
    assert collected.one("invoke_agent math_assistant").attributes["error.type"] == "refused"
    assert not collected.one("invoke_agent teacher").failed
    assert not collected.one("turn").failed


@pytest.mark.parametrize("where", ["text", "call", "specialist"])
async def test_stopped_turn_ends_all_its_spans(
    on_bedrock: TurnContext,
    bedrock: BedrockFake,
    begin: Begin,
    export: TraceExport,
    collected: Collector,
    where: str,
) -> None:
    pause = Pause()
    call = tool_use("m1", "math_assistant", query="1 + 1")
    if where == "specialist":
        bedrock.on(TEACHER, [START, *call, *stop("tool_use")])
        bedrock.on(MATH, [START, *text("Let "), pause])
    else:
        bedrock.on(TEACHER, [START, *(text("Let ")[:1] if where == "text" else call[:2]), pause])
    cancel, trace = asyncio.Event(), begin()
    events = []
    async for event in run_turn("1 + 1?", replace(on_bedrock, trace=trace), [], cancel):
        events.append(event)
        if not cancel.is_set():
            await pause.reached.wait()
            cancel.set()
    trace.end()
    export.flush()
    assert isinstance(events[-1], Done)
    expected = {"text": 3, "call": 3, "specialist": 5}[where]
    assert len(collected.spans()) == expected, collected.tree()
    assert collected.one("turn").attributes["teachers_assistant.stop_reason"] == "cancelled"
    assert not any(span.failed for span in collected.spans())
    chats = [span for span in collected.spans() if span.name.startswith("chat")]
    assert chats[-1].attributes["teachers_assistant.stopped"] is True
