"""The trace of a turn goes through a collector that others wrote, and comes out of it whole and without a text."""

import json
from pathlib import Path

import pytest

from agents.turn.run_turn import TurnContext
from chat.observability.edge_trace import read_edge_trace
from chat.observability.trace_export import TraceExport
from chat.observability.turn_trace import TurnSpans
from infra.doctor.check import Verdict, examine
from infra.doctor.collector_checks import COLLECTOR_CHECKS
from infra.doctor.collector_checks import Collector as NamedCollector
from tests.agents.fakes.bedrock import BedrockFake
from tests.chat.observability.traced_turn import MODEL, THREAD, script, traced
from tests.support.collector import Collector
from tests.support.rotel import is_installed, rotel

pytestmark = [
    pytest.mark.usefixtures("adder"),
    pytest.mark.skipif(not is_installed(), reason="rotel has no wheel for this machine"),
]
ROOT = "1-67891233-abcdef012345678912345678"
QUESTION = "What is 1 + 1, in French?"


@pytest.mark.parametrize("captures_content", [False, True])
async def test_a_turn_comes_out_of_the_collector_as_one_tree(
    on_bedrock: TurnContext,
    bedrock: BedrockFake,
    collected: Collector,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    captures_content: bool,
) -> None:
    script(bedrock)
    with rotel(tmp_path, collected.url) as url:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", url)
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip")
        export = TraceExport("test")
        trace = TurnSpans(
            export.tracer,
            thread_id=THREAD,
            question_id="q",
            route="auto",
            how="answer",
            edge=read_edge_trace(f"Root={ROOT}"),
            captures_content=captures_content,
        )
        await traced(QUESTION, on_bedrock, trace)
        export.close(5)
        assert not export.is_failing
        (found,) = examine(NamedCollector(url, {}), COLLECTOR_CHECKS)
        assert found.verdict is Verdict.OK

    tree = collected.tree()
    assert tree[:3] == ["turn", "  invoke_agent teacher", f"    chat {MODEL}"]
    assert "      execute_tool calculator" in tree
    assert len(tree) == 10
    assert {span.trace_id for span in collected.spans()} == {trace.trace_id}
    assert {span.attributes["gen_ai.conversation.id"] for span in collected.spans()} == {THREAD}
    assert collected.one("turn").attributes["aws.elb.trace_id"] == ROOT
    assert collected.one("turn").resource["service.name"] == "teachers-assistant"
    assert collected.one("invoke_agent math_assistant").attributes["gen_ai.usage.input_tokens"] == 50
    sent = json.dumps([str(body) for body in collected.bodies])
    for text in (QUESTION, "It is 2.", "Two is deux.", "You are the Teacher"):
        assert (text in sent) == captures_content, text
