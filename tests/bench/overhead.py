"""What the processes hold, what a question costs beside its tokens, what an open page costs, and what grows."""

import asyncio
import tempfile
import time
import uuid
from pathlib import Path
from typing import cast

import aiohttp

from chat.history.sqlite.store import SqliteStore
from chat.history.step import StepRecord
from tests.bench.load import process, sides
from tests.bench.load.person import Person
from tests.bench.load.workload import Question

PAGES = 100
QUESTIONS = 40
MANY = 2_000  # conversations of one person, and messages of one conversation
_LONG = str(uuid.uuid4())


def main() -> None:
    """Print CPU and memory, and what they grow by."""
    with tempfile.TemporaryDirectory() as folder, sides.model() as model:
        history = Path(folder) / "history.db"
        asyncio.run(_fill(history))
        with sides.ours(model, HISTORY_URL=f"sqlite:///{history}") as server:
            _compare_memory(model, server)
            run, floor = server.run("short", PAGES // 2), sides.floor(model, "short", PAGES // 2)
            ours, least = (side.cpu / len(side.answers) * 1000 for side in (run, floor))
            print(f"  a question of one token: {ours:.1f} ms CPU, {ours - least:.1f} ms more than a plain client's")
            asyncio.run(_measure(server))


def _compare_memory(model: str, server: sides.Side) -> None:
    with sides.stock(model) as stock:
        for side in (server, stock):
            side.run("short", 2)
        time.sleep(3)  # SymPy loads in the background
        ours, theirs = (process.resident(side.pid, alone=True) for side in (server, stock))
    started = [f"{process.resident(pid):.0f} MB" for pid in process.family(server.pid)[1:]]
    print(f"  the server after two questions: {ours:.0f} MB, {ours / theirs:.2f} x stock's", end="")
    print(f"; each process that it started: {', '.join(started)}")


async def _measure(server: sides.Side) -> None:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        before = process.resident(server.pid)
        pages = [Person(session, server.url, server.headers(number)) for number in range(PAGES)]
        for page in pages:
            await page.connect()
        await asyncio.sleep(2)
        each = (process.resident(server.pid) - before) / PAGES * 1024
        print(f"  an open page: {each:.0f} KB")
        for page in pages:
            await page.close()
        new = await _cost(session, server, 1000, "")
        print(f"  a question of somebody new: {new:.1f} ms CPU")
        for name, number, thread_id in (
            (f"with {MANY} conversations", 1001, ""),
            (f"in a conversation of {MANY} messages", 1002, _LONG),
        ):
            cost = await _cost(session, server, number, thread_id)
            print(f"  a question {name}: {cost:.1f} ms CPU, {cost / new:.2f} x")


async def _cost(session: aiohttp.ClientSession, server: sides.Side, number: int, thread_id: str) -> float:
    """Milliseconds of CPU that one question costs this person."""
    page = Person(session, server.url, server.headers(number))
    await page.connect(thread_id)
    await asyncio.sleep(1)  # whatever else a page is told at first
    before = process.cpu(server.pid)
    for _ in range(QUESTIONS):
        heard = await page.ask(Question("short", number))
        assert heard.right
    used = process.cpu(server.pid) - before
    await page.close()
    return used / QUESTIONS * 1000


async def _fill(path: Path) -> None:
    store = SqliteStore(path)
    many, long = "person-1001", "person-1002"
    await asyncio.gather(
        *(store.put_step(many, f"t{n}", cast(StepRecord, _message(n))) for n in range(MANY)),
        *(store.put_step(long, _LONG, cast(StepRecord, _message(n))) for n in range(MANY)),
    )
    await store.close()


def _message(number: int) -> dict[str, object]:
    kind = "assistant_message" if number % 2 else "user_message"
    record = {"id": f"s{number}", "type": kind, "name": "x", "output": f"What was said in {number}. " * 10}
    return {**record, "createdAt": "2026-01-01T00:00:00.000Z", "threadId": _LONG, "metadata": {}}


if __name__ == "__main__":
    main()
