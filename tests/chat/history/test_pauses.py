"""Servers that share a store pause together; without the store each pauses alone."""

import asyncio

import pytest

from agents.agent import backoff
from agents.agent.backoff import FIRST_SECONDS, FORGET_SECONDS, MAX_SECONDS, Pause, SharedBackoff
from chat.history.pauses import StoredPauses
from chat.history.store import ConversationStore

MODEL = "us.amazon.nova-2-lite-v1:0"


class Clock:
    """The time of all servers of a test."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.25

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backoff, "STORE_SECONDS", 60)


async def eased(*servers: SharedBackoff) -> None:
    """Let each server note an answer, and wait until it is done with it."""
    for server in servers:
        server.note_answer(MODEL)
        await asyncio.gather(*server._easing)


async def test_pause_is_kept_as_it_was_written(store: ConversationStore) -> None:
    pauses = StoredPauses(store)
    pause = Pause(0.1 + 0.2, 1_800_000_000.123456)
    assert await pauses.read(MODEL) is None
    assert await pauses.replace(MODEL, None, pause)
    assert await pauses.read(MODEL) == pause
    assert not await pauses.replace(MODEL, None, Pause(1, 2))
    assert await pauses.replace(MODEL, pause, Pause(1, 2))
    assert await pauses.read("another") is None


async def test_refusals_at_the_same_time_begin_one_pause_for_all_servers(store: ConversationStore) -> None:
    clock = Clock()
    servers = [SharedBackoff(StoredPauses(store), clock) for _ in range(3)]
    assert [server.wait_seconds(MODEL) for server in servers] == [0, 0, 0]
    waits = await asyncio.gather(*(server.note_refusal(MODEL) for server in servers for _ in range(5)))
    assert all(FIRST_SECONDS <= wait <= 2 * FIRST_SECONDS for wait in waits)
    assert len(set(waits)) > 1  # they do not come back at the same moment
    assert await StoredPauses(store).read(MODEL) == Pause(FIRST_SECONDS, clock.now + FIRST_SECONDS)
    assert servers[0].wait_seconds("another model") == 0


async def test_pause_doubles_with_each_refusal_after_it_whoever_is_refused(store: ConversationStore) -> None:
    clock, pauses = Clock(), StoredPauses(store)
    servers = [SharedBackoff(pauses, clock) for _ in range(2)]
    lengths = []
    for number in range(7):
        await servers[number % 2].note_refusal(MODEL)
        pause = await pauses.read(MODEL)
        assert pause is not None
        lengths.append(pause.seconds)
        clock.now = pause.until
        assert servers[number % 2].wait_seconds(MODEL) == 0
    assert lengths == [1, 2, 4, 8, MAX_SECONDS, MAX_SECONDS, MAX_SECONDS]
    clock.now += FORGET_SECONDS
    await servers[0].note_refusal(MODEL)
    assert await pauses.read(MODEL) == Pause(FIRST_SECONDS, clock.now + FIRST_SECONDS)


async def test_answers_shorten_the_next_pause_until_nothing_is_left_of_it(store: ConversationStore) -> None:
    clock, pauses = Clock(), StoredPauses(store)
    servers = [SharedBackoff(pauses, clock) for _ in range(2)]
    for _ in range(3):
        await servers[0].note_refusal(MODEL)
        clock.now += MAX_SECONDS
    lengths = []
    for _ in range(5):
        await eased(*servers)
        pause = await pauses.read(MODEL)
        assert pause is not None
        lengths.append(pause.seconds)
        clock.now += backoff.EASE_SECONDS
    assert lengths == [2, 1, 0.5, 0, 0]
    assert servers[0]._states == {}


async def test_answer_is_no_reason_to_look_at_the_store_where_nothing_was_refused() -> None:
    server = SharedBackoff(Unreachable())
    await eased(server)
    assert server.wait_seconds(MODEL) == 0
    assert server._states == {}


async def test_server_learns_of_a_pause_of_another_while_its_own_ends(store: ConversationStore) -> None:
    clock, pauses = Clock(), StoredPauses(store)
    one, other = SharedBackoff(pauses, clock), SharedBackoff(pauses, clock)
    await one.note_refusal(MODEL)
    clock.now += FIRST_SECONDS
    await other.note_refusal(MODEL)
    assert one.wait_seconds(MODEL) == 0
    await eased(one)
    assert one.wait_seconds(MODEL) >= 2 * FIRST_SECONDS


@pytest.mark.parametrize("until", [1e12, float("inf"), float("nan")])
async def test_pause_of_a_wrong_clock_stops_nobody(store: ConversationStore, until: float) -> None:
    clock, pauses = Clock(), StoredPauses(store)
    await pauses.replace(MODEL, None, Pause(float("nan"), until))
    server = SharedBackoff(pauses, clock)
    assert FIRST_SECONDS <= await server.note_refusal(MODEL) <= 2 * MAX_SECONDS
    clock.now += MAX_SECONDS
    await eased(server)
    assert server.wait_seconds(MODEL) == 0


class Unreachable:
    """A store that fails."""

    async def read(self, model_id: str) -> Pause | None:
        raise ConnectionError(model_id)

    async def replace(self, model_id: str, seen: Pause | None, pause: Pause) -> bool:
        raise ConnectionError(model_id, seen, pause)


class Silent:
    """A store that never answers."""

    async def read(self, model_id: str) -> Pause | None:
        await asyncio.Event().wait()
        raise AssertionError(model_id)

    async def replace(self, model_id: str, seen: Pause | None, pause: Pause) -> bool:
        await asyncio.Event().wait()
        raise AssertionError(model_id, seen, pause)


@pytest.mark.parametrize("broken", [Unreachable(), Silent()], ids=["unreachable", "silent"])
async def test_server_pauses_alone_without_the_store(
    broken: Unreachable | Silent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backoff, "STORE_SECONDS", 0.01)
    clock = Clock()
    server = SharedBackoff(broken, clock)
    for length in (1, 2, 4):
        assert length <= await server.note_refusal(MODEL) <= 2 * length
        clock.now += length
    for _ in range(4):
        clock.now += backoff.EASE_SECONDS
        await eased(server)
    assert server._states == {}


async def test_note_that_cannot_be_read_is_no_pause(store: ConversationStore) -> None:
    await store.put_note(f"pause#{MODEL}", "what is this")
    server = SharedBackoff(StoredPauses(store), Clock())
    assert FIRST_SECONDS <= await server.note_refusal(MODEL) <= 2 * FIRST_SECONDS
