"""The spans of a turn, as a collector on loopback gets them: their tree, and what they say."""

import asyncio
from dataclasses import replace

import pytest

from agents.agent.traced_model import ModelRequest
from agents.events import Done, ToolEnd, ToolInput, ToolStart
from agents.models.profiles import profile_of
from agents.turn.routes import ANSWER, AUTO, STUDY
from agents.turn.run_turn import TurnContext
from chat.observability.trace_export import TraceExport
from chat.observability.turn_trace import TurnSpans
from tests.agents.fakes.bedrock import (
    START,
    BedrockFake,
    Pause,
    says,
    stop,
    text,
)
from tests.chat.observability.traced_turn import MODEL, SECRETS, THREAD, Begin, script, traced
from tests.support.collector import CollectedSpan, Collector

pytestmark = pytest.mark.usefixtures("adder")


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
