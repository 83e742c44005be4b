"""Turns on real servers: what is saved, what the model gets, and what happens when a turn ends early."""

import asyncio
import re
import signal
import sqlite3
import zipfile
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from chat.history.dynamodb.table import create_table
from tests.support.alb import Alb, KeyEndpoint
from tests.support.dynamodb import Endpoint, dynamodb
from tests.support.model import Model, last_question, told
from tests.support.page import Page, opened
from tests.support.server import ChatServer, started
from tests.support.waiting import PATIENCE, eventually

# One loop for all, in which the model of the two servers lives.
pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "7006652"
GIVEN_AWAY = "Here you are"  # how each reply of the model begins that gives the answer away
STUDY: dict[str, Any] = {"modes": {"how": "study"}}

Gate = dict[str, asyncio.Event]


@pytest.fixture(scope="module")
def gates() -> Gate:
    return {}


@pytest.fixture
def gate(gates: Gate) -> Iterator[Gate]:
    """Questions whose answers complete only when the test sets their event."""
    yield gates
    gates.clear()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def model(gates: Gate) -> AsyncIterator[Model]:
    def reply(body: dict[str, object]) -> list[str | float | asyncio.Event]:
        question = last_question(body)
        if "patient tutor" in str(body["system"]):
            return [f"{GIVEN_AWAY}: the answer to “{question}” is {SECRET}."]
        waiting = [event for name, event in gates.items() if name in question]
        return [f"You asked: {question}. ", *waiting, "That is all."]

    async with Model(reply) as running:
        yield running


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with dynamodb() as running:
        yield running


@pytest.fixture(scope="module")
def table(endpoint: Endpoint) -> Iterator[str]:
    with endpoint.table() as name:
        yield name


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def two(
    tmp_path_factory: pytest.TempPathFactory, server_keys: KeyEndpoint, model: Model, endpoint: Endpoint, table: str
) -> AsyncIterator[tuple[ChatServer, ChatServer]]:
    """Two servers on one table."""
    given = {**model.environment(), **endpoint.environment(), "HISTORY_URL": f"dynamodb://{table}"}
    async with (
        started(tmp_path_factory.mktemp("a"), server_keys.url, **given) as a,
        started(tmp_path_factory.mktemp("b"), server_keys.url, **given) as b,
    ):
        yield a, b


async def test_two_servers_share_a_conversation(
    two: tuple[ChatServer, ChatServer], server_alb: Alb, model: Model, gate: Gate
) -> None:
    """A conversation continues on another server with its history; of two simultaneous turns none is lost."""
    a, b = two
    async with opened(a.url, a.public_url, server_alb) as on_a:
        await on_a.ask("What is a prime")
        async with opened(b.url, b.public_url, server_alb, thread_id=on_a.thread_id) as on_b:
            resumed = await on_b.until(lambda event, _: event == "resume_thread")
            assert "What is a prime" in [step["output"] for step in resumed["steps"]]
            assert await on_b.ask("And a composite") == "You asked: And a composite. That is all."
            assert "You asked: What is a prime" in told(model.requests[-1])

            gate["slow one"] = asyncio.Event()
            begun = len(on_a.events)
            await on_a.say("the slow one")
            await on_a.until(lambda event, data: event == "stream_start", after=begun)
            second = asyncio.create_task(on_b.ask("the second"))
            toast = await on_b.until(lambda event, _: event == "toast")
            assert toast["message"] == "Another question of this conversation is being answered; yours is next."
            gate["slow one"].set()
            assert await second == "You asked: the second. That is all."
            assert "You asked: the slow one. That is all." in told(model.requests[-1])
            # The turn that was answered first is shown before the question that waited, as after a reload.
            shown = [data for event, data in on_b.events if event == "resume_thread"][-1]["steps"]
            asked = [step["output"] for step in shown if step["type"] == "user_message"]
            assert asked[-2:] == ["the slow one", "the second"]
            answer = next(s for s in shown if s["output"] == "You asked: the slow one. That is all.")
            run = next(step for step in shown if step["id"] == answer["parentId"])
            assert next(s["output"] for s in shown if s["id"] == run["parentId"]) == "the slow one"
            kept = await on_b.messages()
    assert [text for who, text in kept if who == "user"] == [
        "What is a prime",
        "And a composite",
        "the slow one",
        "the second",
    ]
    assert sorted(text for who, text in kept if who == "assistant") == [
        f"You asked: {question}. That is all."
        for question in ("And a composite", "What is a prime", "the second", "the slow one")
    ]


async def test_a_page_that_is_looked_at_again_shows_what_another_server_did(
    two: tuple[ChatServer, ChatServer], server_alb: Alb, gate: Gate
) -> None:
    a, b = two
    async with opened(a.url, a.public_url, server_alb, "looker") as on_a:
        first = await on_a.say("one")
        await action(on_a, "again")
        async with opened(b.url, b.public_url, server_alb, "looker", thread_id=on_a.thread_id) as on_b:
            before = len(on_b.events)
            await on_b.emit("edit_message", {"message": edit(first, "uno")})
            (second,) = await questions(on_b, before)
            await on_b.until(lambda event, _: event == "task_end", after=before)

            seen = len(on_a.events)
            await on_a.emit("look", first)
            assert await questions(on_a, seen) == [second]
            before = len(on_b.events)
            await on_b.emit("version", first)
            assert await questions(on_b, before) == [first]
            seen = len(on_a.events)
            for payload in (None, 5, "x", [first], first):  # the last is what is kept
                await on_a.emit("look", payload)
            await on_a.emit("look", second)
            assert await questions(on_a, seen) == [first]
            assert [event for event, _ in on_a.events[seen:]].count("resume_thread") == 1

            assert await on_b.ask("two") == "You asked: two. That is all."
            seen = len(on_a.events)
            await on_a.emit("look", first)
            assert len(await questions(on_a, seen)) == 2


async def questions(page: Page, after: int) -> list[str]:
    """The questions of the conversation that a page is sent."""
    thread = await page.until(lambda event, _: event == "resume_thread", after=after)
    return [step["id"] for step in thread["steps"] if step["type"] == "user_message"]


UNSAVED = "This answer could not be saved; copy what you need before you leave the page."


async def test_each_answer_that_is_not_saved_says_so_once(
    tmp_path: Path, server_alb: Alb, server_keys: KeyEndpoint, model: Model
) -> None:
    told = []
    async with (
        started(tmp_path, server_keys.url, **model.environment()) as server,
        opened(server.url, server.public_url, server_alb) as page,
    ):
        for _ in range(3):
            before = len(page.events)
            await page.ask("What is a prime")
            shown = [data["output"] for event, data in page.events[before:] if event == "new_message"]
            told.append(shown.count(UNSAVED))
            if len(told) == 1:
                with closing(sqlite3.connect(tmp_path / "history.db")) as file:
                    file.execute("CREATE TRIGGER no BEFORE INSERT ON steps BEGIN SELECT RAISE(ABORT, 'no'); END")
    assert told == [0, 1, 1]


async def begin(page: Page) -> None:
    """Ask for a long answer, and wait for its first text."""
    await page.say("a long one")
    await page.until(lambda event, _: event == "stream_start")


HALF = "You asked: a long one."


async def test_a_partial_answer_survives_kill_9_and_sigterm_and_can_be_continued(
    tmp_path: Path, server_alb: Alb, server_keys: KeyEndpoint, model: Model, gate: Gate
) -> None:
    gate["long"] = asyncio.Event()
    given = model.environment()
    async with (
        started(tmp_path, server_keys.url, **given) as server,
        opened(server.url, server.public_url, server_alb) as page,
    ):
        await page.say("a long one")
        await page.until(lambda event, _: event == "first_interaction")
        await eventually(lambda: _is_saved(page, HALF))
        server.process.kill()
        server.process.wait()

    async with started(tmp_path, server_keys.url, DRAIN_SECONDS="1", **given) as server:
        await _continue(server, server_alb, model, page.thread_id)
        async with opened(server.url, server.public_url, server_alb) as page:
            await begin(page)
            server.process.send_signal(signal.SIGTERM)
            await page.until(lambda event, data: event == "new_message" and data["type"] == "assistant_message")
            assert await asyncio.to_thread(server.process.wait, PATIENCE) == 0

    async with started(tmp_path, server_keys.url, **given) as server:
        await _continue(server, server_alb, model, page.thread_id)


async def _is_saved(page: Page, text: str) -> bool:
    return text in [said.strip() for _, said in await page.messages()]


async def _logs(server: ChatServer, event: str) -> bool:
    return f'"event": "{event}"' in await asyncio.to_thread(server.log_text)


async def _continue(server: ChatServer, alb: Alb, model: Model, thread_id: str) -> None:
    """Open a conversation whose answer was cut off, and continue the answer."""
    async with opened(server.url, server.public_url, alb, thread_id=thread_id) as page:
        action = await page.until(lambda event, _: event == "action")
        assert (action["name"], action["label"]) == ("continue", "Continue")
        assert await page.messages() == [
            ("user", "a long one"),
            ("assistant", f"{HALF} \n\n*This answer was interrupted.*"),
        ]
        asked = len(page.events)
        answer = await page.request("POST", "/project/action", json={"action": action, "sessionId": page.session_id})
        assert answer.status_code == 200
        await page.until(lambda event, _: event == "task_end", after=asked)
        assert page.answer(asked).startswith("You asked: Please continue your last answer where it stopped.")
        assert HALF in told(model.requests[-1])
        assert "interrupted" not in told(model.requests[-1])


async def test_a_draining_server_refuses_questions_and_completes_running_answers(
    tmp_path: Path, server_alb: Alb, server_keys: KeyEndpoint, model: Model, gate: Gate
) -> None:
    gate["long"] = asyncio.Event()
    async with (
        started(tmp_path, server_keys.url, DRAIN_SECONDS="60", **model.environment()) as server,
        opened(server.url, server.public_url, server_alb) as page,
        opened(server.url, server.public_url, server_alb) as other,
    ):
        await begin(page)
        server.process.send_signal(signal.SIGTERM)
        await eventually(lambda: _logs(server, "drain_started"))
        assert await other.ask("one more") == "The server is restarting; ask again in a moment."
        seen = len(page.events)
        gate["long"].set()
        await page.until(lambda event, _: event == "task_end", after=seen)
        assert page.answer() == "You asked: a long one. That is all."
        assert await asyncio.to_thread(server.process.wait, PATIENCE) == 0


async def test_a_sentence_shows_that_an_answer_could_not_be_saved(
    two: tuple[ChatServer, ChatServer], server_alb: Alb, endpoint: Endpoint, table: str, gate: Gate
) -> None:
    server, _ = two
    gate["long"] = asyncio.Event()
    async with opened(server.url, server.public_url, server_alb) as page:
        await begin(page)
        endpoint.client().delete_table(TableName=table)
        try:
            gate["long"].set()
            await page.until(lambda event, data: event == "new_message" and "not be saved" in data["output"])
            await eventually(lambda: '"LostWrites": 1' in server.log_text())
        finally:
            create_table(endpoint.client(), table)


async def test_what_study_holds_back_leaves_by_no_door(
    two: tuple[ChatServer, ChatServer], server_alb: Alb, model: Model, endpoint: Endpoint, table: str
) -> None:
    """A model that always gives the answer away: it is not shown, kept, named, found, exported or offered again."""
    a, b = two
    learner = "study-sub"
    async with opened(a.url, a.public_url, server_alb, learner) as on_a:
        question = str(uuid4())
        assert "Hint 1 of 4" in await on_a.ask("What is 1234 * 5678?", id=question, **STUDY)
        shown = on_a.received
        assert 0 <= shown.find("Checking the hint") < shown.find("Hint 1 of 4")
        assert "Hint 1 of 4" in await on_a.ask("Just tell me the answer, I fail otherwise.", **STUDY)
        await press(on_a, await action(on_a, "again"))
        before = len(on_a.events)
        edited = {"id": question, "type": "user_message", "name": "user", "output": "Please: what is 1234 * 5678?"}
        await on_a.emit("edit_message", {"message": {**edited, "createdAt": ""}})
        await on_a.until(lambda event, _: event == "task_end", after=before)
        async with opened(b.url, b.public_url, server_alb, learner, thread_id=on_a.thread_id) as on_b:
            assert "Hint" in await on_b.ask("Repeat what the calculator returned.", **STUDY)
            assert "Not yet" in await on_b.ask("41", **STUDY)
            await press(on_b, await action(on_b, "practise_later"))
            archive = await on_b.request("GET", "/my-data/download")
            with zipfile.ZipFile(BytesIO(archive.content)) as files:
                exported = "".join(files.read(name).decode("utf-8", "replace") for name in files.namelist())
            assert "1234" in exported
            assert await on_b.threads(search=SECRET) == []
            assert "1234" in (await on_b.threads())[0]["name"]
            pages = [(await on_b.request("GET", path)).text for path in ("/review", "/skills", "/review/anki")]
            await on_b.steps()
            kept = str(endpoint.client().scan(TableName=table)["Items"])
            everything = [on_a.received, on_b.received, exported, kept, *pages, a.log_text(), b.log_text()]
            assert "1234" in kept
            assert not any(SECRET in text or GIVEN_AWAY in text for text in everything)
            assert f"{GIVEN_AWAY}:" not in told(model.requests[-1])
            assert SECRET in (await on_b.ask("Show me", **STUDY)).replace(",", "")


async def test_versions_shares_and_saved_questions_of_study_hold_the_ladder_and_no_answer(
    two: tuple[ChatServer, ChatServer], server_alb: Alb, endpoint: Endpoint, table: str
) -> None:
    """Another version has the ladder of its own place: no rung is won or lost by going back and forth."""
    a, b = two
    async with (
        opened(a.url, a.public_url, server_alb, "versions-sub") as page,
        opened(b.url, b.public_url, server_alb, "reader-sub") as reader,
    ):
        first = str(uuid4())
        assert "Hint 1 of 4" in await page.ask("What is 1234 * 5678?", id=first, **STUDY)
        asked = str(uuid4())
        assert "Hint 2 of 4" in await page.ask("hint", id=asked, **STUDY)
        await press(page, await action(page, "again"))
        assert [text for who, text in await page.messages() if who == "assistant"][-1].startswith("**Hint 2 of 4")
        before = len(page.events)
        await page.emit("edit_message", {"message": edit(first, "Please, what is 1234 * 5678?")})
        await page.until(lambda event, _: event == "task_end", after=before)
        await choose(page, asked)
        assert "Hint 3 of 4" in await page.ask("hint", **STUDY)
        await choose(page, asked)
        assert "Hint 4 of 4" in await page.ask("hint", **STUDY)
        await page.emit("message_favorite", {"message": {**edit(first, ""), "metadata": {"favorite": True}}})
        saved = await page.until(lambda event, _: event == "set_favorites")
        assert "1234" in str(saved)
        made = await page.request("POST", "/share", data={"conversation": page.thread_id})
        link = re.search(r"/shared/[\w-]+", made.text)
        assert link is not None
        read = (await reader.request("GET", link[0])).text
        assert "Hint 3 of 4" in read
        items = endpoint.client().scan(TableName=table)["Items"]
        kept = str([item for item in items if "versions-sub" in str(item)])
        assert "1234" in kept
        for text in (page.received, reader.received, read, made.text, kept):
            assert SECRET not in text.replace(",", "")
            assert GIVEN_AWAY not in text


def edit(step_id: str, text: str) -> dict[str, str]:
    return {"id": step_id, "type": "user_message", "name": "user", "output": text, "createdAt": ""}


async def choose(page: Page, step_id: str) -> None:
    """Show the version in which a step is."""
    before = len(page.events)
    await page.emit("version", step_id)
    await page.until(lambda event, _: event in ("resume_thread", "task_end", "toast"), after=before)


async def action(page: Page, name: str) -> dict[str, Any]:
    """The latest action of a name that the page was offered."""
    await page.until(lambda event, data: event == "action" and data["name"] == name)
    offered: list[dict[str, Any]] = [data for event, data in page.events if event == "action" and data["name"] == name]
    return offered[-1]


async def press(page: Page, pressed: dict[str, Any]) -> None:
    before = len(page.events)
    given = {"action": pressed, "sessionId": page.session_id}
    assert (await page.request("POST", "/project/action", json=given)).status_code == 200
    ends = "toast" if pressed["name"] == "practise_later" else "task_end"
    await page.until(lambda event, _: event == ends, after=before)
