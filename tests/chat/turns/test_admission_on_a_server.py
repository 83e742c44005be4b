"""The admission queue on real servers: its position is shown, it can be left, and it is drained."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from chat.turns.admission_queue import MAX_WAITING_PER_PERSON
from tests.support.alb import Alb, KeyEndpoint
from tests.support.model import Model, last_question
from tests.support.page import Page, opened
from tests.support.server import ChatServer, started
from tests.support.waiting import eventually

# One loop for all, in which the model of the shared server lives.
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def gates() -> list[asyncio.Event]:
    """The gate of the present test is the last."""
    return []


@pytest.fixture
def gate(gates: list[asyncio.Event]) -> Iterator[asyncio.Event]:
    """Answers end when it is set."""
    gates.append(asyncio.Event())
    yield gates[-1]
    gates[-1].set()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def model(gates: list[asyncio.Event]) -> AsyncIterator[Model]:
    async with Model(lambda body: [f"Answer to {last_question(body)}. ", gates[-1], "Done."]) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(
    tmp_path_factory: pytest.TempPathFactory, server_keys: KeyEndpoint, model: Model
) -> AsyncIterator[ChatServer]:
    """A server for the tests that do not end theirs."""
    async with small(tmp_path_factory.mktemp("admission"), server_keys, model) as running:
        yield running


def small(folder: Path, keys: KeyEndpoint, model: Model, **changes: str) -> Any:
    """Start a server that makes one answer at a time."""
    return started(folder, keys.url, **model.environment(), MAX_CONCURRENT_ANSWERS="1", **changes)


async def pages_of(stack: AsyncExitStack, server: ChatServer, alb: Alb, *subs: str) -> list[Page]:
    return [await stack.enter_async_context(opened(server.url, server.public_url, alb, sub)) for sub in subs]


async def answered_and_queued(stack: AsyncExitStack, server: ChatServer, alb: Alb) -> tuple[Page, Page]:
    """Open two pages: one is being answered, the other is queued behind it."""
    alice, bob = await pages_of(stack, server, alb, "alice", "bob")
    await alice.say("first")
    await alice.until(lambda event, _: event == "stream_start")
    await bob.say("second")
    await bob.until(is_place)
    return alice, bob


def is_place(event: str, data: Any) -> bool:
    return event == "new_message" and str(data["output"]).startswith("You are number ")


def is_done(event: str, data: Any) -> bool:
    return event == "new_message" and str(data["output"]).endswith("Done.")


def places(page: Page) -> list[str]:
    return [data["output"] for event, data in page.events if is_place(event, data)]


async def test_position_is_shown_and_the_queue_can_be_left(
    shared: ChatServer, server_alb: Alb, gate: asyncio.Event
) -> None:
    async with AsyncExitStack() as stack:
        alice, bob = await answered_and_queued(stack, shared, server_alb)
        place = await bob.until(is_place)
        (carol,) = await pages_of(stack, shared, server_alb, "carol")
        await carol.say("third")
        await carol.until(is_place)
        assert (places(bob), places(carol)) == (["You are number 1 in line."], ["You are number 2 in line."])

        seen = len(bob.events)
        await bob.stop()
        await bob.until(lambda event, _: event == "task_end", after=seen)
        taken = await bob.until(lambda event, _: event == "delete_message", after=seen)
        assert taken["id"] == place["id"]
        await eventually(lambda: places(carol)[-1] == "You are number 1 in line.")

        gate.set()
        await carol.until(is_done)
        assert places(alice) == []
        # The position is not saved in the conversation.
        assert [text for _, text in await carol.messages()] == ["third", "Answer to third. Done."]
        assert [text for _, text in await bob.messages()] == ["second"]


async def test_too_many_questions_of_one_person_are_refused(
    shared: ChatServer, server_alb: Alb, gate: asyncio.Event
) -> None:
    async with AsyncExitStack() as stack:
        pages = await pages_of(stack, shared, server_alb, *["alice"] * (MAX_WAITING_PER_PERSON + 2))
        for page in pages[:-1]:
            await page.say("again")
            await page.until(lambda event, data: event == "stream_start" or is_place(event, data))
        await pages[-1].say("once more")
        refused = await pages[-1].until(lambda event, data: event == "new_message" and data.get("isError"))
        expected = f"You have {MAX_WAITING_PER_PERSON} questions in line already; ask again when one is answered."
        assert refused["output"] == expected
        gate.set()
        for page in pages[:-1]:
            await page.until(is_done)


async def test_server_answers_its_queue_before_it_ends(
    tmp_path: Path, server_alb: Alb, server_keys: KeyEndpoint, model: Model, gate: asyncio.Event
) -> None:
    async with small(tmp_path, server_keys, model) as server, AsyncExitStack() as stack:
        _, bob = await answered_and_queued(stack, server, server_alb)
        server.process.send_signal(signal.SIGTERM)
        await eventually(lambda: "drain" in server.log_text())
        gate.set()
        await bob.until(is_done)


async def test_question_still_queued_when_the_drain_ends_is_refused(
    tmp_path: Path, server_alb: Alb, server_keys: KeyEndpoint, model: Model, gate: asyncio.Event
) -> None:
    async with small(tmp_path, server_keys, model, DRAIN_SECONDS="0.1") as server, AsyncExitStack() as stack:
        _, bob = await answered_and_queued(stack, server, server_alb)
        server.process.send_signal(signal.SIGTERM)
        refused = await bob.until(lambda event, data: event == "new_message" and data.get("isError"))
        assert refused["output"] == "The server is restarting; ask again in a moment."
