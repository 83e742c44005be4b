"""A conversation that is opened again while its question is answered, or after that failed."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.agents.fakes.bedrock import START, BedrockFake, Pause, Refusal, calls, half, says
from tests.support.alb import Alb, KeyEndpoint
from tests.support.page import opened
from tests.support.server import ChatServer, started
from tests.support.waiting import eventually

# One server for all, and one loop, in which its model lives.
pytestmark = pytest.mark.asyncio(loop_scope="module")

LINE = "This is being answered…"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def model() -> AsyncIterator[BedrockFake]:
    async with BedrockFake() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(
    tmp_path_factory: pytest.TempPathFactory, server_keys: KeyEndpoint, model: BedrockFake
) -> AsyncIterator[ChatServer]:
    async with started(tmp_path_factory.mktemp("resume"), server_keys.url, **model.environment()) as running:
        yield running


def shows(data: Any, output: str, **more: Any) -> bool:
    return isinstance(data, dict) and output in (data.get("output") or "") and more.items() <= data.items()


async def test_an_answer_continues_after_its_page_is_closed(
    server: ChatServer, server_alb: Alb, model: BedrockFake
) -> None:
    rest = Pause()
    begun, *more = says("The beginning. ", "The end.")
    model.on("a long one", [begun, more[0], rest, *more[1:]])
    async with opened(server.url, server.public_url, server_alb) as page:
        await page.say("a long one")
        await page.until(lambda event, _: event == "stream_start")
        await page.until(lambda event, _: event == "first_interaction")
    async with opened(server.url, server.public_url, server_alb, thread_id=page.thread_id) as returned:
        await returned.until(lambda event, _: event == "resume_thread")
        rest.release.set()
        whole = "The beginning. The end."
        await returned.until(lambda event, data: event in ("new_message", "update_message") and data["output"] == whole)
        assert await returned.messages() == [("user", "a long one"), ("assistant", whole)]


async def test_a_running_answer_is_shown_and_can_be_stopped(
    server: ChatServer, server_alb: Alb, model: BedrockFake
) -> None:
    model.on("Slow roots", calls(("m1", "math_assistant", {"query": "Find the roots"})))
    model.on("Find the roots", [*half("The discriminant is 1, so "), Pause()])
    async with opened(server.url, server.public_url, server_alb) as page:
        await page.say("Slow roots, please")
        await page.until(lambda event, data: event == "stream_start" and shows(data, "discriminant"))
    async with opened(server.url, server.public_url, server_alb, thread_id=page.thread_id) as returned:
        await returned.until(lambda event, _: event == "task_start")
        step = await returned.until(lambda _, data: shows(data, "The discriminant is 1, so"))
        assert (step["name"], step["input"], step["end"]) == ("Math", "Find the roots", None)
        began = [event for event, _ in returned.events].index("task_start")
        await returned.stop()
        await returned.until(lambda _, data: shows(data, "*Stopped.*", type="assistant_message"))
        await returned.until(lambda event, _: event == "task_end", after=began)
        kept = [step for step in await returned.steps() if step["type"] == "tool"]
        assert [(step["output"], step["isError"]) for step in kept] == [
            ("The discriminant is 1, so \n\n*Stopped.*", False)
        ]
        await returned.until(lambda event, data: event == "action" and data["label"] == "Continue")


async def test_a_status_line_is_shown_while_no_step_is_active(
    server: ChatServer, server_alb: Alb, model: BedrockFake
) -> None:
    thinking = Pause()
    model.on("thinks", [START, thinking, *says("Done.")[1:]])
    async with opened(server.url, server.public_url, server_alb) as page:
        await page.say("One who thinks")
        await page.until(lambda event, _: event == "first_interaction")
        await eventually(thinking.reached.is_set)
    async with opened(server.url, server.public_url, server_alb, thread_id=page.thread_id) as returned:
        line = await returned.until(lambda _, data: isinstance(data, dict) and data.get("name") == LINE)
        assert [step["type"] for step in await returned.steps() if step["id"] == line["parentId"]] == ["run"]
        thinking.release.set()
        await returned.until(lambda event, data: event == "delete_message" and data["id"] == line["id"])
        await returned.until(lambda _, data: shows(data, "Done.", type="assistant_message"))
        began = [event for event, _ in returned.events].index("task_start")
        await returned.until(lambda event, _: event == "task_end", after=began)


async def test_a_failed_question_can_be_asked_again_below_its_error(
    server: ChatServer, server_alb: Alb, model: BedrockFake
) -> None:
    model.on("doomed", Refusal(403, "AccessDeniedException"))
    async with opened(server.url, server.public_url, server_alb) as page:
        told = await page.ask("a doomed one")
        assert "Reference: " in told
    async with opened(server.url, server.public_url, server_alb, thread_id=page.thread_id) as returned:
        offered = await returned.until(lambda event, data: event == "action" and data["name"] == "again")
        error = next(step for step in await returned.steps() if step["output"] == told)
        assert (offered["label"], offered["forId"]) == ("Answer again", error["id"])
        assert not [data for event, data in returned.events if event == "new_message" and "not answered" in str(data)]
