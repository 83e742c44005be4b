"""What the page says over its socket is taken in the order in which it makes sense."""

import asyncio
import uuid

from tests.support.alb import Alb
from tests.support.page import Page, opened
from tests.support.server import ChatServer


async def test_a_question_typed_while_away_comes_after_the_conversation(server: ChatServer, server_alb: Alb) -> None:
    """A page that lost its socket sends what was typed meanwhile first, and asks for the conversation then."""
    page = Page(server.url, server.public_url, server_alb, f"alice-{uuid.uuid4().hex[:8]}")
    await page.connect()
    await page.ask("What is 6 * 7?")
    await page.close()

    back = len(page.events)
    thread_id = page.thread_id
    await page.open(thread_id)
    asked = asyncio.create_task(page.ask("What is 5 * 5?"))
    await asyncio.sleep(0.2)
    assert not asked.done()
    await page.greet()
    assert "25" in await asked
    assert page.thread_id == thread_id
    told = [(name, data.get("output")) for name, data in page.events[back:] if name in ("resume_thread", "new_message")]
    assert told[0] == ("resume_thread", None)
    assert ("new_message", "What is 5 * 5?") in told
    await page.close()


async def test_stopping_leaves_no_message_of_chainlits_own(server: ChatServer, server_alb: Alb) -> None:
    async with opened(server.url, server.public_url, server_alb, f"alice-{uuid.uuid4().hex[:8]}") as page:
        asked = asyncio.create_task(page.ask("Tell me a long story about a dragon and a teacher."))
        await page.until(lambda event, _: event == "stream_start")
        await page.stop()
        await asked
        assert not any("Task manually stopped" in output for _, output in await page.messages())
        thread_id = page.thread_id
        assert "42" in await page.ask("What is 6 * 7?")
        assert page.thread_id == thread_id
