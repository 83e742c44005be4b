"""The buffer joins pieces of text, keeps the order, and loses nothing."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from agents.events import Done, Event, Reasoning, Text, ToolInput, ToolStart
from agents.pace import CROWD, pace
from agents.turn.event_buffer import EventBuffer
from tests.agents.support import set_pace

DONE = Done((), "", "end_turn", "m")
CALL = ToolStart(("a",), "math", "Mathematics", "calculator")
CALL_INPUT = ToolInput(("a",), {"query": "2 + 2"})


@pytest.fixture
def crowd() -> Iterator[None]:
    """Let many answers run."""
    with ExitStack() as answers:
        for _ in range(CROWD + 1):
            answers.enter_context(pace.answering())
        yield


async def everything(events: EventBuffer) -> list[Event]:
    """Take events as a turn does, until `Done`."""
    taken: list[Event] = []
    while DONE not in taken:
        taken += await events.take()
        await events.pause()
    return taken


async def test_first_text_is_available_at_once_and_the_rest_is_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    set_pace(monkeypatch, 1)
    events = EventBuffer()
    taking = asyncio.create_task(events.take())
    await asyncio.sleep(0)
    events.put(Text((), "first"))
    assert await taking == [Text((), "first")]
    pausing = asyncio.create_task(events.pause())
    for number in range(100):
        events.put(Text((), f" {number}"))
        await asyncio.sleep(0)
    assert not pausing.done()
    await pausing
    assert await events.take() == [Text((), "".join(f" {number}" for number in range(100)))]


async def test_other_events_end_the_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    set_pace(monkeypatch, 3600)
    events = EventBuffer()
    pausing = asyncio.create_task(events.pause())
    await asyncio.sleep(0)
    events.put(Text((), "some"))
    events.put(DONE)
    await pausing
    await events.pause()  # returns at once, because such an event is there
    assert await events.take() == [Text((), "some"), DONE]


async def test_texts_of_two_paths_are_joined_separately() -> None:
    events = EventBuffer()
    for number in range(3):
        events.put(Text(("a",), f"a{number}"))
        events.put(Text(("b",), f"b{number}"))
    assert await events.take() == [Text(("a",), "a0a1a2"), Text(("b",), "b0b1b2")]


async def test_text_does_not_move_past_other_events() -> None:
    events = EventBuffer()
    sequence: list[Event] = [
        Text((), "before"),
        CALL,
        Text((), "after"),
        Text(("a",), "works"),
        Reasoning((), "so"),
        Text((), "then"),
    ]
    for event in sequence:
        events.put(event)
    assert await events.take() == sequence


async def test_no_event_is_lost_between_writer_and_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    set_pace(monkeypatch, 0.001)
    events = EventBuffer()
    taking = asyncio.create_task(everything(events))
    for number in range(500):
        events.put(Text((), f"{number} "))
        if number % 7 == 0:
            await asyncio.sleep(0)
        if number % 100 == 0:
            await asyncio.sleep(0.002)
    events.put(DONE)
    *texts, done = await taking
    assert done == DONE
    assert len(texts) < 500
    assert "".join(event.text for event in texts if isinstance(event, Text)) == "".join(f"{n} " for n in range(500))


async def test_call_is_returned_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    set_pace(monkeypatch, 3600)
    events = EventBuffer()
    events.put(CALL)
    assert await events.take() == [CALL]


@pytest.mark.usefixtures("crowd")
async def test_among_many_answers_a_call_waits_for_what_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    set_pace(monkeypatch, 3600)
    events = EventBuffer()
    taking = asyncio.create_task(events.take())
    for event in (CALL, CALL_INPUT):
        events.put(event)
        await asyncio.sleep(0.01)
        assert not taking.done()
    events.put(Text((), "first"))
    assert await taking == [CALL, CALL_INPUT, Text((), "first")]
    events.put(CALL)
    events.put(DONE)
    assert await events.take() == [CALL, DONE]


@pytest.mark.usefixtures("crowd")
async def test_among_many_answers_a_call_waits_no_longer_than_the_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    set_pace(monkeypatch, 0.05)
    events = EventBuffer()
    events.put(CALL)
    assert await events.take() == [CALL]


@pytest.mark.usefixtures("crowd")
async def test_taking_can_be_cancelled_while_a_call_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    set_pace(monkeypatch, 3600)
    events = EventBuffer()
    events.put(CALL)
    taking = asyncio.create_task(events.take())
    await asyncio.sleep(0)
    taking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await taking
    events.put(Text((), "first"))
    assert await events.take() == [CALL, Text((), "first")]
