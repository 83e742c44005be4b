"""A collector beside the server, where the context asks for one."""

import json
from typing import Any

import pytest

from chat.settings import from_environment
from infra.aws.config import read_config
from infra.aws.cost import describe
from tests.infra.aws.conftest import CERTIFICATE, Objections, Stacks, Synthesise, Synthesised
from tests.infra.aws.iam import allowing, listed, policy
from tests.infra.aws.test_stack import environment

CONTEXT = CERTIFICATE | {"environment": "prod", "edge": "alb-only", "enable_tracing": True}


@pytest.fixture(scope="module")
def traced(synthesise: Synthesise) -> Synthesised:
    """In production, where cdk-nag looks on."""
    return synthesise(CONTEXT, nag=True)


def containers(stack: Synthesised) -> dict[str, dict[str, Any]]:
    return {one["Name"]: one for one in stack.one("ECS::TaskDefinition")["ContainerDefinitions"]}


def test_rules_of_others_have_no_objection(traced: Synthesised, objections: Objections) -> None:
    assert objections(traced) == []
    (report,) = json.loads((traced.folder / "validation-report.json").read_text())["pluginReports"]
    assert report["violations"] == []


def of_traces(given: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in given.items() if name.startswith("OTEL_")}


def test_collector_listens_where_the_server_sends(traced: Synthesised, stacks: Stacks) -> None:
    both = containers(traced)
    sent_to = {one["Name"]: one["Value"] for one in both["server"]["Environment"]}
    settings = from_environment({**environment(stacks("alb-only-prod")), **of_traces(sent_to)})
    config = json.loads(
        next(one["Value"] for one in both["collector"]["Environment"] if one["Name"] == "AOT_CONFIG_CONTENT")
    )
    address = config["receivers"]["otlp"]["protocols"]["http"]["endpoint"]
    assert settings.otel_exporter_otlp_endpoint == f"http://{address}"
    assert address.startswith("127.0.0.1:")
    assert not settings.otel_instrumentation_genai_capture_message_content
    pipeline = config["service"]["pipelines"]["traces"]
    for kind in ("receivers", "processors", "exporters"):
        assert set(pipeline[kind]) == set(config[kind])
    assert "PortMappings" not in both["collector"] or both["collector"]["PortMappings"] == []


def test_server_lives_without_its_collector_and_ends_before_it(traced: Synthesised) -> None:
    both = containers(traced)
    assert both["collector"]["Essential"] is False
    assert both["server"]["Essential"] is True
    assert both["server"]["DependsOn"] == [{"ContainerName": "collector", "Condition": "START"}]
    assert both["collector"]["Image"].rpartition(":")[2].startswith("v")
    assert both["collector"]["ReadonlyRootFilesystem"] is True
    assert both["collector"]["LinuxParameters"]["Capabilities"] == {"Drop": ["ALL"]}
    assert both["collector"]["Memory"] <= traced.config.memory // 8


def test_task_may_send_traces_and_a_boundary_lets_it(traced: Synthesised) -> None:
    statements = [one for each in traced.of_type("IAM::Policy").values() for one in each["PolicyDocument"]["Statement"]]
    (granted,) = [one for one in statements if one.get("Sid") == "Traces"]
    assert sorted(listed(granted["Action"])) == ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
    assert all(list(allowing(policy("boundary"), action)) for action in granted["Action"])


def test_nothing_of_it_is_there_without_the_key(stacks: Stacks) -> None:
    template = json.dumps(stacks("alb-only-prod").template)
    assert [word for word in ("OTEL_", "AOT_", "xray", "aws-otel-collector") if word in template] == []


def test_it_is_told_what_it_costs() -> None:
    assert "Traces in X-Ray" in describe(read_config(CONTEXT))
    assert "X-Ray" not in describe(read_config(CONTEXT | {"enable_tracing": False}))
