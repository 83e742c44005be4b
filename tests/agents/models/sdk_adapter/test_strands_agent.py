"""Prepared specs are the ones that strands would make, and an agent that is not traced makes no span."""

import copy
import inspect

import pytest
from opentelemetry import trace
from strands import Agent
from strands.tools.registry import ToolRegistry

from agents.models.sdk_adapter import strands_agent
from agents.models.sdk_adapter.strands_agent import PreparedToolRegistry, SilentTracer, prepare_spec
from agents.specialists import SPECIALISTS
from tests.support.upstream import Upstream

pytestmark = pytest.mark.guard

STRANDS = Upstream("strands-agents", "agents/models/sdk_adapter/strands_agent.py")
TOOLS = [tool.implementation for specialist in SPECIALISTS for tool in specialist.tools]


def test_names_are_there() -> None:
    for path in (
        "strands.agent.agent:ToolRegistry",
        "strands.plugins.plugin:discover_hooks",
        "strands.plugins.plugin:discover_tools",
        "strands.tools.registry:ToolRegistry.get_all_tool_specs",
        "strands.tools.registry:ToolRegistry.validate_tool_spec",
        "strands.tools.tools:normalize_tool_spec",
    ):
        STRANDS.find(path)
    source = inspect.getsource(STRANDS.find("strands.telemetry.tracer:get_tracer"))
    STRANDS.require("_tracer_instance" in source, "a global `_tracer_instance` of traces")


def test_specs_equal_those_of_strands() -> None:
    stock, prepared = ToolRegistry(), PreparedToolRegistry()
    for registry in (stock, prepared):
        registry.process_tools(list(dict.fromkeys(TOOLS)))
    STRANDS.require(prepared.get_all_tools_config() == stock.get_all_tools_config(), "the same specs of tools")
    assert list(prepared.get_all_tool_specs()) == stock.get_all_tool_specs()


def test_specs_follow_the_tools() -> None:
    registry = PreparedToolRegistry()
    assert not registry.get_all_tools_config()
    registry.process_tools(TOOLS[:1])
    assert list(registry.get_all_tools_config()) == [TOOLS[0].tool_name]


def test_specs_are_not_copied() -> None:
    registry = PreparedToolRegistry()
    registry.process_tools(TOOLS[:1])
    specs = registry.get_all_tool_specs()
    assert copy.deepcopy(specs) is specs


def test_spec_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="description"):
        prepare_spec({"name": "x", "inputSchema": {"json": {}}})  # type: ignore[typeddict-item]


def test_agent_uses_what_is_prepared_and_is_not_traced() -> None:
    strands_agent.install()
    agent = Agent(tools=[*TOOLS[:1]], callback_handler=None)
    STRANDS.require(isinstance(agent.tool_registry, PreparedToolRegistry), "an Agent that makes its ToolRegistry")
    STRANDS.require(isinstance(agent.tracer, SilentTracer), "an Agent that asks `get_tracer`")
    assert agent.tracer.start_agent_span(messages=[], agent_name="x") is trace.INVALID_SPAN


def test_search_of_a_plugin_is_made_again_where_it_found_something() -> None:
    searched: list[object] = []

    def search(instance: object, _: str) -> list[object]:
        searched.append(instance)
        return [1] if isinstance(instance, int) else []

    find = strands_agent._searched_once(search)
    assert [find(each, "") for each in ("a", "b", 1, 2)] == [[], [], [1], [1]]
    assert searched == ["a", 1, 2]
