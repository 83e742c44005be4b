"""The button "Practise this later" and the message that does the same, on a real server."""

import json
import uuid
import zipfile
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest

from tests.support.alb import Alb
from tests.support.page import Page, opened
from tests.support.server import ChatServer

SAVED = "Saved: it comes back in Review when it is due."


@pytest.fixture
async def page(server: ChatServer, server_alb: Alb) -> AsyncIterator[Page]:
    async with opened(server.url, server.public_url, server_alb, f"person-{uuid.uuid4()}") as open_page:
        yield open_page


async def button_of(page: Page) -> dict[str, Any]:
    button: dict[str, Any] = await page.until(
        lambda event, data: event == "action" and data["name"] == "practise_later"
    )
    return button


async def press(page: Page, action: dict[str, Any]) -> str:
    before = len(page.events)
    answer = await page.request("POST", "/project/action", json={"action": action, "sessionId": page.session_id})
    assert answer.status_code == 200
    return str((await page.until(lambda event, _: event == "toast", after=before))["message"])


async def kept(page: Page) -> list[dict[str, Any]]:
    download = await page.request("GET", "/my-data/download")
    with zipfile.ZipFile(BytesIO(download.content)) as archive:
        events: list[dict[str, Any]] = json.loads(archive.read("learning.json"))
    return events


async def test_an_answer_is_saved_by_its_button(page: Page) -> None:
    answer = await page.ask("What is 5 * 7?")
    button = await button_of(page)
    assert button["label"] == "Practise this later"
    assert await press(page, button) == SAVED
    (event,) = await kept(page)
    assert (event["kind"], event["data"]["question"], event["data"]["answer"]) == ("saved", "What is 5 * 7?", answer)
    assert (event["data"]["thread"], event["data"]["step"]) == (page.thread_id, button["payload"]["answer"])
    assert (await page.request("GET", "/review/due")).json() == {"due": 1, "label": "Review: 1 is due"}
    assert f'href="/thread/{page.thread_id}#step-{event["item"]}"' in (await page.request("GET", "/review")).text


async def test_the_last_answer_is_saved_by_a_message(page: Page) -> None:
    assert await page.ask("/later") == "There is no answer here yet that could come back."
    await page.ask("What is 5 * 7?")
    for said in ("Practise this later.", "  /LATER "):
        assert await page.ask(said) == "Saved: it comes back in [Review](/review) when it is due."
    assert {event["data"]["question"] for event in await kept(page)} == {"What is 5 * 7?"}
    assert (await page.request("GET", "/review/due")).json()["due"] == 1


async def test_the_answer_of_somebody_else_does_not_exist(page: Page, server: ChatServer, server_alb: Alb) -> None:
    await page.ask("What is 5 * 7?")
    button = await button_of(page)
    async with opened(server.url, server.public_url, server_alb, f"person-{uuid.uuid4()}") as stranger:
        await stranger.ask("Hello")
        assert await press(stranger, button) == "This is not there, or not any more."
        assert await kept(stranger) == []
