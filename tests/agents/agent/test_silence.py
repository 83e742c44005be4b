"""A model that says nothing: the silence is told, then given up; what was said is kept, and nothing is asked again."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from types import SimpleNamespace

import pytest

from agents.agent import retry, silence
from agents.agent.silence import Silence
from agents.events import Done, Error, Event, Notice, Retry, Text
from agents.models import connections
from agents.turn.run_turn import TurnContext, run_turn
from tests.agents.fakes import chat
from tests.agents.fakes.dialects import Provider
from tests.agents.fakes.openai import OpenAIFake
from tests.agents.fakes.scripted import Drop, Pause, Step
from tests.agents.support import ask, text_at
from tests.support.waiting import PATIENCE, eventually

SILENT = "The model said nothing for a whole minute; ask again later, or choose another model."


class Timer:
    """A call that is due at some time."""

    def __init__(self, due: float, call: Callable[[], None]) -> None:
        self.due: float | None = due
        self.call = call

    def cancel(self) -> None:
        self.due = None


class Clock:
    """A loop whose time passes when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0
        self.timers: list[Timer] = []

    def time(self) -> float:
        return self.now

    def call_at(self, due: float, call: Callable[[], None]) -> Timer:
        self.timers.append(Timer(due, call))
        return self.timers[-1]

    def run(self, seconds: float) -> None:
        """Let seconds pass, and call what is due by then."""
        end = self.now + seconds
        while due := [one for one in self.timers if one.due is not None and one.due <= end]:
            first = min(due, key=lambda one: one.due or 0.0)
            self.timers.remove(first)
            self.now = max(self.now, first.due or 0.0)
            first.call()
        self.now = end


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(silence, "asyncio", SimpleNamespace(get_running_loop=lambda: clock, timeout=asyncio.timeout))
    monkeypatch.setattr(retry, "FIRST_DELAY", 0.0)
    return clock


def asking(context: TurnContext) -> tuple["asyncio.Task[None]", list[Event]]:
    """A question that is being asked, and the events so far."""
    events: list[Event] = []

    async def collect() -> None:
        async for event in run_turn("Hello", context, [], asyncio.Event()):
            events.append(event)

    return asyncio.create_task(collect()), events


@pytest.mark.parametrize("said", ["", "So far"])
async def test_silence_is_told_and_given_up(provider: Provider, clock: Clock, said: str) -> None:
    pause = Pause()
    provider.fake.think(lambda _: [*(provider.write.half(said) if said else []), pause])
    running, events = asking(provider.context)
    await asyncio.wait_for(pause.reached.wait(), PATIENCE)
    await eventually(lambda: text_at(events) == said)
    clock.run(14)
    await asyncio.sleep(0)
    assert not any(isinstance(event, Notice) for event in events)
    clock.run(2)
    await eventually(lambda: any(isinstance(event, Notice) for event in events))
    clock.run(45)
    await asyncio.wait_for(running, PATIENCE)
    (notice,) = [event for event in events if isinstance(event, Notice)]
    assert notice.sentence == "The model has said nothing for 15 seconds; waiting for it…"
    assert [event.message for event in events if isinstance(event, Error)] == [SILENT]
    assert not any(isinstance(event, Retry) for event in events)
    assert isinstance(events[-1], Done)
    assert (events[-1].text, events[-1].stop_reason) == (said, "error")
    assert len(provider.fake.requests) == 1
    await asyncio.wait_for(pause.left.wait(), PATIENCE)


async def test_silence_goes_on_over_attempts(on_openai: TurnContext, openai: OpenAIFake, clock: Clock) -> None:
    first, second = Pause(), Pause()
    replies: list[list[Step]] = [[first, Drop()], [second]]
    openai.think(lambda _: replies.pop(0))
    running, events = asking(on_openai)
    await asyncio.wait_for(first.reached.wait(), PATIENCE)
    clock.run(40)
    first.release.set()
    await asyncio.wait_for(second.reached.wait(), PATIENCE)
    clock.run(21)
    await asyncio.wait_for(running, PATIENCE)
    assert [event.message for event in events if isinstance(event, Error)] == [SILENT]
    assert len(openai.requests) == 2


async def test_model_that_speaks_again_is_waited_for(on_openai: TurnContext, openai: OpenAIFake, clock: Clock) -> None:
    first, second = Pause(), Pause()
    openai.on("Hello", [*chat.half("So "), first, *chat.text("far."), second, *chat.stop()])
    running, events = asking(on_openai)
    await asyncio.wait_for(first.reached.wait(), PATIENCE)
    await eventually(lambda: text_at(events) == "So ")
    clock.run(50)
    first.release.set()
    await asyncio.wait_for(second.reached.wait(), PATIENCE)
    await eventually(lambda: text_at(events) == "So far.")
    clock.run(50)
    second.release.set()
    await asyncio.wait_for(running, PATIENCE)
    assert [type(event) for event in events if isinstance(event, Text | Notice)] == [Text, Notice, Text, Notice]
    assert isinstance(events[-1], Done)
    assert events[-1].stop_reason == "end_turn"


async def test_server_that_shows_that_it_works_is_waited_for(clock: Clock) -> None:
    """OpenRouter and others send comments while a model thinks: the person is told, and nobody gives up."""
    told = list[float]()
    one = Silence(told.append)
    one.begin()

    async def thinks() -> AsyncGenerator[str, None]:
        for _ in range(60):
            clock.run(5)
            one.hear(words=False)
        yield "Hi."

    assert await one.next(thinks()) == "Hi."
    assert told == [15.0]


async def test_model_inside_the_process_is_waited_for(clock: Clock) -> None:
    told = list[float]()
    one = Silence(told.append, gives_up=False)
    one.begin()

    async def waits_in_line() -> AsyncGenerator[str, None]:
        clock.run(300)
        yield "Hi."

    assert await one.next(waits_in_line()) == "Hi."
    assert told == [15.0]


async def test_transport_that_gives_up_first_says_the_same(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_READ_SECONDS", 1.0)
    provider.fake.think(lambda _: [*provider.write.half("So far"), Pause()])
    events = await ask("Hello", provider.context)
    assert [event.message for event in events if isinstance(event, Error)] == [SILENT]
    assert not any(isinstance(event, Retry) for event in events)
