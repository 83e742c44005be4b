"""The button "Saved · undo" on a real server: once, twice, in two tabs, after a reload, and for another person."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.support.alb import Alb
from tests.support.page import Page, opened
from tests.support.server import ChatServer

UNDO = "undo_memory"
REQUEST = "Remember that my birthday is July 25"
UNDONE = "Undone: this is no longer remembered."


@pytest.fixture
def sub() -> str:
    return f"person-{uuid.uuid4()}"


@pytest.fixture
async def page(server: ChatServer, server_alb: Alb, sub: str) -> AsyncIterator[Page]:
    async with opened(server.url, server.public_url, server_alb, sub) as open_page:
        yield open_page


def buttons(page: Page) -> list[dict[str, Any]]:
    return [data for event, data in page.events if event == "action" and data["name"] == UNDO]


async def press(page: Page, action: dict[str, Any]) -> str:
    """Press the button, and return what the page then says."""
    before = len(page.events)
    answer = await page.request("POST", "/project/action", json={"action": action, "sessionId": page.session_id})
    assert answer.status_code == 200
    toast = await page.until(lambda event, _: event == "toast", after=before)
    assert action["id"] in [data["id"] for event, data in page.events[before:] if event == "remove_action"]
    return str(toast["message"])


async def remembered(page: Page) -> list[str]:
    return [fact["text"] for fact in (await page.request("GET", "/memory/export.json")).json()]


async def test_a_second_undo_shows_that_the_fact_is_already_forgotten(page: Page) -> None:
    assert await page.ask(REQUEST) == "I will remember: “my birthday is July 25”"
    (button,) = buttons(page)
    assert button["label"] == "Saved · undo"
    assert await remembered(page) == ["my birthday is July 25"]
    assert await press(page, button) == UNDONE
    assert await remembered(page) == []
    assert await press(page, button) == "This was forgotten already."
    said = [text for _, text in await page.messages()]
    assert said == [REQUEST, f"I will remember: “my birthday is July 25”\n\n*{UNDONE}*"]


async def test_a_fact_that_is_already_stored_gets_no_button(page: Page) -> None:
    await page.ask(REQUEST)
    assert await page.ask(REQUEST) == "I remember that already: “my birthday is July 25”"
    assert len(buttons(page)) == 1


async def test_a_regenerated_or_edited_request_keeps_the_fact_of_the_version_before_it(page: Page) -> None:
    before = len(page.events)
    told = await page.say("Remember that my teacher is Mr Brown")
    await page.until(lambda event, _: event == "task_end", after=before)
    (button,) = buttons(page)

    again = [data for event, data in page.events if event == "action" and data["name"] == "again"][-1]
    before = len(page.events)
    await page.request("POST", "/project/action", json={"action": again, "sessionId": page.session_id})
    await page.until(lambda event, _: event == "task_end", after=before)
    assert page.answer(before) == "I remember that already: “my teacher is Mr Brown”"
    shown = [step["id"] for step in await page.steps() if step["type"] == "user_message"]
    assert len(shown) == 1
    assert shown != [told]

    message = {"id": shown[0], "type": "user_message", "name": "user", "output": "Remember that my bus is number 9"}
    before = len(page.events)
    await page.emit("edit_message", {"message": message})
    await page.until(lambda event, _: event == "task_end", after=before)
    assert await remembered(page) == ["my bus is number 9", "my teacher is Mr Brown"]
    assert await press(page, button) == UNDONE
    assert await remembered(page) == ["my bus is number 9"]


async def test_a_reopened_conversation_shows_the_button_until_the_fact_is_forgotten(
    page: Page, server: ChatServer, server_alb: Alb, sub: str
) -> None:
    await page.ask(REQUEST)
    (first,) = buttons(page)
    async with opened(server.url, server.public_url, server_alb, sub, page.thread_id) as other:
        again = await other.until(lambda event, data: event == "action" and data["name"] == UNDO)
        assert (again["forId"], again["payload"]) == (first["forId"], first["payload"])
        assert await press(other, again) == UNDONE
        assert await press(page, first) == "This was forgotten already."
    async with opened(server.url, server.public_url, server_alb, sub, page.thread_id) as third:
        resumed = await third.until(lambda event, _: event == "resume_thread")
        assert any(UNDONE in step["output"] for step in resumed["steps"])
        await third.ask("What is 2 + 2?")
        assert buttons(third) == []


async def test_one_of_two_simultaneous_undos_succeeds(
    page: Page, server: ChatServer, server_alb: Alb, sub: str
) -> None:
    await page.ask(REQUEST)
    (button,) = buttons(page)
    async with opened(server.url, server.public_url, server_alb, sub, page.thread_id) as other:
        said = await asyncio.gather(press(page, button), press(other, button))
    assert UNDONE in said
    assert set(said) <= {UNDONE, "This was forgotten already."}
    assert await remembered(page) == []


async def test_another_person_cannot_undo(page: Page, server: ChatServer, server_alb: Alb) -> None:
    await page.ask(REQUEST)
    (button,) = buttons(page)
    async with opened(server.url, server.public_url, server_alb, f"person-{uuid.uuid4()}") as stranger:
        assert await press(stranger, button) == "This was forgotten already."
    assert await remembered(page) == ["my birthday is July 25"]
