"""Every call of a model is reserved before it is made and settled after it, however it ends."""

import asyncio
from dataclasses import dataclass, field, replace

import pytest

from agents.agent.output import AgentOutput
from agents.agent.runner import run_agent
from agents.agent.spend_guard import GuardedModel, SpendRefused, most_tokens
from agents.events import Done, Event, Text, Usage
from agents.parameters import ParameterValues
from agents.specialists import Limits
from agents.turn.run_turn import TurnContext
from tests.agents.fakes import chat
from tests.agents.fakes.bedrock import START, BedrockFake, Pause, Refusal, calls, says, text
from tests.agents.fakes.openai import OpenAIFake
from tests.agents.support import ask, text_at
from tests.support.waiting import PATIENCE, eventually

SENTENCE = "No more for {who}."
LIMITS = Limits(turns=5, tool_calls=5, seconds=PATIENCE)


@dataclass
class Guard:
    """Lets a number of calls through, and keeps what they reserved and used."""

    calls: int = 100
    reserved: list[tuple[str, int, int]] = field(default_factory=list)
    used: list[Usage] = field(default_factory=list)

    async def reserve(self, model_id: str, input_tokens: int, output_tokens: int) -> "Guard":
        if len(self.reserved) == self.calls:
            raise SpendRefused(SENTENCE, "budget", who="today")
        self.reserved.append((model_id, input_tokens, output_tokens))
        return self

    def settle(self, used: Usage) -> None:
        self.used.append(used)


async def test_a_turn_is_stopped_between_its_calls_and_keeps_what_was_said(
    on_bedrock: TurnContext, bedrock: BedrockFake
) -> None:
    guard = Guard(calls=2)
    bedrock.on("What is 6 * 7?", calls(("m1", "math_assistant", {"query": "6 * 7"}), said="Let me see."))
    bedrock.on("6 * 7", says("It is 42.", tokens=(7, 3)))
    events = await ask("What is 6 * 7?", replace(on_bedrock, guard=guard))
    assert text_at(events, "m1") == "It is 42."
    assert text_at(events) == "Let me see.\n\nNo more for today."
    done = events[-1]
    assert isinstance(done, Done)
    assert (done.text, done.stop_reason) == ("Let me see.\n\nNo more for today.", "budget")
    assert guard.used == [Usage((), 10, 5), Usage((), 7, 3)]
    assert len(bedrock.requests) == 2


async def test_a_reservation_covers_the_request_and_the_longest_answer(
    on_bedrock: TurnContext, bedrock: BedrockFake
) -> None:
    guard = Guard()
    bedrock.on("Hello", says("Hi!"))
    await ask("Hello", replace(on_bedrock, guard=guard))
    ((model, reads, writes),) = guard.reserved
    request = bedrock.requests[0]
    assert model == "us.amazon.nova-2-lite-v1:0"
    assert writes == request["inferenceConfig"]["maxTokens"]
    assert reads > len(str(request["system"])) + len(str(request["toolConfig"]))


async def test_a_call_that_is_refused_costs_nothing_and_one_that_breaks_off_is_estimated(
    on_bedrock: TurnContext, bedrock: BedrockFake
) -> None:
    guard = Guard()
    bedrock.on("Hello", Refusal(400, "ValidationException"))
    await ask("Hello", replace(on_bedrock, guard=guard))
    assert guard.used == [Usage((), 0, 0)]
    bedrock.on("Hello", [START, *text("Grüße")])
    bedrock.on("Hello", says("Hi!"))
    await ask("Hello", replace(on_bedrock, guard=guard))
    reads = guard.reserved[1][1]
    assert guard.used[1:] == [Usage((), reads, len("Grüße".encode())), Usage((), 10, 5)]


async def test_a_reply_of_a_server_that_reports_no_usage_is_estimated(
    on_openai: TurnContext, openai: OpenAIFake
) -> None:
    guard = Guard()
    openai.on("Hello", [*chat.text("Grüße"), chat.chunk({}, "stop"), chat.DONE])
    await ask("Hello", replace(on_openai, guard=guard))
    ((_, reads, _),) = guard.reserved
    assert guard.used == [Usage((), reads, len("Grüße".encode()))]


async def test_a_stopped_answer_is_settled(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    guard, pause = Guard(), Pause()
    bedrock.on("Be slow", [START, *text("So far"), pause])
    model = GuardedModel(await on_bedrock.factory.create(None, ParameterValues()), guard)
    events: list[Event] = []
    running = asyncio.create_task(
        run_agent(model, "Be slow", [], LIMITS, "Hello", output=AgentOutput((), events.append))
    )
    await eventually(lambda: Text((), "So far") in events)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await asyncio.wait_for(pause.left.wait(), PATIENCE)
    assert guard.used == [Usage((), guard.reserved[0][1], len("So far"))]


async def test_the_embedded_model_is_never_counted(embedded: TurnContext) -> None:
    guard = Guard(calls=0)
    done = (await ask("What is 6 * 7?", replace(embedded, guard=guard)))[-1]
    assert isinstance(done, Done)
    assert done.stop_reason == "end_turn"


@pytest.mark.parametrize("content", ["", "abc", "日本語", "1234567890" * 50, {"a": ["b", {"c": b"picture"}]}, "\ud800"])
def test_a_count_is_never_below_the_bytes(content: object) -> None:
    assert most_tokens(content) >= len(str(content).encode("utf-8", "replace"))
