"""Kills the real server at random moments under load, and counts the lost messages.

`python -m tests.chat.crash [kills]`; `make crash-test` kills it 100 times.

A question is acknowledged when its answer starts to appear, an answer when the page shows it as done.
"""

import asyncio
import contextlib
import random
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import socketio

from tests.support.alb import Alb, KeyEndpoint, key_endpoint
from tests.support.model import Model, last_question
from tests.support.page import Page, opened
from tests.support.server import ChatServer, started

PAGES = 4
KILLS = 100
_FIRST, _LAST = 0.2, 2.5  # seconds under load before a kill
_DISCONNECTED = (ConnectionError, TimeoutError, OSError, socketio.exceptions.SocketIOError, asyncio.CancelledError)


@dataclass
class Tally:
    """The acknowledged messages, and those among them that were lost."""

    kills: int = 0
    questions: int = 0
    answers: int = 0
    threads: int = 0
    lost: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"kills: {self.kills}\n"
            f"acknowledged: {self.questions} questions, {self.answers} answers in {self.threads} conversations\n"
            f"lost acknowledged messages: {len(self.lost)}\n"
            f"conversations that cannot be opened: {len(self.unreadable)}"
        )


@dataclass
class Acknowledged:
    """The messages acknowledged to one page in one run of the server."""

    owner: str
    thread_id: str
    messages: list[str]


def answer_slowly(body: dict[str, Any]) -> list[str | float | asyncio.Event]:
    """Reply with a few words at the pace of a model."""
    return [f"Answer to {last_question(body)}:", *[piece for n in range(8) for piece in (0.03, f" word{n}")], " done."]


async def crash(folder: Path, kills: int, seed: int = 6) -> Tally:
    """Kill the server so many times; after each start, check the messages acknowledged before."""
    chance, tally, alb = random.Random(seed), Tally(), Alb()
    acknowledged: list[Acknowledged] = []
    with key_endpoint(alb) as keys:
        async with Model(answer_slowly) as model:
            for kill in range(kills + 1):
                acknowledged = await _run(folder, keys, model, alb, chance, tally, acknowledged, last=kill == kills)
    return tally


async def _run(
    folder: Path,
    keys: KeyEndpoint,
    model: Model,
    alb: Alb,
    chance: random.Random,
    tally: Tally,
    acknowledged: list[Acknowledged],
    *,
    last: bool,
) -> list[Acknowledged]:
    async with started(folder, keys.url, **model.environment()) as server:
        for conversation in acknowledged:
            await _check(server, alb, conversation, tally)
        if last:
            return []
        made: list[Acknowledged] = []
        pages = [
            asyncio.create_task(_use(server, alb, f"person-{n}", f"{tally.kills}.{n}", made, tally))
            for n in range(PAGES)
        ]
        await asyncio.sleep(chance.uniform(_FIRST, _LAST))
        server.process.kill()
        await asyncio.to_thread(server.process.wait)
        tally.kills += 1
        for page in pages:
            page.cancel()
        await asyncio.gather(*pages, return_exceptions=True)
        return made


async def _use(server: ChatServer, alb: Alb, owner: str, name: str, made: list[Acknowledged], tally: Tally) -> None:
    """Ask one question after another until the server is killed."""
    page = Page(server.url, server.public_url, alb, owner)
    conversation = Acknowledged(owner, "", [])
    with contextlib.suppress(*_DISCONNECTED):
        await page.connect()
        for number in range(1000):
            question, seen = f"question {name}.{number}", len(page.events)
            await page.say(question)
            await page.until(lambda event, _: event == "stream_start", after=seen)
            await page.until(lambda event, _: event == "first_interaction")
            if number == 0:
                tally.threads += 1
                conversation.thread_id = page.thread_id
                made.append(conversation)
            conversation.messages.append(question)
            tally.questions += 1
            await page.until(lambda event, _: event == "task_end", after=seen)
            conversation.messages.append(page.answer(seen))
            tally.answers += 1
    with contextlib.suppress(*_DISCONNECTED):
        await page.close()


async def _check(server: ChatServer, alb: Alb, conversation: Acknowledged, tally: Tally) -> None:
    where = f"{conversation.owner} {conversation.thread_id}"
    try:
        async with opened(server.url, server.public_url, alb, conversation.owner, conversation.thread_id) as page:
            if any(event == "resume_thread_error" for event, _ in page.events):
                raise ConnectionError("not resumed")
            kept = {text for _, text in await page.messages()}
    except Exception as error:
        tally.unreadable.append(f"{where}: {error}")
        return
    tally.lost += [f"{where}: {message}" for message in conversation.messages if message not in kept]


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    with tempfile.TemporaryDirectory() as folder:
        tally = asyncio.run(crash(Path(folder), kills))
    print(tally)  # noqa: T201
    for problem in [*tally.lost, *tally.unreadable]:
        print(problem)  # noqa: T201
    return 1 if tally.lost or tally.unreadable else 0


if __name__ == "__main__":
    sys.exit(main())
