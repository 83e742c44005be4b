"""What strands makes of the tools, and what `text_tool` makes of their results."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from strands import ToolContext as StrandsToolContext
from strands import tool
from strands.types.tools import AgentTool

from agents.specialists import SPECIALISTS
from agents.tools.base import Drawing, ToolContext, text_tool
from agents.user_messages import ToolError, TranslatableText

SPECS = Path(__file__).with_name("tool_specs.json")


@tool(context=True)
@text_tool
async def count_attachments(unit: str, tool_context: StrandsToolContext) -> str:
    """Count the files.

    Args:
        unit: What is counted.
        tool_context: The context of strands.
    """
    if unit != "files":
        raise ToolError(TranslatableText("{unit} cannot be counted.", unit=unit))
    return str(len(ToolContext.from_invocation_state(tool_context.invocation_state).attachments))


@tool
@text_tool
async def draw(name: str) -> AsyncIterator[Any]:
    """Draw."""
    yield Drawing(name, "<svg/>")
    if name == "refused":
        raise ToolError("This cannot be drawn.")
    yield "Drawn."


async def events(called: AgentTool, **given: str) -> list[Any]:
    """Call a tool as an agent does."""
    use: Any = {"toolUseId": "t", "name": called.tool_name, "input": given}
    state = {"agent": None, **ToolContext().to_invocation_state()}
    return [dict(event) async for event in called.stream(use, state)]


def test_tool_specs_are_unchanged() -> None:
    """A model reads these texts, so they change on purpose only."""
    tools = [tool.implementation for specialist in SPECIALISTS for tool in specialist.tools]
    assert {one.tool_name: one.tool_spec for one in tools} == json.loads(SPECS.read_text("utf-8"))


def test_spec_is_read_through_the_wrapper() -> None:
    spec = count_attachments.tool_spec
    assert (spec["name"], spec["description"]) == ("count_attachments", "Count the files.")
    assert spec["inputSchema"]["json"]["properties"] == {"unit": {"type": "string", "description": "What is counted."}}


async def test_text_becomes_a_successful_result() -> None:
    (event,) = await events(count_attachments, unit="files")
    assert event["tool_result"] == {"toolUseId": "t", "status": "success", "content": [{"text": "0"}]}


async def test_tool_error_becomes_a_failed_result() -> None:
    (event,) = await events(count_attachments, unit="pages")
    assert event["tool_result"] == {
        "toolUseId": "t",
        "status": "error",
        "content": [{"text": "pages cannot be counted."}],
    }


@pytest.mark.parametrize(
    ("name", "status", "text"), [("curve", "success", "Drawn."), ("refused", "error", "This cannot be drawn.")]
)
async def test_generator_yields_pictures_before_its_result(name: str, status: str, text: str) -> None:
    picture, *_, last = await events(draw, name=name)
    assert picture["tool_stream_event"]["data"] == Drawing(name, "<svg/>")
    assert last["tool_result"] == {"toolUseId": "t", "status": status, "content": [{"text": text}]}


async def test_other_exceptions_are_not_swallowed() -> None:
    @text_tool
    async def fails() -> str:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await fails()


def test_context_travels_in_the_invocation_state() -> None:
    context = ToolContext(aws=None, attachments=())
    assert ToolContext.from_invocation_state(context.to_invocation_state()) is context
    assert ToolContext.from_invocation_state({"agent": None}) == ToolContext()
