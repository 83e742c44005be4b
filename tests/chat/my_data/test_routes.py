"""Download everything and erase everything, on a real server."""

import io
import json
import re
import uuid
import zipfile
from collections.abc import AsyncIterator

import httpx
import pytest

from agents.memory.fact import Fact
from chat.history.sqlite.store import SqliteStore
from chat.history.step import StepRecord
from tests.support.alb import Alb
from tests.support.server import ChatServer

ALICE, BOB = "alice-of-my-data", "bob-of-my-data"


@pytest.fixture
async def store(server: ChatServer) -> AsyncIterator[SqliteStore]:
    """The server's own file, filled anew."""
    opened = SqliteStore(server.log.parent / "history.db")
    for owner in (ALICE, BOB):
        await opened.erase(owner)
        await opened.facts.remove(owner, list(await opened.facts.under(owner, "fact#")))
        for number in range(3):
            thread = str(uuid.uuid4())
            await opened.put_thread(owner, thread, name=f"../../Fractions & {number}")
            await opened.put_step(owner, thread, {"id": "q", "type": "user_message", "output": f"asked by {owner}"})
            await opened.put_step(owner, thread, {"id": "t", "type": "tool", "output": "4", "input": "2+2"})
            await opened.put_step(owner, thread, {"id": "a", "type": "assistant_message", "output": "It is \ud83d 4."})
        await opened.put_feedback(owner, thread, "a", 1, "thanks")
        fact = Fact(f"told by {owner}")
        await opened.facts.put(owner, {fact.key: fact.to_record()})
    yield opened
    await opened.close()


@pytest.fixture
async def alice(server: ChatServer, server_alb: Alb) -> AsyncIterator[httpx.AsyncClient]:
    headers = {**server_alb.headers(ALICE), "origin": server.public_url}
    async with httpx.AsyncClient(base_url=server.url, headers=headers) as client:
        yield client


async def test_the_download_contains_all_data_of_one_person(alice: httpx.AsyncClient, store: SqliteStore) -> None:
    answer = await alice.get("/my-data/download")
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["cache-control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        contents = {name: archive.read(name).decode() for name in names}
    assert [name for name in names if name.endswith(".json") and "/" in name] == [
        f"conversations/0000{number}-fractions-{3 - number}.json" for number in (1, 2, 3)
    ]
    assert [fact["text"] for fact in json.loads(contents["memories.json"])] == [f"told by {ALICE}"]
    assert not any(BOB in content for content in contents.values())
    latest = json.loads(contents["conversations/00001-fractions-2.json"])
    assert latest["steps"] == await store.get_steps(ALICE, latest["id"])
    read = contents["conversations/00001-fractions-2.md"]
    assert read.startswith("# ../../Fractions & 2\n")
    assert "## You\n\nasked by alice-of-my-data\n\n## Teacher's Assistant\n\nIt is ? 4." in read
    assert "*You rated this helpful.* thanks" in read
    again: StepRecord = {"id": "q2", "type": "user_message", "output": "asked otherwise"}
    assert await store.begin_version(ALICE, latest["id"], again, replaces="q")
    with zipfile.ZipFile(io.BytesIO((await alice.get("/my-data/download")).content)) as archive:
        read = archive.read("conversations/00001-fractions-2.md").decode()
        assert json.loads(archive.read("conversations/00001-fractions-2.json"))["versions"] == [
            {"questions": ["q", "q2"], "shown": "q2"}
        ]
    assert "## You (version 1 of 2)\n\nasked by alice-of-my-data\n\n## Teacher's Assistant\n\nIt is ? 4." in read
    assert "## You (version 2 of 2, which is shown)\n\nasked otherwise" in read


@pytest.mark.parametrize("typed", ["", "yes", "erase", "confirmation=", "erase everything!"])
async def test_nothing_is_erased_unconfirmed(alice: httpx.AsyncClient, store: SqliteStore, typed: str) -> None:
    answer = await alice.post("/my-data/erase", data={"confirmation": typed})
    assert answer.status_code == 400
    assert "Nothing was erased: type “erase everything” to confirm." in answer.text
    assert len((await store.list_threads(ALICE, limit=9)).threads) == 3


async def test_erasure_is_confirmed_in_the_readers_language(alice: httpx.AsyncClient, store: SqliteStore) -> None:
    french = {"accept-language": "fr"}
    assert "Tapez «\u202ftout effacer\u202f» pour confirmer" in (await alice.get("/my-data", headers=french)).text
    answer = await alice.post("/my-data/erase", data={"confirmation": "erase everything"}, headers=french)
    assert answer.status_code == 400
    assert len((await store.list_threads(ALICE, limit=9)).threads) == 3
    answer = await alice.post("/my-data/erase", data={"confirmation": "Tout effacer"}, headers=french)
    assert "<tr><td>conversations</td><td>3</td></tr>\n<tr><td>messages</td>" in answer.text
    assert "<tr><td>évaluations</td><td>1</td></tr>" in answer.text
    assert len((await store.list_threads(ALICE, limit=9)).threads) == 0


async def test_erasure_returns_a_receipt(alice: httpx.AsyncClient, store: SqliteStore, server: ChatServer) -> None:
    answer = await alice.post("/my-data/erase", data={"confirmation": " Erase  everything "})
    rows = dict(re.findall(r"<tr><td>(\w+)</td><td>(\d+)</td></tr>", answer.text))
    assert rows == {
        "conversations": "3",
        "messages": "6",
        "ratings": "1",
        "attachments": "0",
        "memories": "1",
        "usage": "0",
        "learning": "0",
        "budgets": "0",
    }
    reference = re.search(r"Reference: (\w{8})", answer.text)
    assert reference
    assert reference[1] in server.log_text()
    assert (await store.list_threads(ALICE, limit=9)).threads == []
    assert (await alice.post("/project/threads", json={"pagination": {"first": 9}, "filter": {}})).json()["data"] == []
    assert await store.facts.under(ALICE, "fact#") == {}
    assert len((await store.list_threads(BOB, limit=9)).threads) == 3
    assert len(await store.facts.under(BOB, "fact#")) == 1


async def test_a_request_of_another_site_erases_nothing(alice: httpx.AsyncClient, store: SqliteStore) -> None:
    for origin in ("https://evil.example", "null"):
        answer = await alice.post(
            "/my-data/erase", data={"confirmation": "erase everything"}, headers={"origin": origin}
        )
        assert answer.status_code == 403
    assert len((await store.list_threads(ALICE, limit=9)).threads) == 3


async def test_requests_without_an_identity_are_refused(server: ChatServer) -> None:
    async with httpx.AsyncClient(base_url=server.url) as nobody:
        for path in ("/my-data", "/my-data/download"):
            assert (await nobody.get(path)).status_code == 401
        assert (await nobody.post("/my-data/erase")).status_code == 401


async def test_the_page_has_no_script(alice: httpx.AsyncClient) -> None:
    answer = await alice.get("/my-data")
    assert answer.status_code == 200
    assert "<script" not in answer.text
