"""Conversations of Alice in the file of a running server, and browsers of several people."""

import re
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

import httpx
import pytest

from agents.memory.fact import Fact
from chat.attachments.disk_store import DiskFileStore
from chat.history.open_store import open_beside
from chat.history.sqlite.store import SqliteStore
from chat.history.step import StepRecord
from chat.shares.dynamodb import DynamoShareStore
from chat.shares.sqlite import SqliteShareStore
from tests.support.alb import Alb
from tests.support.server import ChatServer

ALICE, BOB = "alice-of-shares", "bob-of-shares"
FILE, OTHER_FILE = "11111111-2222-4333-8444-555555555555", "99999999-2222-4333-8444-555555555555"
FACT = "My sister Mirabel was born in Odense"

Person = Callable[[str], httpx.AsyncClient]


def question(number: int, text: str, **more: object) -> StepRecord:
    return {"id": f"q{number}", "type": "user_message", "output": text, **more}  # type: ignore[typeddict-item]


def run(number: int) -> StepRecord:
    return {"id": f"r{number}", "type": "run", "name": "on_message", "parentId": f"q{number}", "output": ""}


def tool(number: int, name: str, output: str, given: str = "given to a tool") -> StepRecord:
    step: StepRecord = {"id": f"t{number}{name}", "type": "tool", "parentId": f"r{number}", "output": output}
    return {**step, "input": given, "name": f"{name} · 0.5 s · 12 tokens", "metadata": {"tool": name}}


def answer(number: int, text: str, **metadata: object) -> StepRecord:
    step: StepRecord = {"id": f"a{number}", "type": "assistant_message", "parentId": f"r{number}", "output": text}
    return {**step, "metadata": {"question": f"q{number}", **metadata}}  # type: ignore[typeddict-item]


FRACTIONS: list[StepRecord] = [
    {"id": "s0", "type": "system_message", "output": "a line of the system"},
    question(
        1,
        "What is <b>half</b> of $x$?",
        metadata={"attachments": [{"id": FILE, "name": "notes & más.txt", "type": "text/plain"}]},
    ),
    run(1),
    tool(1, "math_assistant", "worked out", given="asked of the specialist"),
    answer(
        1,
        "# Halves\n\nIt is $\\frac{x}{2}$.\n\n```python\nprint(x / 2)\n```\n\n<script>alert(1)</script>",
        model="the-model-id",
        cost=0.25,
        input_tokens=777,
        pictures=[{"name": "Curve", "svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"}],
    ),
    {"id": "f1", "type": "llm", "name": "Math · the-model-id · 1.0 s · 777 tokens · $0.25", "output": ""},
    question(2, "When was she born again?"),
    run(2),
    tool(2, "recall", FACT, given="query of memory"),
    answer(2, "A secret of the memory."),
    question(3, "And who is Mirabel?"),
    run(3),
    answer(3, "Your sister MIRABEL, who was born in Odense!"),
    question(4, "What is 2 + 2?"),
    run(4),
    answer(4, "Think of two pairs of shoes.", study={"problem": "2 + 2", "earned": False, "rung": 1}),
]


@dataclass(frozen=True, slots=True)
class Kept:
    """The server's own file, and the conversations in it; a deleted one never comes back, so ids are used once."""

    store: SqliteStore
    fractions: str
    other: str
    bobs: str
    empty: str
    busy: str

    async def shared(self) -> list[str]:
        """The conversations that Alice shares."""
        return [
            share.thread_id
            for share in await open_beside(self.store, SqliteShareStore, DynamoShareStore).get_all(ALICE)
        ]


@pytest.fixture
async def kept(server: ChatServer) -> AsyncIterator[Kept]:
    """Filled anew: Alice’s conversations, and one of Bob’s."""
    store = SqliteStore(server.log.parent / "history.db")
    found = Kept(store, *(str(uuid.uuid4()) for _ in range(5)))
    for owner in (ALICE, BOB):
        await open_beside(store, SqliteShareStore, DynamoShareStore).erase(owner)
    for owner, thread, name, steps in (
        (ALICE, found.fractions, "fractions", FRACTIONS),
        (ALICE, found.other, "other", [question(1, "Another question"), answer(1, "Yes.")]),
        (ALICE, found.empty, "empty", []),
        (ALICE, found.busy, "busy", [question(1, "Hello")]),
        (BOB, found.bobs, "Bob’s own", [question(1, "A question of Bob’s"), answer(1, "An answer of Bob’s")]),
    ):
        await store.put_thread(owner, thread, name=name)
        for step in steps:
            await store.put_step(owner, thread, step)
    await store.acquire_lease(ALICE, found.busy, "turn", 600)
    fact = Fact(FACT)
    await store.facts.put(ALICE, {fact.key: fact.to_record()})
    files = DiskFileStore(server.log.parent / "uploads")
    for name in (FILE, OTHER_FILE):
        await files.put(ALICE, found.fractions, name, f"content of {name}".encode())
    yield found
    files.close()
    await store.close()


@pytest.fixture
async def person(server: ChatServer, server_alb: Alb) -> AsyncIterator[Person]:
    async with AsyncExitStack() as stack:
        opened: dict[str, httpx.AsyncClient] = {}

        def client(sub: str) -> httpx.AsyncClient:
            if sub not in opened:
                headers = {**server_alb.headers(sub), "origin": server.public_url}
                opened[sub] = httpx.AsyncClient(base_url=server.url, headers=headers)
                stack.push_async_callback(opened[sub].aclose)
            return opened[sub]

        yield client


async def share(client: httpx.AsyncClient, conversation: str, **more: str) -> str:
    """Share a conversation, and return the path of its link."""
    made = await client.post("/share", data={"conversation": conversation, **more})
    assert made.status_code == 200, made.text
    link = re.search(r'value="http://localhost:\d+(/shared/[A-Za-z0-9_-]{43})"', made.text)
    assert link
    return link[1]
