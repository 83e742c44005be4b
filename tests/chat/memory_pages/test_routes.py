"""The page "What I remember about you" on a real server: list, search, change, forget, export."""

import html
import json
import re
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from agents.documents.sniffing import MAX_BYTES
from agents.memory.fact import Fact
from chat.history.sqlite.store import SqliteStore
from chat.history.step import StepRecord
from chat.memory_pages.routes import MAX_FILE_REQUEST_BYTES
from tests.agents.documents import files
from tests.support.alb import Alb
from tests.support.page import opened
from tests.support.server import ChatServer

ALICE, BOB = "alice-of-memory", "bob-of-memory"
PAGE = "/memory"


@pytest.fixture
def thread_id() -> str:
    return str(uuid.uuid4())


@pytest.fixture
async def store(server: ChatServer) -> AsyncIterator[SqliteStore]:
    """The server's own file, emptied."""
    opened = SqliteStore(server.log.parent / "history.db")
    for owner in (ALICE, BOB):
        await opened.erase(owner)
        for prefix in ("fact#", "passage#"):
            await opened.facts.remove(owner, list(await opened.facts.under(owner, prefix)))
    yield opened
    await opened.close()


@pytest.fixture
async def alice(server: ChatServer, server_alb: Alb, store: SqliteStore) -> AsyncIterator[httpx.AsyncClient]:
    async with client(server, server_alb, ALICE) as opened:
        yield opened


@pytest.fixture
async def bob(server: ChatServer, server_alb: Alb, store: SqliteStore) -> AsyncIterator[httpx.AsyncClient]:
    async with client(server, server_alb, BOB) as opened:
        yield opened


def client(server: ChatServer, alb: Alb, sub: str) -> httpx.AsyncClient:
    headers = {**alb.headers(sub), "origin": server.public_url}
    return httpx.AsyncClient(base_url=server.url, headers=headers, follow_redirects=True, timeout=30)


async def add(person: httpx.AsyncClient, *facts: str) -> None:
    for fact in facts:
        answer = await person.post("/memory/add", data={"text": fact})
        assert "I will remember that." in answer.text


async def ids(person: httpx.AsyncClient) -> dict[str, str]:
    """The facts on the page, and their ids."""
    page = (await person.get(PAGE)).text
    found = re.findall(r'<article id="(\w+)"><p><span dir="auto">(.*?)</span>', page)
    return {html.unescape(text): fact_id for fact_id, text in found}


def held(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_facts_are_listed_with_their_conversation_and_found(
    alice: httpx.AsyncClient, bob: httpx.AsyncClient, store: SqliteStore, thread_id: str
) -> None:
    await store.put_thread(ALICE, thread_id, name="Where <I> live")
    fact = Fact("I live in Seattle & love <b>rain</b>", thread_id=thread_id)
    await store.facts.put(ALICE, {fact.key: fact.to_record()})
    await add(alice, "My favorite color is blue")
    answer = await alice.get(PAGE)
    assert re.findall("<script.*?>", answer.text) == ['<script src="/public/times.js" defer>']
    assert "I live in Seattle &amp; love &lt;b&gt;rain&lt;/b&gt;" in answer.text
    assert f'<a href="/thread/{thread_id}"><bdi>Where &lt;I&gt; live</bdi></a>' in answer.text
    assert f'datetime="{fact.saved_at}"' in answer.text
    assert answer.text.index("favorite color") < answer.text.index("Seattle")
    for search, there, missing in (
        ("BLUE color", "favorite", "Seattle"),
        ("where is my home", "Seattle", "Nothing"),
        ("zzzz", "Nothing was found.", "Seattle"),
    ):
        found = (await alice.get(PAGE, params={"q": search})).text
        assert there in found
        assert missing not in found.replace("Nothing yet", "")
    assert "Nothing yet" in (await bob.get(PAGE)).text


async def test_many_facts_are_split_into_pages(alice: httpx.AsyncClient, store: SqliteStore) -> None:
    facts = [Fact(f"Number {number:03}", saved_at=f"2026-01-01T00:00:{number // 3:02}Z") for number in range(120)]
    await store.facts.put(ALICE, {fact.key: fact.to_record() for fact in facts})
    seen: list[str] = []
    for number in (1, 2, 3):
        page = (await alice.get(PAGE, params={"page": number})).text
        seen += re.findall(r'<span dir="auto">(Number \d+)</span>', page)
        assert ("Newer" in page, "Older" in page) == (number > 1, number < 3)
    assert sorted(seen) == sorted(fact.text for fact in facts)
    for page in ("0", "-1", "x", "99999999", "²"):
        assert (await alice.get(PAGE, params={"page": page})).status_code == 200


async def test_a_fact_is_changed_and_forgotten(alice: httpx.AsyncClient) -> None:
    await add(alice, "I live in Seattle", "my name is Alice")
    fact_id = (await ids(alice))["I live in Seattle"]
    answer = await alice.post("/memory/edit", data={"id": fact_id, "text": "I live in Portland"})
    assert "It was changed." in answer.text
    assert await ids(alice) == {
        "I live in Portland": fact_id,
        "my name is Alice": (await ids(alice))["my name is Alice"],
    }
    for told in ("It was forgotten.", "That was forgotten already."):
        assert told in (await alice.post("/memory/forget", data={"id": fact_id})).text
    assert "forgotten already" in (await alice.post("/memory/edit", data={"id": fact_id, "text": "x y"})).text
    assert list(await ids(alice)) == ["my name is Alice"]


async def test_contradictions_are_shown_until_one_is_forgotten(alice: httpx.AsyncClient) -> None:
    await add(alice, "my birthday is July 4", "my birthday is August 8")
    page = (await alice.get(PAGE)).text
    assert "These contradict each other" in page
    await alice.post("/memory/forget", data={"id": (await ids(alice))["my birthday is July 4"]})
    assert "These contradict each other" not in (await alice.get(PAGE)).text


async def test_a_forgotten_fact_is_in_no_file_and_no_export(
    alice: httpx.AsyncClient, bob: httpx.AsyncClient, store: SqliteStore, server: ChatServer, thread_id: str
) -> None:
    text = "my birthday is July 19"  # which no other test of this server tells
    await add(alice, text)
    await add(bob, text)
    await store.put_thread(ALICE, thread_id, name=f"Remember that {text}")
    await store.put_step(
        ALICE, thread_id, {"id": "q", "type": "user_message", "output": "Remember that MY birthday is July 19!"}
    )
    await store.put_step(ALICE, thread_id, {"id": "m", "type": "tool", "input": f"fact: {text}", "output": f"“{text}”"})
    told = "It's 30 days to July 19. A birthday cake needs flour."
    await store.put_step(ALICE, thread_id, {"id": "a", "type": "assistant_message", "output": told})
    await store.put_feedback(ALICE, thread_id, "a", 1, "good")
    await alice.post("/memory/forget", data={"id": (await ids(alice))[text]})

    steps = await store.get_steps(ALICE, thread_id)
    assert [step["output"] for step in steps] == [
        "Remember that [forgotten]!",
        "“[forgotten]”",
        "[forgotten] A birthday cake needs flour.",
    ]
    assert steps[2]["feedback"] == {"value": 1, "comment": "good"}
    thread = await store.get_thread(ALICE, thread_id)
    assert thread is not None
    assert thread.name == "Remember that [forgotten]"
    for path in ("/memory/export.json", "/memory/export.md", "/my-data/download", PAGE):
        assert b"July 19" not in (await alice.get(path)).content
    assert "July 19" in (await bob.get("/memory/export.md")).text  # his own, which nobody touched
    await bob.post("/memory/forget", data={"id": (await ids(bob))[text]})
    assert b"July 19" not in held(server.log.parent)


async def test_the_turn_that_saved_a_forgotten_fact_is_in_no_file(
    alice: httpx.AsyncClient, store: SqliteStore, server: ChatServer, server_alb: Alb
) -> None:
    async with opened(server.url, server.public_url, server_alb, ALICE) as page:
        await page.ask("Remember that my birthday is July 25")
        echo: StepRecord = {
            "id": "e",
            "type": "assistant_message",
            "output": "Done: your birthday is July 25. What is next?",
        }
        await store.put_step(ALICE, page.thread_id, {"id": "q", "type": "user_message", "output": "Go on."})
        await store.put_step(ALICE, page.thread_id, echo)
        assert b"July 25" in held(server.log.parent)
        await alice.post("/memory/forget", data={"id": (await ids(alice))["my birthday is July 25"]})
        assert await page.messages() == [
            ("user", "[forgotten]"),
            ("assistant", "What stood here was forgotten, as you asked."),
            ("user", "Go on."),
            ("assistant", "[forgotten] What is next?"),
        ]
    thread = await store.get_thread(ALICE, page.thread_id)
    assert thread is not None
    assert thread.name == "[forgotten]"
    assert (await store.list_threads(ALICE, limit=9, search="july")).threads == []
    assert b"july 25" not in held(server.log.parent).lower()


async def test_the_old_text_of_a_changed_fact_is_in_no_file(
    alice: httpx.AsyncClient, store: SqliteStore, server: ChatServer, thread_id: str
) -> None:
    await add(alice, "I live in Ulaanbaatar")
    await store.put_step(ALICE, thread_id, {"id": "a", "type": "assistant_message", "output": "I live in Ulaanbaatar"})
    fact_id = (await ids(alice))["I live in Ulaanbaatar"]
    assert (
        "It was changed." in (await alice.post("/memory/edit", data={"id": fact_id, "text": "I live in Portland"})).text
    )
    assert [step["output"] for step in await store.get_steps(ALICE, thread_id)] == ["[forgotten]"]
    assert b"Ulaanbaatar" not in held(server.log.parent)


async def test_everything_is_forgotten_after_the_confirmation(
    alice: httpx.AsyncClient, bob: httpx.AsyncClient, server: ChatServer
) -> None:
    await add(alice, "I live in Seattle")
    await add(bob, "I live in Boston")
    await alice.post("/memory/files", files={"file": ("rivers.txt", b"Rivers flow to the sea.")})
    for typed in ("", "yes", "forget", "forget everything!"):
        answer = await alice.post("/memory/forget-all", data={"confirmation": typed})
        assert answer.status_code == 400
        assert "Nothing was forgotten" in answer.text
    answer = await alice.post("/memory/forget-all", data={"confirmation": " Forget  everything "})
    assert "Everything was forgotten." in answer.text
    assert json.loads((await alice.get("/memory/export.json")).content) == []
    contents = held(server.log.parent)
    assert b"Seattle" not in contents
    assert b"Rivers flow" not in contents
    assert b"Boston" in contents


async def test_facts_and_passages_are_exported(alice: httpx.AsyncClient, store: SqliteStore, thread_id: str) -> None:
    fact = Fact("I live in Seattle", thread_id=thread_id)
    await store.facts.put(ALICE, {fact.key: fact.to_record()})
    await alice.post("/memory/files", files={"file": ("paper.pdf", files.pdf("One page.", "Another."))})
    answer = await alice.get("/memory/export.json")
    assert "attachment" in answer.headers["content-disposition"]
    told, first, second = answer.json()
    assert told == {"text": "I live in Seattle", "savedAt": fact.saved_at, "conversation": thread_id}
    assert (first["text"], first["file"], first["page"], first["passage"]) == ("One page.", "paper.pdf", 1, 1)
    assert second["page"] == 2
    assert "- One page. (paper.pdf, page 1)" in (await alice.get("/memory/export.md")).text


async def test_a_file_is_added_shown_and_forgotten(alice: httpx.AsyncClient, bob: httpx.AsyncClient) -> None:
    answer = await alice.post("/memory/files", files={"file": ("<b>.md", b"# Cells\n\nThey <i>divide</i>.")})
    assert "The file was added." in answer.text
    assert "&lt;b&gt;.md" in answer.text
    document = re.search(r'href="(/memory/files/(\w{32}))"', answer.text)
    assert document
    page = await alice.get(document[1])
    assert '<p id="p1" dir="auto">Cells: They &lt;i&gt;divide&lt;/i&gt;.</p>' in page.text
    assert (await bob.get(document[1])).status_code == 404
    assert "forgotten already" in (await bob.post("/memory/files/forget", data={"document": document[2]})).text
    assert (await alice.get(document[1])).status_code == 200
    assert "It was forgotten." in (await alice.post("/memory/files/forget", data={"document": document[2]})).text
    assert (await alice.get(document[1])).status_code == 404
    answer = await alice.post("/memory/files", files={"name": (None, "My note"), "note": (None, "Water boils at 100.")})
    assert "My note" in answer.text


@pytest.mark.parametrize(
    ("brought", "status", "told"),
    [
        ({"file": ("page.html", b"<html>")}, 400, "This kind of file cannot be read"),
        ({"file": ("me.png", files.picture())}, 400, "A picture cannot be remembered"),
        ({"file": ("scan.pdf", files.pdf(""))}, 400, "pictures of text"),
        ({"file": ("", b"")}, 400, ""),
        ({"name": (None, "empty"), "note": (None, " ")}, 400, "no text"),
        ({"file": ("huge.txt", b"x" * (MAX_BYTES + 1))}, 400, "A file may hold at most 10 MB"),
        ({"file": ("huge.txt", b"x" * MAX_FILE_REQUEST_BYTES)}, 413, "larger than anything"),
        ({f"field{number}": (None, "x") for number in range(50)}, 400, ""),
    ],
    ids=str,
)
async def test_a_file_that_cannot_be_added_is_refused(
    alice: httpx.AsyncClient, brought: dict[str, tuple[str | None, object]], status: int, told: str
) -> None:
    answer = await alice.post("/memory/files", files=brought)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert told in answer.text
    assert json.loads((await alice.get("/memory/export.json")).content) == []


def open_forms(answer: httpx.Response) -> list[str]:
    return re.findall(r"<details open>.*?</details>", answer.text, re.DOTALL)


async def test_a_refused_form_keeps_what_was_typed(alice: httpx.AsyncClient, store: SqliteStore) -> None:
    facts = [Fact(f"Number {number:03}", saved_at=f"2026-01-01T00:00:00.{number:06}Z") for number in range(60)]
    await store.facts.put(ALICE, {fact.key: fact.to_record() for fact in facts})
    secret = "My PIN is 1234 <b>"
    answer = await alice.post("/memory/add", data={"text": f" {secret}"})
    assert answer.status_code == 400
    assert f"{html.escape(secret)}</textarea>" in answer.text
    assert "password manager" in answer.text
    assert open_forms(answer) == []

    oldest = facts[0]  # stands on the second page
    answer = await alice.post("/memory/edit", data={"id": oldest.id, "text": secret})
    (form,) = open_forms(answer)
    assert f'value="{oldest.id}"' in form
    assert f"{html.escape(secret)}</textarea>" in form
    assert 'role="alert" id="refusal"' in form
    assert "autofocus" in form
    assert answer.text.count('id="refusal"') == 1

    note = {"name": (None, "Proofs"), "note": (None, "word " * 700_000)}
    answer = await alice.post("/memory/files", files=note)
    (form,) = open_forms(answer)
    assert "bring a smaller part of it" in form
    assert 'value="Proofs"' in form
    assert form.count("word ") > 600_000


async def test_a_long_note_is_added(alice: httpx.AsyncClient) -> None:
    note = {"name": (None, "Long"), "note": (None, "Water boils at 100 degrees.\n\n" * 60_000)}
    assert "The file was added." in (await alice.post("/memory/files", files=note)).text


@pytest.mark.parametrize(
    ("address", "data", "told"),
    [
        ("add", {"text": "my password is hunter2"}, "Passwörter, Schlüssel und Kartennummern"),
        ("add", {"text": " "}, "Darin ist nichts zu merken."),
        ("add", {"text": "x " * 600}, "Ein Satz darf 1,000 Zeichen haben"),
        ("files", {"name": "empty", "note": " "}, "Darin steht kein Text."),
        ("forget-all", {"confirmation": "nein"}, "Es wurde nichts vergessen"),
        ("add", {f"field{number}": "x" for number in range(50)}, "Das ist mehr, als auf einmal"),
    ],
    ids=str,
)
async def test_a_refusal_is_in_the_language_of_the_reader(
    alice: httpx.AsyncClient, address: str, data: dict[str, str], told: str
) -> None:
    answer = await alice.post(f"/memory/{address}", data=data, headers={"accept-language": "de"})
    assert answer.status_code == 400
    assert told in re.search(r'role="alert".*?</p>', answer.text)[0]  # type: ignore[index]


@pytest.mark.parametrize(
    ("content", "told"), [(b"", "Diese Datei ist leer"), (b"<html>", "Diese Art von Datei lässt sich hier nicht lesen")]
)
async def test_a_refused_file_is_explained_in_the_readers_language(
    alice: httpx.AsyncClient, content: bytes, told: str
) -> None:
    answer = await alice.post(
        "/memory/files", files={"file": ("notes.txt", content)}, headers={"accept-language": "de"}
    )
    assert answer.status_code == 400
    assert told in re.search(r'role="alert".*?</p>', answer.text)[0]  # type: ignore[index]


POSTS = ("add", "edit", "forget", "forget-all", "files", "files/forget")


async def test_requests_of_another_site_are_refused(alice: httpx.AsyncClient) -> None:
    await add(alice, "I live in Seattle")
    data = {"text": "x y", "id": (await ids(alice))["I live in Seattle"], "confirmation": "forget everything"}
    for post in POSTS:
        for origin in ("https://evil.example", "null"):
            answer = await alice.post(f"/memory/{post}", data=data, headers={"origin": origin})
            assert answer.status_code == 403
    assert list(await ids(alice)) == ["I live in Seattle"]


async def test_requests_without_an_identity_are_refused(server: ChatServer) -> None:
    async with httpx.AsyncClient(base_url=server.url) as nobody:
        for path in (PAGE, "/memory/export.json", "/memory/export.md", f"/memory/files/{'0' * 32}"):
            assert (await nobody.get(path)).status_code == 401
        for post in POSTS:
            assert (await nobody.post(f"/memory/{post}")).status_code == 401


async def test_the_log_contains_no_fact(alice: httpx.AsyncClient, server: ChatServer) -> None:
    await add(alice, "I live in Ulaanbaatar")
    await alice.get(PAGE, params={"q": "Ulaanbaatar"})
    await alice.post("/memory/edit", data={"id": (await ids(alice))["I live in Ulaanbaatar"], "text": "I left"})
    assert "Ulaanbaatar" not in server.log_text()
