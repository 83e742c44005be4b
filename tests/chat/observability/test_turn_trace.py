"""The spans of a turn, as a collector on loopback gets them: their tree, what they say, and what they keep back."""

import asyncio
import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from agents.agent import retry
from agents.agent.traced_model import ModelRequest
from agents.documents.attachments import Attachment
from agents.events import Done, Error, Event, ToolEnd, ToolInput, ToolStart
from agents.mathematics.pool import AlgebraPool
from agents.models.profiles import profile_of
from agents.tools import calculator
from agents.turn.routes import ANSWER, AUTO, STUDY
from agents.turn.run_turn import Message, TurnContext, run_turn
from chat.observability.edge_trace import read_edge_trace
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
from tests.support.collector import CollectedSpan, Collector

TEACHER = "You are the Teacher"
MATH = "patient mathematics teacher"
LANGUAGE = "teacher of languages"
MODEL = "us.amazon.nova-2-lite-v1:0"
THREAD = "0c2f7e0e-9f5c-4c1e-8a53-0a8c5b1f6a11"
# What a learner says, and what comes of it: none of it may leave.
SECRETS = ("Annemarie", "goldfish", "Zeppelin", "4711")


@pytest.fixture(autouse=True)
def adder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Replaces SymPy's process, which takes a second to start."""
    pool = AlgebraPool()
    monkeypatch.setattr(pool, "_module", "tests.agents.fakes.adder")
    monkeypatch.setattr(calculator, "algebra", pool)
    yield
    pool.close()


Begin = Callable[..., TurnSpans]


@pytest.fixture
def begin(export: TraceExport) -> Begin:
    """Begins the trace of a turn."""

    def make(*, captures_content: bool = False, header: str | None = None, **changes: str) -> TurnSpans:
        given = {"thread_id": THREAD, "question_id": str(uuid.uuid4()), "route": AUTO, "how": ANSWER} | changes
        edge = read_edge_trace(header)
        return TurnSpans(export.tracer, **given, edge=edge, captures_content=captures_content)

    return make


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


async def test_tree_of_a_turn(
    on_bedrock: TurnContext, bedrock: BedrockFake, begin: Begin, export: TraceExport, collected: Collector
) -> None:
    script(bedrock)
    trace = begin()
    await traced("What is 1 + 1, in French?", on_bedrock, trace)
    export.flush()

    chat = f"chat {MODEL}"
    tree = collected.tree()
    assert tree[:3] == ["turn", "  invoke_agent teacher", f"    {chat}"]
    assert tree[-1] == f"    {chat}"
    specialists = "\n".join(tree[3:-1])
    assert f"    invoke_agent math_assistant\n      {chat}\n      execute_tool calculator\n      {chat}" in specialists
    assert f"    invoke_agent language_assistant\n      {chat}" in specialists
    assert len(tree) == 10

    spans = collected.spans()
    assert {span.trace_id for span in spans} == {trace.trace_id}
    assert {span.attributes["gen_ai.conversation.id"] for span in spans} == {THREAD}
    kinds = {"turn": "server", chat: "client"}
    assert {(span.name, span.kind) for span in spans} == {(s.name, kinds.get(s.name, "internal")) for s in spans}
    by_id = {span.span_id: span for span in spans}
    for span in spans:
        assert span.start <= span.end
        assert not span.failed
        if span.parent_id:
            assert by_id[span.parent_id].start <= span.start
            assert span.end <= by_id[span.parent_id].end


async def test_attributes_follow_the_conventions(
    on_bedrock: TurnContext, bedrock: BedrockFake, begin: Begin, export: TraceExport, collected: Collector
) -> None:
    script(bedrock)
    await traced("What is 1 + 1, in French?", on_bedrock, begin())
    export.flush()

    assert collected.one("execute_tool calculator").attributes == {
        "gen_ai.conversation.id": THREAD,
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": "calculator",
        "gen_ai.tool.type": "function",
        "gen_ai.tool.call.id": "c1",
    }
    math = collected.one("invoke_agent math_assistant")
    assert math.attributes == {
        "gen_ai.conversation.id": THREAD,
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.agent.name": "math_assistant",
        "gen_ai.tool.call.id": "m1",
        "gen_ai.provider.name": "aws.bedrock",
        "gen_ai.request.model": MODEL,
        "gen_ai.usage.input_tokens": 50,
        "gen_ai.usage.output_tokens": 10,
    }
    first = next(span for span in collected.spans() if span.parent_id == math.span_id)
    assert first.attributes.pop("gen_ai.response.time_to_first_chunk") >= 0
    assert first.attributes.pop("gen_ai.request.max_tokens") > 0
    assert first.attributes == {
        "gen_ai.conversation.id": THREAD,
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "aws.bedrock",
        "gen_ai.request.model": MODEL,
        "gen_ai.request.stream": True,
        "gen_ai.response.finish_reasons": ["tool_use"],
        "gen_ai.usage.input_tokens": 20,
        "gen_ai.usage.output_tokens": 4,
    }
    # The conventions count what a cache gave and took as input.
    cached = collected.one("invoke_agent language_assistant").attributes
    assert cached["gen_ai.usage.input_tokens"] == 157
    assert cached["gen_ai.usage.cache_read.input_tokens"] == 100
    assert cached["gen_ai.usage.cache_creation.input_tokens"] == 50
    turn = collected.one("turn")
    assert turn.attributes["teachers_assistant.stop_reason"] == "end_turn"
    assert turn.attributes["teachers_assistant.route"] == "auto"
    assert turn.attributes["teachers_assistant.cost_usd"] > 0
    assert turn.resource["service.name"] == "teachers-assistant"
    assert turn.resource["deployment.environment.name"] == "test"


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
    assert json.loads(tool["gen_ai.tool.call.arguments"]) == {"expression": "Annemarie + 4711"}
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


async def test_turns_at_once_are_not_mixed(
    on_bedrock: TurnContext, bedrock: BedrockFake, begin: Begin, export: TraceExport, collected: Collector
) -> None:
    first, second = Pause(), Pause()
    first.release, second.release = second.reached, first.reached
    bedrock.on("the first", [START, first, *text("One."), *stop(tokens=(1, 1))])
    bedrock.on("the second", [START, second, *text("Two."), *stop(tokens=(2, 2))])
    traces = [begin(thread_id=f"thread-{number}") for number in (1, 2)]
    questions = ("the first", "the second")
    await asyncio.gather(
        *(traced(question, on_bedrock, trace) for question, trace in zip(questions, traces, strict=True))
    )
    export.flush()
    for number, trace in enumerate(traces, 1):
        own = [span for span in collected.spans() if span.trace_id == trace.trace_id]
        assert [span.name for span in own] == ["turn", "invoke_agent teacher", f"chat {MODEL}"]
        assert {span.attributes["gen_ai.conversation.id"] for span in own} == {f"thread-{number}"}
        assert own[-1].attributes["gen_ai.usage.input_tokens"] == number


async def test_study_names_its_agent(
    on_bedrock: TurnContext, bedrock: BedrockFake, begin: Begin, export: TraceExport, collected: Collector
) -> None:
    bedrock.think(lambda _: says("What have you tried?"))
    await traced("Why is the sky blue?", replace(on_bedrock, how=STUDY), begin(how=STUDY))
    export.flush()
    assert collected.tree()[:3] == ["turn", "  invoke_agent study", f"    chat {MODEL}"]


async def test_turn_that_is_not_sampled_is_answered_and_not_sent(
    on_bedrock: TurnContext, bedrock: BedrockFake, collected: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", "always_off")
    export = TraceExport("test")
    script(bedrock)
    trace = TurnSpans(
        export.tracer,
        thread_id=THREAD,
        question_id="q",
        route=AUTO,
        how=ANSWER,
        edge=None,
        captures_content=True,
    )
    *_, done = await traced("What is 1 + 1, in French?", on_bedrock, trace)
    export.close(5)
    assert isinstance(done, Done)
    assert done.text == "Two is deux."
    assert collected.bodies == []


@pytest.mark.parametrize(
    ("model", "provider", "kind"),
    [
        (MODEL, "aws.bedrock", "client"),
        ("sagemaker", "aws.sagemaker", "client"),
        ("openai_compatible", "openai", "client"),
        ("ollama/llama3", "ollama", "client"),
        ("embedded", "embedded", "internal"),
    ],
)
def test_provider_has_its_name_in_the_conventions(
    begin: Begin, export: TraceExport, collected: Collector, model: str, provider: str, kind: str
) -> None:
    trace = begin()
    trace.begin_call((), ModelRequest(model, profile_of(model), None, frozenset(), "", []))
    trace.end()
    export.flush()
    chat = collected.one(f"chat {model}")
    assert (chat.attributes["gen_ai.provider.name"], chat.kind) == (provider, kind)
    assert collected.one("turn").attributes["gen_ai.request.model"] == model


def test_tool_of_our_own_stands_below_the_turn(begin: Begin, export: TraceExport, collected: Collector) -> None:
    """Memory saves without an agent."""
    trace = begin()
    for event in (
        ToolStart(("memory_1",), "remember", "Memory", "brain"),
        ToolInput(("memory_1",), {"fact": SECRETS[0]}),
        ToolEnd(("memory_1",), SECRETS[1], ok=True),
        Done((), "", "end_turn", ""),
        Done((), "", "error", ""),
    ):
        trace.add_event(event)
    trace.end()
    trace.end()
    export.flush()
    assert collected.tree() == ["turn", "  execute_tool remember"]
    assert collected.one("turn").attributes["teachers_assistant.stop_reason"] == "end_turn"


def test_turn_links_to_the_request_at_the_load_balancer(
    begin: Begin, export: TraceExport, collected: Collector
) -> None:
    """It is no child: a socket lives through many turns, and a client can choose the id."""
    root = "1-67891233-abcdef012345678912345678"
    begin(header=f"Root={root};Parent=53995c3f42cd8ad8;Sampled=1").end()
    export.flush()
    turn: CollectedSpan = collected.one("turn")
    assert turn.parent_id == ""
    assert turn.attributes["aws.elb.trace_id"] == root
    assert turn.links == [("67891233abcdef012345678912345678", "53995c3f42cd8ad8")]
    assert turn.trace_id != turn.links[0][0]
