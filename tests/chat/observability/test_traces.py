"""A whole server that sends its traces: the ids are those of the log and of the history, and the last spans leave."""

import json
from dataclasses import dataclass
from pathlib import Path

from tests.support.alb import Alb, KeyEndpoint
from tests.support.collector import Collector
from tests.support.model import Model
from tests.support.page import opened
from tests.support.server import started

ROOT = "1-67891233-abcdef012345678912345678"
NEVER = "600000"  # milliseconds between two batches: what leaves, leaves at the end


@dataclass
class TracingAlb(Alb):
    """A load balancer that says which request it is."""

    def headers(self, sub: str = "alice-sub", **payload: object) -> dict[str, str]:
        return {**super().headers(sub, **payload), "X-Amzn-Trace-Id": f"Root={ROOT}"}


async def test_turn_has_one_trace_whose_id_the_log_and_the_history_have(
    tmp_path: Path, server_alb: Alb, server_keys: KeyEndpoint, collected: Collector
) -> None:
    alb = TracingAlb(server_alb.private_key, server_alb.kid)
    given = {"OTEL_EXPORTER_OTLP_ENDPOINT": collected.url, "OTEL_BSP_SCHEDULE_DELAY": NEVER}
    async with started(tmp_path, server_keys.url, **given) as server:
        async with opened(server.url, server.public_url, alb) as page:
            await page.ask("What is 6 * 7?")
            await page.ask("What is 6 * 8?")
            async with opened(server.url, server.public_url, alb, thread_id=page.thread_id) as again:
                resumed = await again.until(lambda event, _: event == "resume_thread")
        assert collected.bodies == []

    turns = [span for span in collected.spans() if span.name == "turn"]
    assert len({span.trace_id for span in turns}) == 2
    assert {span.attributes["aws.elb.trace_id"] for span in turns} == {ROOT}
    assert {span.attributes["gen_ai.conversation.id"] for span in turns} == {page.thread_id}
    assert [list(span.events) for span in turns] == [["admitted"]] * 2
    tree = collected.tree()
    assert tree[:3] == ["turn", "  invoke_agent teacher", "    chat embedded"]
    assert "  execute_tool calculator" in [line[4:] for line in tree]
    assert {span.kind for span in collected.spans() if span.name == "chat embedded"} == {"internal"}

    ids = [span.trace_id for span in turns]
    lines = [json.loads(line) for line in server.log_text().splitlines()]
    assert [line["trace_id"] for line in lines if line["event"] == "turn_answered"] == ids
    kept = [step["metadata"]["trace_id"] for step in resumed["steps"] if "trace_id" in (step.get("metadata") or {})]
    assert kept == ids
    questions = [step["id"] for step in resumed["steps"] if step["type"] == "user_message"]
    assert [span.attributes["teachers_assistant.question.id"] for span in turns] == questions
    assert b"6 * 7" not in b"".join(collected.bodies)
    assert b"alice" not in b"".join(collected.bodies).lower()


async def test_what_study_and_written_exercises_hold_back_reaches_no_collector_that_takes_content(
    tmp_path: Path, server_alb: Alb, server_keys: KeyEndpoint, collected: Collector
) -> None:
    exercise = json.dumps([{"question": "What is 123456 * 654321?", "answer": "80779853376"}])
    given = {"OTEL_EXPORTER_OTLP_ENDPOINT": collected.url, "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT": "true"}
    async with (
        Model(lambda body: [exercise if "You write exercises" in json.dumps(body) else "It is 80779853376."]) as model,
        started(tmp_path, server_keys.url, **given, **model.environment()) as server,
        opened(server.url, server.public_url, server_alb) as page,
        opened(server.url, server.public_url, server_alb) as other,
    ):
        assert "Hint 1 of 4" in await page.ask("What is 123456 * 654321?", modes={"how": "study"})
        assert "confirmed by calculation" in await page.ask("/practise arithmetic")
        assert "Hallo" not in await other.ask("Who says Hallo?", modes={"route": "general_assistant"})
    exported = b"".join(collected.bodies)
    asked = [span for span in collected.spans() if span.name.startswith("chat ")]
    assert len(asked) == 5  # three in Study, one for exercises, one that may leave
    assert b"Hallo" in exported
    assert exported.count(b"80779853376") == 1  # the last reply's own
    assert b"123456" not in exported  # as long as no id of a span is likely to hold
