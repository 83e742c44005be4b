"""Kills the real server at random moments under load, and counts the lost messages and versions of questions.

`python -m tests.chat.crash [kills]`; `make crash-test` kills it 100 times, half of them on each store.

A question is acknowledged when its answer starts to appear, an answer when the page shows it as done, and the choice of
a version when the page is sent its conversation.
"""

import asyncio
import contextlib
import io
import json
import random
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import socketio

from tests.support.alb import Alb, KeyEndpoint, key_endpoint
from tests.support.dynamodb import dynamodb
from tests.support.model import Model, last_question
from tests.support.page import Page, opened
from tests.support.server import ChatServer, started

PAGES = 4
KILLS = 100
_MAX_ACKNOWLEDGED = 20  # between two kills, about; a number of seconds would mean less on a busy machine
_MAX_SECONDS = 30.0  # until a kill all the same
_MAX_PAUSE = 0.4  # seconds from what was acknowledged last to the kill
_MAX_CHOICE = (0.01, 0.05, 0.25)  # seconds, one of these, from a choice's beginning to a kill that is to fall into it
_DISCONNECTED = (ConnectionError, TimeoutError, OSError, socketio.exceptions.SocketIOError, asyncio.CancelledError)


@dataclass
class Tally:
    """The acknowledged messages and choices, and those among them that were lost."""

    kills: int = 0
    questions: int = 0
    answers: int = 0
    versions: int = 0
    choices: int = 0
    begun: int = 0  # choices, acknowledged or not
    struck: int = 0  # choices into which a kill fell
    threads: int = 0
    lost: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    @property
    def acknowledged(self) -> int:
        """How much was acknowledged."""
        return self.questions + self.answers + self.choices

    def __str__(self) -> str:
        return (
            f"kills: {self.kills}\n"
            f"acknowledged: {self.questions} questions, {self.versions} asked again, {self.answers} answers and "
            f"{self.choices} choices of a version in {self.threads} conversations\n"
            f"choices of a version into which a kill fell: {self.struck}\n"
            f"lost acknowledged messages and choices: {len(self.lost)}\n"
            f"conversations that cannot be opened or do not show one path: {len(self.unreadable)}"
        )


@dataclass
class Acknowledged:
    """What was acknowledged to one page in one run of the server.

    Attributes:
        owner: Who sat before the page.
        thread_id: Their conversation.
        messages: The text of each message, by its id.
        shown: The version that the page was shown last; empty while the next is not acknowledged.
    """

    owner: str
    thread_id: str = ""
    messages: dict[str, str] = field(default_factory=dict)
    shown: str = ""


def answer_slowly(body: dict[str, Any]) -> list[str | float | asyncio.Event]:
    """Reply with a few words at the pace of a model."""
    return [f"Answer to {last_question(body)}:", *[piece for n in range(8) for piece in (0.03, f" word{n}")], " done."]


async def crash(folder: Path, kills: int, seed: int = 6, store: Mapping[str, str] | None = None) -> Tally:
    """Kill the server so many times; after each start, check what was acknowledged before.

    Args:
        folder: Where the server keeps its files.
        kills: How many times it is killed.
        seed: Of the moments, and of what the pages do.
        store: Settings of another store than the file in the folder.
    """
    chance, tally, alb = random.Random(seed), Tally(), Alb()
    acknowledged: list[Acknowledged] = []
    with key_endpoint(alb) as keys:
        async with Model(answer_slowly) as model:
            for kill in range(kills + 1):
                last, settings = kill == kills, {**model.environment(), **(store or {})}
                acknowledged = await _run(folder, keys, settings, alb, chance, tally, acknowledged, last=last)
    return tally


async def _run(
    folder: Path,
    keys: KeyEndpoint,
    settings: dict[str, str],
    alb: Alb,
    chance: random.Random,
    tally: Tally,
    acknowledged: list[Acknowledged],
    *,
    last: bool,
) -> list[Acknowledged]:
    async with started(folder, keys.url, **settings) as server:
        for conversation in acknowledged:
            await _check(server, alb, conversation, tally)
        if last:
            return []
        made: list[Acknowledged] = []
        pages = [
            asyncio.create_task(
                _use(server, alb, f"person-{n}-{tally.kills}", random.Random(chance.random()), made, tally)
            )
            for n in range(PAGES)
        ]
        enough = tally.acknowledged + chance.randint(4, _MAX_ACKNOWLEDGED)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_MAX_SECONDS):
                while tally.acknowledged < enough:  # noqa: ASYNC110 (the pages do not know of each other)
                    await asyncio.sleep(0.02)
        if chance.random() < 0.5:
            await _next_choice(tally)
            await asyncio.sleep(chance.uniform(0, chance.choice(_MAX_CHOICE)))
        else:
            await asyncio.sleep(chance.uniform(0.1, _MAX_PAUSE))
        server.process.kill()
        tally.struck += tally.begun - tally.choices
        await asyncio.to_thread(server.process.wait)
        tally.kills += 1
        tally.begun = tally.choices
        for page in pages:
            page.cancel()
        await asyncio.gather(*pages, return_exceptions=True)
        return made


async def _next_choice(tally: Tally) -> None:
    """Wait until a page chooses a version, but not for ever: it may have none."""
    before = tally.begun
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_MAX_SECONDS):
            while tally.begun == before:  # noqa: ASYNC110 (the pages do not know of each other)
                await asyncio.sleep(0.001)


async def _use(
    server: ChatServer, alb: Alb, owner: str, chance: random.Random, made: list[Acknowledged], tally: Tally
) -> None:
    """Ask, ask again, edit and choose versions until the server is killed."""
    page, conversation = Page(server.url, server.public_url, alb, owner), Acknowledged(owner)
    shown: list[dict[str, Any]] = []  # the questions on the page
    with contextlib.suppress(*_DISCONNECTED):
        await page.connect()
        for number in range(1000):
            seen, act = len(page.events), chance.choice(("ask", "again", "edit", "choose")) if number else "ask"
            versions = [each for question in shown for each in question["metadata"].get("versions", ())]
            text = f"question {number} of {owner} {tally.kills}"
            if act == "choose":
                if versions:
                    conversation.shown = ""
                    tally.begun += 1
                    await page.emit("version", wanted := chance.choice(versions))
                    shown = await _shown(page, seen)
                    conversation.shown = wanted
                    tally.choices += 1
                continue
            conversation.shown = ""
            if act == "ask":
                shown.append({"id": await page.say(text), "output": text, "metadata": {}})
            elif act == "again":
                offered = [data for event, data in page.events if event == "action" and data["name"] == "again"][-1]
                action = {"action": offered, "sessionId": page.session_id}
                await page.request("POST", "/project/action", json=action)
                shown = await _shown(page, seen)
            else:
                edited = {**chance.choice(shown), "output": text}
                await page.emit("edit_message", {"message": edited})
                shown = await _shown(page, seen)
            await page.until(lambda event, _: event == "stream_start", after=seen)
            await page.until(lambda event, _: event == "first_interaction")
            if number == 0:
                tally.threads += 1
                conversation.thread_id = page.thread_id
                made.append(conversation)
            conversation.messages[shown[-1]["id"]] = shown[-1]["output"]
            tally.questions += 1
            tally.versions += act != "ask"
            await page.until(lambda event, _: event == "task_end", after=seen)
            said = [data for event, data in page.events[seen:] if event == "new_message"]
            answer = [each for each in said if each["type"] == "assistant_message"][-1]
            conversation.messages[answer["id"]] = answer["output"]
            conversation.shown = shown[-1]["id"]
            tally.answers += 1
            await page.until(lambda event, data: event == "action" and data["name"] == "again", after=seen)
    with contextlib.suppress(*_DISCONNECTED):
        await page.close()


async def _shown(page: Page, seen: int) -> list[dict[str, Any]]:
    """Wait until the page is sent its conversation, and return its questions."""
    thread = await page.until(lambda event, _: event == "resume_thread", after=seen)
    return [step for step in thread["steps"] if step["type"] == "user_message"]


async def _check(server: ChatServer, alb: Alb, conversation: Acknowledged, tally: Tally) -> None:
    """Check that every version is there whole, and that one path through them is shown."""
    where = f"{conversation.owner} {conversation.thread_id}"
    try:
        async with opened(server.url, server.public_url, alb, conversation.owner, conversation.thread_id) as page:
            if any(event == "resume_thread_error" for event, _ in page.events):
                raise ConnectionError("not resumed")
            shown = [step["id"] for step in await page.steps() if step["type"] == "user_message"]
            kept, groups = await _kept(page)
    except Exception as error:
        tally.unreadable.append(f"{where}: {error}")
        return
    for group in groups:
        if [each for each in group["questions"] if each in shown] not in ([], [group["shown"]]):
            tally.unreadable.append(f"{where}: {shown} of {group}")
    tally.lost += [f"{where}: {text}" for key, text in conversation.messages.items() if kept.get(key) != text]
    if conversation.shown and conversation.shown not in shown:
        tally.lost.append(f"{where}: {conversation.shown} is not shown")


async def _kept(page: Page) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Return the text of every message of every version by its id, and the versions, from the archive."""
    content = (await page.request("GET", "/my-data/download")).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("conversations/") and name.endswith(".json")]
        threads = [json.loads(archive.read(name)) for name in names]
    thread = next(each for each in threads if each["id"] == page.thread_id)
    return {step["id"]: step.get("output") or "" for step in thread["steps"]}, thread["versions"]


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    failed = False
    with tempfile.TemporaryDirectory() as folder, dynamodb() as endpoint, endpoint.table() as table:
        on_dynamodb = {**endpoint.environment(), "HISTORY_URL": f"dynamodb://{table}"}
        for name, store in (("SQLite", {}), ("DynamoDB", on_dynamodb)):
            (place := Path(folder) / name).mkdir()
            tally = asyncio.run(crash(place, kills // 2, store=store))
            print(f"{name}\n{tally}")  # noqa: T201
            for problem in [*tally.lost, *tally.unreadable]:
                print(problem)  # noqa: T201
            failed = failed or bool(tally.lost or tally.unreadable)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
