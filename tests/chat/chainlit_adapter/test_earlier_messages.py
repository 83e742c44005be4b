"""The earlier messages of a long conversation: what a page is sent of them, and when."""

import json
import uuid
from typing import Any

import pytest

from chat.chainlit_adapter.bootstrap import distribution
from chat.history.sqlite.store import SqliteStore
from tests.support.alb import Alb
from tests.support.page import Page, opened
from tests.support.server import ChatServer
from tests.support.threads import put_turns, turn
from tests.support.upstream import Upstream

CHAINLIT = Upstream("chainlit", "chat/chainlit_adapter/earlier_messages.py")
THREAD = "one-long-conversation"


@pytest.fixture
def owner() -> str:
    return f"alice-{uuid.uuid4().hex[:8]}"


async def put_thread(server: ChatServer, owner: str, turns: int, thread: str = THREAD) -> None:
    """Write a conversation beside the running server."""
    store = SqliteStore(server.log.parent / "history.db")
    await put_turns(store, owner, thread, turns)
    await store.close()


def questions(steps: list[dict[str, Any]]) -> list[str]:
    return [step["output"] for step in steps if step["type"] == "user_message"]


def line_of(steps: list[dict[str, Any]]) -> str:
    """The id of the line with which the steps begin."""
    return str(steps[0]["steps"][0]["id"])


async def earlier(page: Page, line: str) -> dict[str, Any]:
    """Have the line come into view, and return what the page shows in its place."""
    before = len(page.events)
    await page.emit("earlier", line)
    run = await page.until(lambda event, data: event == "update_message" and data["id"] == f"{line}-run", after=before)
    return dict(run)


@pytest.mark.guard
def test_the_page_shows_what_is_inside_a_run_of_this_name() -> None:
    scripts = "".join(path.read_text("utf-8") for path in (distribution() / "assets").glob("index-*.js"))
    CHAINLIT.require('["on_chat_start","on_message","on_audio_end"]' in scripts, "a run that shows only its content")
    CHAINLIT.require('"update_message"' in scripts, "the event `update_message` of its page")


def test_a_step_is_put_into_its_parent() -> None:
    nest = CHAINLIT.load("chat.chainlit_adapter.earlier_messages").nest
    steps = turn(0)
    lost = {"id": "lost", "parentId": "nowhere"}
    (question,) = nest([*steps, lost])
    (run,) = question["steps"]
    assert [step["id"] for step in run["steps"]] == [step["id"] for step in steps[2:]]
    assert "steps" not in steps[0]


async def test_a_page_is_sent_the_latest_messages_and_then_those_before_them(
    server: ChatServer, server_alb: Alb, owner: str
) -> None:
    await put_thread(server, owner, 60)
    async with opened(server.url, server.public_url, server_alb, owner, THREAD) as page:
        thread = await page.until(lambda event, _: event == "resume_thread")
        assert questions(thread["steps"]) == [f"Question {number}?" for number in range(35, 60)]
        second = await earlier(page, line_of(thread["steps"]))
        assert questions(second["steps"]) == [f"Question {number}?" for number in range(10, 35)]
        first = await earlier(page, line_of(second["steps"]))
        assert questions(first["steps"]) == [f"Question {number}?" for number in range(10)]
        assert first["steps"][0]["steps"][0]["name"] == "on_message"


async def test_nothing_a_page_is_sent_is_larger_in_a_longer_conversation(
    server: ChatServer, server_alb: Alb, owner: str
) -> None:
    largest = {}
    for turns in (25, 250):
        thread = f"{THREAD}-{turns}"
        await put_thread(server, owner, turns, thread)
        async with opened(server.url, server.public_url, server_alb, owner, thread) as page:
            assert "42" in await page.ask("What is 6 * 7?")
            largest[turns] = max(len(json.dumps(event)) for event in page.events)
            read = await page.request("GET", f"/project/thread/{thread}")
            largest[turns] = max(largest[turns], len(read.content))
    assert largest[250] < 1.1 * largest[25]


async def test_only_the_lines_of_the_open_conversation_are_answered(
    server: ChatServer, server_alb: Alb, owner: str
) -> None:
    await put_thread(server, owner, 30)
    await put_thread(server, owner, 30, "another")
    await put_thread(server, "somebody else", 30)
    async with opened(server.url, server.public_url, server_alb, owner, THREAD) as page:
        thread = await page.until(lambda event, _: event == "resume_thread")
        line = line_of(thread["steps"])
        cursor = line.rpartition("-")[2]
        before = len(page.events)
        for wrong in (
            None,
            7,
            {"id": line},
            "",
            line + "x",
            f"earlier-another-{cursor}",
            f"earlier-{THREAD}-" + "9" * 400,
        ):
            await page.emit("earlier", wrong)
        shown = await earlier(page, line)
        assert questions(shown["steps"]) == [f"Question {number}?" for number in range(5)]
        assert [data["id"] for event, data in page.events[before:] if event == "update_message"] == [f"{line}-run"]
    async with opened(server.url, server.public_url, server_alb, f"not-{owner}") as stranger:
        before = len(stranger.events)
        await stranger.emit("earlier", line)
        assert "42" in await stranger.ask("What is 6 * 7?")
        assert "Question 0?" not in stranger.received


async def test_an_old_question_is_answered_again_and_rated(server: ChatServer, server_alb: Alb, owner: str) -> None:
    await put_thread(server, owner, 60)
    old = turn(2)[0]
    async with opened(server.url, server.public_url, server_alb, owner, THREAD) as page:
        rating = {"forId": turn(3)[1]["id"], "threadId": THREAD, "value": 1, "comment": None}
        assert (await page.request("PUT", "/feedback", json={"feedback": rating, "sessionId": ""})).status_code == 200
        before = len(page.events)
        await page.emit("edit_message", {"message": {**old, "output": "What is 6 * 7?"}})
        await page.until(lambda event, _: event == "task_end", after=before)
        (shown,) = [data for event, data in page.events[before:] if event == "resume_thread"]
        kept = ["Question 0?", "Question 1?", "What is 6 * 7?"]
        assert questions(shown["steps"]) == questions(await page.steps()) == kept
