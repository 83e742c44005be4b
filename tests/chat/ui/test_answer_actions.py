"""The actions of a page: what was offered on it is removed, and on a page of another server whatever it may have."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing

import pytest
import pytest_asyncio

from tests.support.alb import Alb, KeyEndpoint
from tests.support.model import Model
from tests.support.page import Page, opened
from tests.support.server import ChatServer, started

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory, server_keys: KeyEndpoint) -> AsyncIterator[ChatServer]:
    folder = tmp_path_factory.mktemp("actions")
    async with Model(lambda _: ["Well."]) as model, started(folder, server_keys.url, **model.environment()) as running:
        yield running


def removed(page: Page, since: int) -> list[str]:
    return [data["id"] for event, data in page.events[since:] if event == "remove_action"]


async def test_a_page_is_told_to_remove_what_it_has(server: ChatServer, server_alb: Alb) -> None:
    async with opened(server.url, server.public_url, server_alb, sub="asking") as page:
        await page.ask("one")
        assert removed(page, 0) == []
        before = len(page.events)
        await page.ask("two")
        assert "again" in removed(page, before)
        assert not {"continue", "study_hint", "study_show"} & {*removed(page, before)}

        thread, before = page.thread_id, len(page.events)
        await page.close()
        await page.connect(thread)
        await page.until(lambda event, data: event == "action" and data["id"] == "again", after=before)
        assert {"continue", "again", "study_hint", "study_show"} <= {*removed(page, before)}


async def test_a_question_is_saved_in_four_steps_and_the_run_once(server: ChatServer, server_alb: Alb) -> None:
    async with opened(server.url, server.public_url, server_alb, sub="saved") as page:
        await page.ask("one")
        steps = await page.steps()
    assert [step["type"] for step in steps] == ["user_message", "run", "assistant_message", "llm"]
    assert steps[1]["end"] == steps[1]["start"]
    with closing(sqlite3.connect(server.log.with_name("history.db"))) as db:
        kept = db.execute("SELECT count(*) FROM steps WHERE owner = 'saved'").fetchone()
    assert kept == (4,)
