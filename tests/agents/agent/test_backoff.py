"""A turn whose model is throttled waits in the pause that all servers share; the real Bedrock model and HTTP."""

import asyncio
from dataclasses import replace

import pytest

from agents.agent import backoff, retry
from agents.agent.backoff import ModelPaused, Pause, PausingModel, SharedBackoff
from agents.agent.output import AgentOutput
from agents.agent.text_tap import TextTap
from agents.events import Done, Error, Event, Retry
from agents.turn.run_turn import TurnContext, run_turn
from tests.agents.fakes.bedrock import START, BedrockFake, Refusal, failure, says, text
from tests.agents.fakes.scripted import AnswerMessage
from tests.agents.support import ask

MODEL = "us.amazon.nova-2-lite-v1:0"
TEACHER = "You are the Teacher"
BUSY = Refusal(429, "ThrottlingException")


class Memory:
    """What servers share, in one process."""

    def __init__(self) -> None:
        self.pauses: dict[str, Pause] = {}
        self.requests = 0

    async def read(self, model_id: str) -> Pause | None:
        self.requests += 1
        return self.pauses.get(model_id)

    async def replace(self, model_id: str, seen: Pause | None, pause: Pause) -> bool:
        self.requests += 1
        if self.pauses.get(model_id) != seen:
            return False
        self.pauses[model_id] = pause
        return True


class Clock:
    """The time, which stands still until a test moves it on."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def shared() -> Memory:
    return Memory()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server(shared: Memory, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> SharedBackoff:
    monkeypatch.setattr(retry, "FIRST_DELAY", 0.0)
    monkeypatch.setattr(backoff, "FIRST_SECONDS", 0.05)
    return SharedBackoff(shared, clock)


@pytest.fixture
def context(on_bedrock: TurnContext, server: SharedBackoff) -> TurnContext:
    return replace(on_bedrock, backoff=server)


async def test_nothing_is_shared_while_nothing_is_throttled(
    context: TurnContext, shared: Memory, bedrock: BedrockFake
) -> None:
    bedrock.on(TEACHER, says("Hello."))
    assert (await ask("Hello", context))[-1] == Done((), "Hello.", "end_turn", MODEL)
    assert shared.requests == 0


@pytest.mark.parametrize(
    "refused", [BUSY, [START, *text("Half"), failure("throttlingException")]], ids=["at once", "in the middle"]
)
async def test_refusal_begins_a_pause_after_which_the_turn_is_answered(
    context: TurnContext, shared: Memory, clock: Clock, bedrock: BedrockFake, refused: AnswerMessage
) -> None:
    bedrock.on(TEACHER, refused)
    bedrock.on(TEACHER, says("Hello."))
    turn = run_turn("Hello", context, [], asyncio.Event())
    events: list[Event] = []
    async for event in turn:
        events.append(event)
        if isinstance(event, Retry):
            assert len(bedrock.requests) == 1
            assert 0.05 <= event.delay <= 0.1
            assert shared.pauses == {MODEL: Pause(0.05, clock.now + 0.05)}
            break
    clock.now += 1
    events += [event async for event in turn]
    assert isinstance(events[-1], Done)
    assert events[-1].text == "Hello."
    assert len(bedrock.requests) == 2


async def test_server_that_knows_of_the_pause_does_not_call_the_model_in_it(
    context: TurnContext, server: SharedBackoff, clock: Clock, bedrock: BedrockFake
) -> None:
    await server.note_refusal(MODEL)
    bedrock.on(TEACHER, says("Hello."))
    turn = run_turn("Hello", context, [], asyncio.Event())
    assert [isinstance(await anext(turn), Retry) for _ in range(4)] == [True] * 4
    assert bedrock.requests == []
    clock.now += 1
    *_, last = [event async for event in turn]
    assert isinstance(last, Done)
    assert last.text == "Hello."


async def test_model_that_refuses_every_attempt_is_busy(
    context: TurnContext, clock: Clock, bedrock: BedrockFake
) -> None:
    for _ in range(retry.MAX_ATTEMPTS):
        bedrock.on(TEACHER, BUSY)
    events: list[Event] = []
    async for event in run_turn("Hello", context, [], asyncio.Event()):
        events.append(event)
        clock.now += 1
    assert [event.code for event in events if isinstance(event, Error)] == ["busy"]
    assert len(bedrock.requests) == retry.MAX_ATTEMPTS


async def test_nobody_waits_longer_than_the_limit_in_pauses(
    context: TurnContext, server: SharedBackoff, bedrock: BedrockFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "MAX_PAUSED_SECONDS", 0.5)
    await server.note_refusal(MODEL)
    events = await ask("Hello", context)
    assert [event.code for event in events if isinstance(event, Error)] == ["busy"]
    assert sum(event.delay for event in events if isinstance(event, Retry)) <= 0.5
    assert bedrock.requests == []


async def test_turn_can_be_stopped_in_a_pause(
    context: TurnContext, server: SharedBackoff, bedrock: BedrockFake
) -> None:
    await server.note_refusal(MODEL)
    cancel = asyncio.Event()
    turn = run_turn("Hello", context, [], cancel)
    assert isinstance(await anext(turn), Retry)
    cancel.set()
    *_, last = [event async for event in turn]
    assert isinstance(last, Done)
    assert last.stop_reason == "cancelled"
    assert bedrock.requests == []


async def test_pause_is_no_silence_of_the_model(context: TurnContext, server: SharedBackoff) -> None:
    """Otherwise the next attempt would be given up as silent for a minute."""
    await server.note_refusal(MODEL)
    model = await context.factory.create(None, await context.parameters.current())
    tap = TextTap(PausingModel(model, server), AgentOutput((), lambda _: None))
    with pytest.raises(ModelPaused):
        _ = [chunk async for chunk in tap.stream([])]
    assert tap._silence._alive_at is None
