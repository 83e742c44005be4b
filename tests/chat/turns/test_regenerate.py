"""Regeneration over the socket: for the owner of a conversation only, and with the history before the question."""

import asyncio
import json
import sqlite3
import uuid
from collections.abc import AsyncIterator
from contextlib import closing
from typing import Any

import pytest
import pytest_asyncio

from tests.support.alb import Alb, KeyEndpoint
from tests.support.model import Model, last_question, told
from tests.support.page import Page, opened
from tests.support.server import ChatServer, started

# One server for all, and one loop, in which its model lives.
pytestmark = pytest.mark.asyncio(loop_scope="module")

SLOW = asyncio.Event()  # lets the answer to "slow" end
NOT_THERE = "This is not there, or not any more."
BUSY = "An answer is being written here; choose another version when it is complete."
GONE = "This question is no longer part of the conversation."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def model() -> AsyncIterator[Model]:
    def reply(body: dict[str, Any]) -> list[str | float | asyncio.Event]:
        question = last_question(body)
        if question == "slow":
            return ["At once", SLOW, " and later"]
        return [] if question == "nothing" else [f"You asked: {question}"]

    async with Model(reply) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(
    tmp_path_factory: pytest.TempPathFactory, server_keys: KeyEndpoint, model: Model
) -> AsyncIterator[ChatServer]:
    async with started(tmp_path_factory.mktemp("regenerate"), server_keys.url, **model.environment()) as running:
        yield running


async def asked(page: Page, text: str) -> str:
    """Ask, wait for the answer, and return the question's id."""
    identifier = str(uuid.uuid4())
    await page.ask(text, id=identifier)
    return identifier


async def edited(page: Page, identifier: object, text: str) -> None:
    before = len(page.events)
    message = {"id": identifier, "type": "user_message", "name": "user", "output": text, "createdAt": ""}
    await page.emit("edit_message", {"message": message})
    await page.until(lambda event, _: event == "task_end", after=before)


async def test_an_edited_or_repeated_question_replaces_what_came_after_it(
    server: ChatServer, server_alb: Alb, model: Model
) -> None:
    async with (
        opened(server.url, server.public_url, server_alb) as page,
        opened(server.url, server.public_url, server_alb, sub="mallory") as other,
    ):
        first = await asked(page, "one")
        await asked(page, "two")
        theirs = await asked(other, "theirs")

        await edited(other, first, "stolen")
        assert (await other.until(lambda event, _: event == "toast"))["message"] == GONE
        assert await page.messages() == [
            ("user", "one"),
            ("assistant", "You asked: one"),
            ("user", "two"),
            ("assistant", "You asked: two"),
        ]
        await edited(page, theirs, "stolen")
        assert (await page.until(lambda event, _: event == "toast"))["message"] == GONE
        answer = (await page.steps())[-2]
        assert answer["type"] == "assistant_message"
        await edited(page, answer["id"], "edited answer")
        assert "edited answer" not in str(await page.steps())

        await edited(page, first, "uno")
        assert await page.messages() == [("user", "uno"), ("assistant", "You asked: uno")]
        await asked(page, "three")
        assert "uno" in told(model.requests[-1])
        assert "two" not in told(model.requests[-1])

        offered = [data for event, data in page.events if event == "action" and data["name"] == "again"]
        before = len(page.events)
        action = {"action": offered[-1], "sessionId": page.session_id}
        assert (await page.request("POST", "/project/action", json=action)).status_code == 200
        await page.until(lambda event, _: event == "task_end", after=before)
        assert (await page.messages())[2:] == [("user", "three"), ("assistant", "You asked: three")]
        assert (await other.request("POST", "/project/action", json=action)).status_code == 404
        kinds = [step["type"] for step in await page.steps()]
        assert kinds == ["user_message", "run", "assistant_message", "llm"] * 2


async def test_a_question_without_an_answer_can_be_answered(server: ChatServer, server_alb: Alb) -> None:
    async with opened(server.url, server.public_url, server_alb) as page:
        await asked(page, "nothing")
        offered = await page.until(lambda event, data: event == "action" and data["name"] == "again")
        shown = [data for event, data in page.events if event == "new_message" and data["id"] == offered["forId"]]
        assert "The model gave an empty answer" in shown[0]["output"]
        await page.ask("two")
    with closing(sqlite3.connect(server.log.parent / "history.db")) as db, db:
        rows = db.execute("SELECT id, record FROM steps WHERE thread_id = ?", (page.thread_id,)).fetchall()
        answers = [identifier for identifier, text in rows if json.loads(text)["type"] != "user_message"]
        db.executemany("DELETE FROM steps WHERE id = ?", [(identifier,) for identifier in answers])
    async with opened(server.url, server.public_url, server_alb, thread_id=page.thread_id) as returned:
        offered = await returned.until(lambda event, data: event == "action" and data["label"] == "Answer this")
        before = len(returned.events)
        action = {"action": offered, "sessionId": returned.session_id}
        assert (await returned.request("POST", "/project/action", json=action)).status_code == 200
        await returned.until(lambda event, _: event == "task_end", after=before)
        assert await returned.messages() == [("user", "nothing"), ("user", "two"), ("assistant", "You asked: two")]


async def test_a_version_is_chosen_by_its_owner_while_nothing_is_answered(server: ChatServer, server_alb: Alb) -> None:
    async with (
        opened(server.url, server.public_url, server_alb) as page,
        opened(server.url, server.public_url, server_alb, sub="mallory") as other,
    ):
        first = await asked(page, "one")
        await asked(page, "two")
        await edited(page, first, "uno")
        (second, *_) = await page.steps()
        assert second["metadata"]["versions"] == [first, second["id"]]

        theirs = await asked(other, "theirs")
        await edited(other, theirs, "edited")
        for payload in (first, None, 5, "x", [first], {"question": first}):
            await other.emit("version", payload)
        assert (await other.until(lambda event, _: event == "toast"))["message"] == NOT_THERE
        assert [text for who, text in await other.messages() if who == "user"] == ["edited"]
        assert [text for who, text in await page.messages() if who == "user"] == ["uno"]

        before = len(page.events)
        await page.emit("version", first)
        thread = await page.until(lambda event, _: event == "resume_thread", after=before)
        assert [step["output"] for step in thread["steps"] if step["type"] == "user_message"] == ["one", "two"]
        await page.until(lambda event, data: event == "action" and data["name"] == "again", after=before)

        before = len(page.events)
        await page.say("slow")
        await page.until(lambda event, _: event == "stream_start", after=before)
        async with opened(server.url, server.public_url, server_alb, thread_id=page.thread_id) as tab:
            for each in (page, tab):
                await each.emit("version", second["id"])
                assert (await each.until(lambda event, _: event == "toast"))["message"] == BUSY
        SLOW.set()
        await page.until(lambda event, _: event == "task_end", after=before)
        assert [text for who, text in await page.messages() if who == "user"] == ["one", "two", "slow"]


async def test_another_idle_tab_is_redrawn_and_no_other_page_is(server: ChatServer, server_alb: Alb) -> None:
    async with (
        opened(server.url, server.public_url, server_alb) as page,
        opened(server.url, server.public_url, server_alb, sub="mallory") as other,
    ):
        first = await asked(page, "one")
        await asked(other, "theirs")
        async with (
            opened(server.url, server.public_url, server_alb, thread_id=page.thread_id) as tab,
            opened(server.url, server.public_url, server_alb) as elsewhere,
        ):
            await asked(elsewhere, "another conversation")
            before, unmoved = len(tab.events), [len(each.events) for each in (other, elsewhere)]
            await edited(page, first, "uno")
            thread = await tab.until(lambda event, _: event == "resume_thread", after=before)
            (second,) = [step for step in thread["steps"] if step["type"] == "user_message"]
            assert (second["output"], second["metadata"]["versions"]) == ("uno", [first, second["id"]])
            answer = await tab.until(
                lambda event, data: event in ("new_message", "update_message") and data["output"] == "You asked: uno",
                after=before,
            )
            assert answer["type"] == "assistant_message"
            await tab.until(lambda event, data: event == "action" and data["name"] == "again", after=before)

            before = len(tab.events)
            await page.emit("version", first)
            thread = await tab.until(lambda event, _: event == "resume_thread", after=before)
            assert [step["output"] for step in thread["steps"] if "message" in step["type"]] == [
                "one",
                "You asked: one",
            ]
            seen = [other.events[unmoved[0] :], elsewhere.events[unmoved[1] :]]
            assert all("resume_thread" not in dict(events) for events in seen)
