"""Who has picked nothing follows the default, on every page; who has picked keeps it. Asked as Chainlit's page asks."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.support.alb import Alb, KeyEndpoint
from tests.support.model import Model
from tests.support.page import Page, opened
from tests.support.server import ChatServer, started

# One server for all, and one loop, in which its model lives.
pytestmark = pytest.mark.asyncio(loop_scope="module")

LITE, PRO, MICRO = "us.amazon.nova-2-lite-v1:0", "us.amazon.nova-pro-v1:0", "us.amazon.nova-micro-v1:0"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def model() -> AsyncIterator[Model]:
    async with Model(lambda _: ["Well."]) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(
    tmp_path_factory: pytest.TempPathFactory, server_keys: KeyEndpoint, model: Model
) -> AsyncIterator[ChatServer]:
    folder = tmp_path_factory.mktemp("pickers")
    async with started(
        folder, server_keys.url, module=("tests.support.fresh_parameters",), **model.environment()
    ) as running:
        yield running


def shown(page: Page) -> dict[str, dict[str, Any]]:
    """The option that each picker of a page shows, by picker."""
    modes = [data for event, data in page.events if event == "set_modes"][-1]
    return {
        mode["id"]: next((option for option in mode["options"] if option["default"]), mode["options"][0])
        for mode in modes
    }


async def ask(page: Page, **picked: str) -> str:
    """Ask with what the page shows and a person picks on it, and return the id of the model that answers."""
    if picked:
        await page.emit("picked", picked)
    modes = {mode: option["id"] for mode, option in shown(page).items()} | picked
    await page.ask("Well?", modes={mode: option for mode, option in modes.items() if option})
    return await answered_by(page)


async def answered_by(page: Page) -> str:
    answers = [step for step in await page.steps() if step["type"] == "assistant_message"]
    return str(answers[-1]["metadata"]["model"])


async def again(page: Page) -> str:
    """Press the button that answers the last question again."""
    await press(page, "again")
    return await answered_by(page)


async def press(page: Page, name: str) -> None:
    """Press a button below the last answer, and wait for what it brings."""
    offered = [data for event, data in page.events if event == "action" and data["name"] == name]
    before = len(page.events)
    action = {"action": offered[-1], "sessionId": page.session_id}
    assert (await page.request("POST", "/project/action", json=action)).status_code == 200
    await page.until(lambda event, _: event == "task_end", after=before)


async def test_who_picked_nothing_follows_the_parameter_on_every_page(
    server: ChatServer, server_alb: Alb, model: Model
) -> None:
    model.parameters = {"default_model_id": LITE}
    where = (server.url, server.public_url, server_alb, "follower")
    async with opened(*where) as page, opened(*where) as second:
        assert await ask(page) == LITE
        model.parameters = {"default_model_id": PRO}
        assert await ask(page) == PRO
        assert shown(page)["model"]["name"] == "Amazon Nova Pro"
        assert await again(page) == PRO
        model.parameters = {"default_model_id": MICRO}
        assert await again(page) == MICRO
        assert await ask(second) == MICRO
        async with opened(*where, thread_id=page.thread_id) as resumed:
            assert shown(resumed)["model"]["name"] == MICRO
            model.parameters = {"default_model_id": LITE}
            assert await ask(resumed) == LITE


async def test_who_picked_keeps_it_until_the_default_is_picked(
    server: ChatServer, server_alb: Alb, model: Model
) -> None:
    model.parameters = {"default_model_id": LITE}
    where = (server.url, server.public_url, server_alb, "chooser")
    async with opened(*where) as page, opened(*where) as second:
        assert await ask(page, model=PRO) == PRO
        model.parameters = {"default_model_id": MICRO}
        assert await ask(page, model=PRO) == PRO
        assert await ask(second) == MICRO  # it shows the default still
        async with opened(*where) as third:
            assert shown(third)["model"]["id"] == PRO
            assert await ask(third, route="math_assistant") == PRO
        model.parameters = {"default_model_id": PRO}
        async with opened(*where) as fourth:
            assert shown(fourth)["model"]["name"] == "Amazon Nova Pro"
            assert shown(fourth)["route"]["id"] == "math_assistant"
        model.parameters = {"default_model_id": LITE}
        async with opened(*where) as fifth:
            assert shown(fifth)["model"]["id"] == PRO
            assert await ask(fifth, model="", route="") == LITE
            model.parameters = {"default_model_id": MICRO}
            assert await again(fifth) == MICRO


async def test_a_pick_that_is_no_longer_offered_stops_no_button(
    server: ChatServer, server_alb: Alb, model: Model
) -> None:
    model.parameters = {"openai_compatible_url": model.url, "openai_compatible_model": "m"}
    async with opened(server.url, server.public_url, server_alb, "left-alone") as page:
        await page.emit("picked", {"model": "openai_compatible"})
        assert await ask(page) == LITE
        model.parameters = {}
        assert await again(page) == LITE


async def test_a_stored_question_tells_a_pick_from_the_default(
    server: ChatServer, server_alb: Alb, model: Model
) -> None:
    model.parameters = {"default_model_id": LITE}
    async with opened(server.url, server.public_url, server_alb, "recorded") as page:
        await ask(page)
        await ask(page, model=PRO)
        await again(page)
        questions = [step for step in await page.steps() if step["type"] == "user_message"]
    assert [question["metadata"]["picked"] for question in questions] == [{}, {"model": PRO}]


async def test_a_conversation_goes_on_in_its_manner(server: ChatServer, server_alb: Alb, model: Model) -> None:
    model.parameters = {"default_model_id": LITE}
    where = (server.url, server.public_url, server_alb, "pupil")
    async with opened(*where) as page:
        await page.emit("picked", {"how": "study"})
        await page.ask("Solve x^2 - 5x + 6 = 0", modes={"how": "study"})
        async with opened(*where) as other:
            assert shown(other)["how"]["id"] == "study"
            await ask(other, how="answer")
        await press(page, "study_hint")
        await press(page, "again")
        answers = [step for step in await page.steps() if step["type"] == "assistant_message"]
        assert [answer["metadata"]["study"]["rung"] for answer in answers] == [1, 2]
        async with opened(*where, thread_id=page.thread_id) as resumed, opened(*where) as new:
            assert shown(resumed)["how"]["id"] == "study"
            assert shown(new)["how"]["id"] == "answer"
