"""The buttons that an answer offers, on a real server."""

import uuid
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.support.alb import Alb
from tests.support.page import Page, opened
from tests.support.server import ChatServer

SAID = "I've been married for ten years"


@pytest.fixture
async def page(server: ChatServer, server_alb: Alb) -> AsyncIterator[Page]:
    async with opened(server.url, server.public_url, server_alb, f"person-{uuid.uuid4()}") as open_page:
        yield open_page


async def press(page: Page, action: dict[str, Any]) -> None:
    answer = await page.request("POST", "/project/action", json={"action": action, "sessionId": page.session_id})
    assert answer.status_code == 200


async def remembered(page: Page) -> list[str]:
    return [fact["text"] for fact in (await page.request("GET", "/memory/export.json")).json()]


async def test_a_statement_is_saved_by_its_button_and_can_be_undone(page: Page) -> None:
    await page.ask(SAID)
    assert await remembered(page) == []
    button = await page.until(lambda event, data: event == "action" and data["name"] == "remember_offered")
    assert button["label"] == f"Remember this: {SAID}"
    await press(page, button)
    undo = await page.until(lambda event, data: event == "action" and data["name"] == "undo_memory")
    assert await remembered(page) == [SAID]
    assert (await page.messages())[-1][1].endswith(f"I will remember: “{SAID}”")
    await press(page, undo)
    assert await remembered(page) == []


async def test_undoing_a_replacement_brings_the_older_fact_back(page: Page) -> None:
    await page.ask("Remember that I live in Leeds")
    before = len(page.events)
    told = await page.ask("I moved from Leeds to York")
    assert told == "I now remember: “I moved from Leeds to York” (instead of “I live in Leeds”)"
    undo = await page.until(lambda event, data: event == "action" and data["name"] == "undo_memory", after=before)
    await press(page, undo)
    assert await remembered(page) == ["I live in Leeds"]
