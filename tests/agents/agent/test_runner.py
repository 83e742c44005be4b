"""An agent at its limits: the work stops, the connection closes, and a sentence says why."""

import asyncio
from types import SimpleNamespace

import pytest

from agents.agent import orchestrator, runner
from agents.agent.orchestrator import run_teacher
from agents.agent.output import AgentOutput
from agents.agent.runner import run_agent
from agents.events import Done, Event, Text, ToolEnd
from agents.mathematics.pool import AlgebraPool, algebra
from agents.models.factory import ModelFactory
from agents.parameters import ParameterValues
from agents.specialists import SPECIALISTS, Limits, Specialist
from agents.tools.calculator import CALCULATOR
from agents.turn.run_turn import TurnContext, run_turn
from tests.agents.fakes.bedrock import START, BedrockFake, Pause, says, stop, text, tool_use
from tests.support.waiting import PATIENCE, eventually

ENDLESS = "sin(x^x) * exp(x^3) * tan(x)"
SHORT = Limits(turns=5, tool_calls=5, seconds=0.5)
SENTENCE = "I stopped here: 0.5 seconds for one question are the limit."


class Clock:
    """Ends the half second of `SHORT` when the test calls `run_out`, so that no test depends on real time."""

    def __init__(self) -> None:
        self._running: asyncio.Timeout | None = None

    def timeout(self, seconds: float) -> asyncio.Timeout:
        if seconds != SHORT.seconds:
            return asyncio.timeout(seconds)
        self._running = asyncio.timeout(None)
        return self._running

    def run_out(self) -> None:
        assert self._running is not None
        self._running.reschedule(asyncio.get_running_loop().time())


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(runner, "asyncio", SimpleNamespace(timeout=clock.timeout))
    return clock


async def test_slow_model_is_cancelled_and_its_text_is_kept(
    on_bedrock: TurnContext, bedrock: BedrockFake, clock: Clock
) -> None:
    pause = Pause()
    bedrock.on("Be slow", [START, *text("So far"), pause])
    model = await on_bedrock.factory.create(None, ParameterValues())
    events: list[Event] = []
    running = asyncio.create_task(
        run_agent(model, "Be slow", [], SHORT, "Hello", output=AgentOutput((), events.append))
    )
    await eventually(lambda: Text((), "So far") in events)
    clock.run_out()
    outcome = await running
    assert (outcome.text, outcome.stop_reason) == (f"So far\n\n{SENTENCE}", "limit")
    assert "".join(event.text for event in events if isinstance(event, Text)) == outcome.text
    await asyncio.wait_for(pause.left.wait(), PATIENCE)


async def test_slow_tool_is_cancelled(on_bedrock: TurnContext, bedrock: BedrockFake, clock: Clock) -> None:
    await eventually(lambda: not algebra._busy)  # tasks of other tests have ended
    call = tool_use("c", "calculator", operation="integrate", expression=ENDLESS)
    bedrock.on("Calculate", [START, *call, *stop("tool_use")])
    model = await on_bedrock.factory.create(None, ParameterValues())
    events: list[Event] = []
    running = asyncio.create_task(
        run_agent(model, "Calculate", [CALCULATOR], SHORT, "Hello", output=AgentOutput(("m",), events.append))
    )
    await eventually(lambda: bool(algebra._busy))
    clock.run_out()
    outcome = await running
    assert (outcome.text, outcome.stop_reason) == (SENTENCE, "limit")
    (end,) = [event for event in events if isinstance(event, ToolEnd)]
    assert (end.path, end.ok) == (("m", "c"), False)


async def test_slow_specialist_ends_in_a_sentence_and_the_teacher_continues(
    on_bedrock: TurnContext, bedrock: BedrockFake, clock: Clock
) -> None:
    pause = Pause()
    slow = Specialist("slow_assistant", "Slow", "clock", "Slow things", (), "Be slow", limits=SHORT)
    bedrock.on("You are the Teacher", [START, *tool_use("s", "slow_assistant", query="x"), *stop("tool_use")])
    bedrock.on("Be slow", [START, pause])
    bedrock.on("You are the Teacher", says("The specialist took too long."))
    model = await on_bedrock.factory.create(None, ParameterValues())
    events: list[Event] = []
    running = asyncio.create_task(run_teacher("x", [], model, AgentOutput((), events.append), [slow]))
    await pause.reached.wait()
    clock.run_out()
    outcome = await running
    assert ToolEnd(("s",), SENTENCE, ok=True) in events
    assert (outcome.text, outcome.stop_reason) == ("The specialist took too long.", "end_turn")


async def test_turn_at_its_time_limit_ends_in_a_sentence(
    on_bedrock: TurnContext, bedrock: BedrockFake, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orchestrator, "LIMITS", SHORT)
    bedrock.on("You are the Teacher", [START, *text("Well, "), Pause()])
    turn = run_turn("Hello", on_bedrock, [], asyncio.Event())
    events = [await anext(turn)]
    assert events == [Text((), "Well, ")]
    clock.run_out()
    events += [event async for event in turn]
    assert events[-1] == Done((), f"Well, \n\n{SENTENCE}", "limit", "us.amazon.nova-2-lite-v1:0")


@pytest.mark.parametrize("specialist", SPECIALISTS, ids=lambda one: one.name)
def test_limits_of_every_specialist_are_below_the_teachers(specialist: Specialist) -> None:
    assert 0 < specialist.limits.seconds < orchestrator.LIMITS.seconds
    assert specialist.limits.turns > 0
    assert specialist.limits.tool_calls > 0


async def test_result_of_a_failing_tool_does_not_hold_its_exception(
    on_bedrock: TurnContext, bedrock: BedrockFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(self: AlgebraPool, task: object) -> str:
        raise RuntimeError("secret details")

    monkeypatch.setattr(AlgebraPool, "solve", broken)
    bedrock.on("Calculate", [START, *tool_use("c", "calculator", expression="1 + 1"), *stop("tool_use")])
    bedrock.on("Calculate", [START, *tool_use("d", "calculator", nonsense={"secret": 1}), *stop("tool_use")])
    bedrock.on("Calculate", says("Sorry."))
    model = await on_bedrock.factory.create(None, ParameterValues())
    events: list[Event] = []
    limits = Limits(turns=5, tool_calls=5, seconds=PATIENCE)
    await run_agent(model, "Calculate", [CALCULATOR], limits, "Hello", output=AgentOutput((), events.append))
    failed, unfit = [event.output for event in events if isinstance(event, ToolEnd)]
    assert failed.startswith("The tool failed; try it another way. (Reference: ")
    assert unfit == "The tool was called with an input that does not fit its description."
    assert "secret" not in str([request["messages"][-1] for request in bedrock.requests[1:2]])


async def test_limits_hold_on_the_embedded_model(embedded_factory: ModelFactory) -> None:
    model = await embedded_factory.create("embedded", ParameterValues())
    limits = Limits(turns=1, tool_calls=1, seconds=PATIENCE)
    outcome = await run_agent(
        model, "math", [CALCULATOR], limits, "What is 2 + 2?", output=AgentOutput((), lambda event: None)
    )
    assert outcome.stop_reason == "limit"
    assert outcome.text == "I stopped here: 1 steps for one question are the limit."
