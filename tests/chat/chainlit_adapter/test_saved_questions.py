"""Saved questions over the socket, and that those of one person never reach another."""

import json
import uuid
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.support.alb import Alb
from tests.support.page import Page
from tests.support.server import ChatServer
from tests.support.upstream import Upstream

CHAINLIT = Upstream("chainlit", "chat/chainlit_adapter/saved_questions.py")


@pytest.fixture
async def alice(server: ChatServer, server_alb: Alb) -> AsyncIterator[Page]:
    async for page in opened(server, server_alb, "alice"):
        yield page


@pytest.fixture
async def bob(server: ChatServer, server_alb: Alb) -> AsyncIterator[Page]:
    async for page in opened(server, server_alb, "bob"):
        yield page


async def opened(server: ChatServer, alb: Alb, name: str) -> AsyncIterator[Page]:
    sub = f"{name}-{uuid.uuid4().hex[:8]}"
    page = Page(server.url, server.public_url, alb, sub, name=sub)
    await page.connect()
    yield page
    await page.close()


def starred(question: str, keep: object = True, **more: Any) -> dict[str, Any]:
    """What the page sends when the star of a question is pressed."""
    return {"message": {"id": question, "metadata": {"favorite": keep}, **more}}


async def saved_after(page: Page, event: str, data: Any = None) -> list[Any]:
    """Send an event, and return the saved questions that the page is sent."""
    before = len(page.events)
    await page.emit(event, data)
    found: list[Any] = await page.until(lambda name, _: name == "set_favorites", after=before)
    return found


async def test_a_question_is_saved_found_again_and_removed(alice: Page) -> None:
    assert await saved_after(alice, "fetch_favorites") == []
    await alice.ask("What is 6 * 7?")
    question = next(step["id"] for step in await alice.steps() if step["type"] == "user_message")
    (saved,) = await saved_after(alice, "message_favorite", starred(question, output="another text"))
    assert saved["output"] == "What is 6 * 7?"
    thread_id = alice.thread_id
    await alice.close()

    await alice.connect(thread_id)
    assert [step["id"] for step in await alice.steps() if (step["metadata"] or {}).get("favorite")] == [question]
    assert [each["output"] for each in await saved_after(alice, "fetch_favorites")] == ["What is 6 * 7?"]
    assert await saved_after(alice, "message_favorite", starred(question, keep=False)) == []
    assert not [step for step in await alice.steps() if (step["metadata"] or {}).get("favorite")]


async def test_a_question_of_another_person_is_not_saved(alice: Page, bob: Page) -> None:
    await alice.ask("What is 6 * 7? A secret of Alice's.")
    question = next(step["id"] for step in await alice.steps() if step["type"] == "user_message")
    await saved_after(alice, "message_favorite", starred(question))
    before = len(bob.events)
    for keep in (True, False):
        assert await saved_after(bob, "message_favorite", starred(question, keep, threadId=alice.thread_id)) == []
    toasts = [data["message"] for name, data in bob.events[before:] if name == "toast"]
    assert toasts == ["This is not there, or not any more."]
    assert "secret" not in json.dumps(bob.events)
    assert len(await saved_after(alice, "fetch_favorites")) == 1


async def test_what_is_no_press_of_a_star_changes_nothing(alice: Page) -> None:
    malformed: tuple[Any, ...] = (
        None,
        7,
        [],
        "x",
        {"message": None},
        {"message": {"id": 7}},
        {"message": {"id": "../" * 99}},
    )
    for payload in malformed:
        await alice.emit("message_favorite", payload)
    assert await saved_after(alice, "fetch_favorites") == []
    assert not [name for name, _ in alice.events if name == "toast"]


@pytest.mark.guard
def test_the_page_is_told_as_chainlit_tells_it() -> None:
    CHAINLIT.require_parameters("chainlit.emitter:ChainlitEmitter.set_favorites", "self", "steps")
    CHAINLIT.require_parameters("chainlit.emitter:ChainlitEmitter.update_step", "self", "step_dict")
