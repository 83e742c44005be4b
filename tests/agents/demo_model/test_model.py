import asyncio
from typing import Any

import pytest
from strands.types.content import Messages
from strands.types.tools import ToolSpec

from agents.demo_model import canned_replies
from agents.demo_model.model import DemoModel
from agents.demo_model.runtime import DemoRuntime
from agents.models.factory import ModelFactory
from agents.tools.calculator import calculator
from tests.support.waiting import PATIENCE


@pytest.fixture
def runtime(embedded_factory: ModelFactory) -> DemoRuntime:
    return embedded_factory._demo


def user(*content: Any) -> Messages:
    return [{"role": "user", "content": [{"text": one} if isinstance(one, str) else one for one in content]}]


async def reply(model: DemoModel, messages: Messages, tools: list[ToolSpec] | None = None) -> list[Any]:
    return [event async for event in model.stream(messages, tools)]


def text(events: list[Any]) -> str:
    return "".join(
        event["contentBlockDelta"]["delta"].get("text", "") for event in events if "contentBlockDelta" in event
    )


def stop_reason(events: list[Any]) -> str:
    (reason,) = [event["messageStop"]["stopReason"] for event in events if "messageStop" in event]
    return str(reason)


async def test_tool_result_is_repeated_word_for_word(runtime: DemoRuntime) -> None:
    result = {"toolUseId": "t", "status": "success", "content": [{"text": "**Answer:**  42 &\n\n1. as it is"}]}
    messages: Messages = [
        *user("What is 6 * 7?"),
        {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t", "name": "calculator", "input": {}}}]},
        *user({"toolResult": result}),
    ]
    events = await reply(DemoModel(runtime), messages, [calculator.tool_spec])
    assert text(events) == "Here is the calculation, step by step.\n\n**Answer:**  42 &\n\n1. as it is"
    assert stop_reason(events) == "end_turn"


async def test_prose_carries_a_caution_and_counts_its_tokens(runtime: DemoRuntime) -> None:
    events = await reply(DemoModel(runtime, temperature=0), user("What is the capital of France?"))
    assert text(events).startswith(canned_replies.CAUTION)
    assert "Paris" in text(events)
    usage = events[-1]["metadata"]["usage"]
    assert usage["inputTokens"] > 10
    assert 0 < usage["outputTokens"] <= 160


async def test_temperature_zero_is_deterministic(runtime: DemoRuntime) -> None:
    question = user("Write a sentence about the rainbow.")
    once = text(await reply(DemoModel(runtime, temperature=0), question))
    assert once == text(await reply(DemoModel(runtime, temperature=0), question))


async def test_max_tokens_cuts_the_reply_and_is_its_stop_reason(runtime: DemoRuntime) -> None:
    events = await reply(DemoModel(runtime, max_tokens=5), user("Write a long story about a dragon."))
    assert stop_reason(events) == "max_tokens"
    assert events[-1]["metadata"]["usage"]["outputTokens"] == 5


async def test_leaving_the_stream_ends_its_generation(runtime: DemoRuntime) -> None:
    """Eight abandoned replies on four threads would block the ninth if they continued."""
    model = DemoModel(runtime, temperature=0)
    for _ in range(8):
        stream = model.stream(user("Write a very long story about a dragon."))
        for _ in range(6):
            await anext(stream)
        await stream.aclose()
    events = await asyncio.wait_for(reply(model, user("What is the capital of France?")), PATIENCE)
    assert "Paris" in text(events)


async def test_replies_are_generated_concurrently(runtime: DemoRuntime) -> None:
    model = DemoModel(runtime, temperature=0)
    asked = ["What is the capital of France?", "What is the capital of Greece?"]
    paris, athens = await asyncio.gather(*(reply(model, user(question)) for question in asked))
    assert "Paris" in text(paris)
    assert "Athens" in text(athens)
