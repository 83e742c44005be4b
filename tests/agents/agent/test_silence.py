"""A model that says nothing: the silence is told, then given up; what was said is kept, and nothing is asked again."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from types import SimpleNamespace

import pytest

from agents.agent import retry, silence
from agents.agent.silence import Silence
from agents.events import Done, Error, Notice, Retry
from agents.models import connections
from agents.turn.run_turn import TurnContext, run_turn
from tests.agents.fakes import chat
from tests.agents.fakes.dialects import Provider
from tests.agents.fakes.openai import OpenAIFake
from tests.agents.fakes.scripted import Drop, Pause, Step
from tests.agents.support import ask, text_at
from tests.support.waiting import PATIENCE

SILENT = "The model said nothing for a whole minute; ask again later, or choose another model."


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(silence, "NOTICE_SECONDS", 0.2)
    monkeypatch.setattr(silence, "MAX_SECONDS", 0.4)
    monkeypatch.setattr(retry, "FIRST_DELAY", 0.0)


@pytest.mark.parametrize("said", ["", "So far"])
async def test_silence_is_told_and_given_up(provider: Provider, short: None, said: str) -> None:
    pause = Pause()
    provider.fake.think(lambda _: [*(provider.write.half(said) if said else []), pause])
    events = await ask("Hello", provider.context)
    (notice,) = [event for event in events if isinstance(event, Notice)]
    assert notice.sentence == "The model has said nothing for 0 seconds; waiting for it…"
    assert [event.message for event in events if isinstance(event, Error)] == [SILENT]
    assert not any(isinstance(event, Retry) for event in events)
    assert isinstance(events[-1], Done)
    assert (events[-1].text, events[-1].stop_reason) == (said, "error")
    assert len(provider.fake.requests) == 1
    await asyncio.wait_for(pause.left.wait(), PATIENCE)


async def test_silence_goes_on_over_attempts(on_openai: TurnContext, openai: OpenAIFake, short: None) -> None:
    replies: list[list[Step]] = [[Drop()], [Pause()]]
    openai.think(lambda _: replies.pop(0))
    events = await ask("Hello", on_openai)
    assert [event.message for event in events if isinstance(event, Error)] == [SILENT]
    assert len(openai.requests) == 2


async def test_model_that_speaks_again_is_waited_for(
    on_openai: TurnContext, openai: OpenAIFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(silence, "NOTICE_SECONDS", 0.05)
    pause = Pause()
    openai.on("Hello", [*chat.half("So "), pause, *chat.text("far."), *chat.stop()])
    events = []
    async for event in run_turn("Hello", on_openai, [], asyncio.Event()):
        events.append(event)
        if isinstance(event, Notice):
            pause.release.set()
    assert any(isinstance(event, Notice) for event in events)
    assert text_at(events) == "So far."


class Clock:
    """A loop whose time passes when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0
        self.due: list[tuple[float, Callable[[], None]]] = []

    def time(self) -> float:
        return self.now

    def call_at(self, when: float, call: Callable[[], None]) -> "Clock":
        self.due.append((when, call))
        return self

    def cancel(self) -> None: ...

    def pass_until(self, now: float) -> None:
        while due := [one for one in self.due if one[0] <= now]:
            self.due.remove(due[0])
            self.now = max(self.now, due[0][0])
            due[0][1]()
        self.now = now


async def test_server_that_shows_that_it_works_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenRouter and others send comments while a model thinks: the person is told, and nobody gives up."""
    clock, told = Clock(), list[float]()
    monkeypatch.setattr(silence, "asyncio", SimpleNamespace(get_running_loop=lambda: clock, timeout=asyncio.timeout))
    one = Silence(told.append)
    one.begin()

    async def thinks() -> AsyncGenerator[str, None]:
        for second in range(0, 300, 5):
            clock.pass_until(second)
            one.hear(words=False)
        yield "Hi."

    assert await one.next(thinks()) == "Hi."
    one.hear(words=True)
    assert told == [15.0]
    clock.pass_until(clock.now + 14)
    assert told == [15.0]
    clock.pass_until(clock.now + 2)
    assert told == [15.0, 15.0]


async def test_transport_that_gives_up_first_says_the_same(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_READ_SECONDS", 0.2)
    provider.fake.think(lambda _: [*provider.write.half("So far"), Pause()])
    events = await ask("Hello", provider.context)
    assert [event.message for event in events if isinstance(event, Error)] == [SILENT]
    assert text_at(events) == "So far"
    assert len(provider.fake.requests) == 1
