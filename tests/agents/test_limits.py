"""The limits of an agent in time: the work stops, the connection closes, and a sentence says why."""

import asyncio

import pytest

from agents import teacher
from agents.events import Done, Event, Text, ToolEnd
from agents.models.factory import ModelFactory
from agents.runner import Limits, run_agent
from agents.settings import ParameterValues
from agents.specialists import SPECIALISTS, Specialist
from agents.teacher import teach
from agents.tools.algebra.pool import AlgebraPool
from agents.tools.calculator import CALCULATOR
from agents.turn import TurnContext
from tests.agents.fakes.bedrock import START, BedrockFake, Pause, says, stop, text, tool_use
from tests.agents.support import ask

ENDLESS = "sin(x^x) * exp(x^3) * tan(x)"
SHORT = Limits(turns=5, tool_calls=5, seconds=0.5)
SENTENCE = "I stopped here: 0.5 seconds for one question are the limit."


async def test_a_slow_model_is_left_and_what_it_said_is_kept(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    pause = Pause()
    bedrock.on("Be slow", [START, *text("So far"), pause])
    model = await on_bedrock.factory.create(None, ParameterValues())
    events: list[Event] = []
    outcome = await run_agent(model, "Be slow", [], SHORT, "Hello", path=(), emit=events.append)
    assert (outcome.text, outcome.stop_reason) == (f"So far\n\n{SENTENCE}", "limit")
    assert "".join(event.text for event in events if isinstance(event, Text)) == outcome.text
    await asyncio.wait_for(pause.left.wait(), 5)


async def test_a_slow_tool_is_left(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    call = tool_use("c", "calculator", operation="integrate", expression=ENDLESS)
    bedrock.on("Calculate", [START, *call, *stop("tool_use")])
    model = await on_bedrock.factory.create(None, ParameterValues())
    events: list[Event] = []
    outcome = await run_agent(model, "Calculate", [CALCULATOR], SHORT, "Hello", path=("m",), emit=events.append)
    assert (outcome.text, outcome.stop_reason) == (SENTENCE, "limit")
    (end,) = [event for event in events if isinstance(event, ToolEnd)]
    assert (end.path, end.ok) == (("m", "c"), False)


async def test_a_slow_specialist_ends_in_a_sentence_and_the_teacher_goes_on(
    on_bedrock: TurnContext, bedrock: BedrockFake
) -> None:
    slow = Specialist("slow_assistant", "Slow", "clock", "Slow things", (), "Be slow", limits=SHORT)
    bedrock.on("You are the Teacher", [START, *tool_use("s", "slow_assistant", query="x"), *stop("tool_use")])
    bedrock.on("Be slow", [START, Pause()])
    bedrock.on("You are the Teacher", says("The specialist took too long."))
    model = await on_bedrock.factory.create(None, ParameterValues())
    events: list[Event] = []
    outcome = await teach("x", [], model, events.append, [slow])
    assert ToolEnd(("s",), SENTENCE, ok=True) in events
    assert (outcome.text, outcome.stop_reason) == ("The specialist took too long.", "end_turn")


async def test_a_whole_turn_ends_in_a_sentence(
    on_bedrock: TurnContext, bedrock: BedrockFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teacher, "LIMITS", SHORT)
    bedrock.on("You are the Teacher", [START, *text("Well, "), Pause()])
    events = await ask("Hello", on_bedrock)
    assert events[-1] == Done((), f"Well, \n\n{SENTENCE}", "limit", "us.amazon.nova-2-lite-v1:0")


@pytest.mark.parametrize("specialist", SPECIALISTS, ids=lambda one: one.name)
def test_every_specialist_ends_before_the_teacher_does(specialist: Specialist) -> None:
    assert 0 < specialist.limits.seconds < teacher.LIMITS.seconds
    assert specialist.limits.turns > 0
    assert specialist.limits.tool_calls > 0


async def test_a_tool_that_fails_says_so_without_its_exception(
    on_bedrock: TurnContext, bedrock: BedrockFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(self: AlgebraPool, task: object) -> str:
        raise RuntimeError("secret details")

    monkeypatch.setattr(AlgebraPool, "work_out", broken)
    bedrock.on("Calculate", [START, *tool_use("c", "calculator", expression="1 + 1"), *stop("tool_use")])
    bedrock.on("Calculate", [START, *tool_use("d", "calculator", nonsense={"secret": 1}), *stop("tool_use")])
    bedrock.on("Calculate", says("Sorry."))
    model = await on_bedrock.factory.create(None, ParameterValues())
    events: list[Event] = []
    limits = Limits(turns=5, tool_calls=5, seconds=20)
    await run_agent(model, "Calculate", [CALCULATOR], limits, "Hello", path=(), emit=events.append)
    failed, unfit = [event.output for event in events if isinstance(event, ToolEnd)]
    assert failed.startswith("The tool failed; try it another way. (Reference: ")
    assert unfit == "The tool was called with an input that does not fit its description."
    assert "secret" not in str([request["messages"][-1] for request in bedrock.requests[1:2]])


async def test_the_same_limits_hold_on_the_embedded_model(embedded_factory: ModelFactory) -> None:
    model = await embedded_factory.create("embedded", ParameterValues())
    limits = Limits(turns=1, tool_calls=1, seconds=20)
    outcome = await run_agent(model, "math", [CALCULATOR], limits, "What is 2 + 2?", path=(), emit=lambda event: None)
    assert outcome.stop_reason == "limit"
    assert outcome.text == "I stopped here: 1 steps for one question are the limit."
