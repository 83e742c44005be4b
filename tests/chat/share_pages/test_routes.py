"""The owner's page "Shared conversations", on a real server."""

import html
import io
import json
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from agents.aws import AwsSession
from agents.memory.library import FileLibrary
from agents.memory.service import MemoryService
from agents.parameters import Parameters, ParameterValues
from chat.attachments.service import AttachmentService
from chat.history.open_store import open_beside
from chat.history.sqlite.store import SqliteStore
from chat.history.write_queue import WriteQueue
from chat.http.application import build_application
from chat.identity.caller import Caller, current_caller
from chat.share_pages.routes import ShareSources, share_pages
from chat.shares.dynamodb import DynamoShareStore
from chat.shares.service import ShareContent, Shares
from chat.shares.sqlite import SqliteShareStore
from tests.chat.share_pages.conftest import ALICE, BOB, FRACTIONS, Kept, Person, answer, question, share
from tests.support.server import ChatServer


async def test_a_conversation_is_offered_shared_updated_and_withdrawn(person: Person, kept: Kept) -> None:
    alice, bob = person(ALICE), person(BOB)
    offered = (await alice.get("/share", params={"conversation": kept.fractions})).text
    assert "What rests on your memory is left out." in offered
    assert "With its 1 file" in offered
    path = await share(alice, kept.fractions)
    assert "What is 2 + 2?" in (await bob.get(path)).text
    listed = (await alice.get("/share", params={"conversation": kept.fractions})).text
    assert "Make a link" not in listed
    assert "fractions" in listed
    assert path.removeprefix("/shared/") not in listed
    await kept.store.put_step(ALICE, kept.fractions, question(5, "written later"))
    await kept.store.put_step(ALICE, kept.fractions, answer(5, "answered later"))
    assert "later" not in (await bob.get(path)).text
    updated = await alice.post("/share/update", data={"conversation": kept.fractions}, follow_redirects=True)
    assert "The link shows the conversation as it is now." in updated.text
    assert "answered later" in (await bob.get(path)).text
    withdrawn = await alice.post("/share/withdraw", data={"conversation": kept.fractions}, follow_redirects=True)
    assert "The link was withdrawn" in withdrawn.text
    assert "You share nothing." in withdrawn.text
    assert (await bob.get(path)).status_code == 404
    assert await share(alice, kept.fractions) != path


@pytest.mark.parametrize(
    ("conversation", "sentence"),
    [
        ("bobs", "This is not there, or not any more."),
        ("", "This is not there, or not any more."),
        ("../" * 40, "This is not there, or not any more."),
        ("empty", "There is nothing in this conversation that could be shared."),
        ("busy", "An answer is still being written"),
        ("other", "This conversation is shared already."),
    ],
)
async def test_what_cannot_be_shared_is_refused_with_a_sentence(
    person: Person, kept: Kept, conversation: str, sentence: str
) -> None:
    await share(person(ALICE), kept.other)
    refused = await person(ALICE).post("/share", data={"conversation": getattr(kept, conversation, conversation)})
    assert refused.status_code == 400
    assert sentence in refused.text
    assert await kept.shared() == [kept.other]


async def test_a_deleted_conversation_is_shared_no_more(person: Person, kept: Kept) -> None:
    alice, bob = person(ALICE), person(BOB)
    path, of_other = await share(alice, kept.fractions), await share(alice, kept.other)
    deleted = await alice.request("DELETE", "/project/thread", json={"threadId": kept.fractions})
    assert deleted.status_code == 200
    assert await kept.shared() == [kept.other]
    assert (await bob.get(path)).status_code == 404
    # A conversation that expires goes without a request of its owner; its share goes with the next look at the list.
    await kept.store.delete_thread(ALICE, kept.other)
    assert (await bob.get(of_other)).status_code == 404
    assert "You share nothing." in (await alice.get("/share")).text
    assert await kept.shared() == []


async def test_shares_are_downloaded_and_erased_with_everything(person: Person, kept: Kept) -> None:
    alice, bob = person(ALICE), person(BOB)
    path = await share(alice, kept.fractions, files="on")
    archive = zipfile.ZipFile(io.BytesIO((await alice.get("/my-data/download")).content))
    (listed,) = json.loads(archive.read("shares.json"))
    assert listed["conversation"] == kept.fractions
    assert listed["withFiles"] is True
    assert listed["messages"] == ["q1", "a1", "q4", "a4"]
    assert path.removeprefix("/shared/") not in archive.read("shares.json").decode()
    receipt = await alice.post("/my-data/erase", data={"confirmation": "erase everything"})
    assert "<tr><td>links to conversations</td><td>1</td></tr>" in receipt.text
    assert (await bob.get(path)).status_code == 404
    assert await kept.shared() == []


async def test_the_log_says_who_shared_what_and_never_the_link(person: Person, kept: Kept, server: ChatServer) -> None:
    path = await share(person(ALICE), kept.fractions)
    await person(ALICE).post("/share/withdraw", data={"conversation": kept.fractions})
    log = server.log_text()
    lines = [json.loads(line) for line in log.splitlines() if '"share_changed"' in line and ALICE in line][-2:]
    assert [(line["by"], line["conversation"], line["action"]) for line in lines] == [
        (ALICE, kept.fractions, "make"),
        (ALICE, kept.fractions, "withdraw"),
    ]
    assert path.removeprefix("/shared/") not in log
    assert "Halves" not in log


async def test_another_site_shares_and_withdraws_nothing(person: Person, kept: Kept) -> None:
    path = await share(person(ALICE), kept.fractions)
    for action in ("/share", "/share/update", "/share/withdraw"):
        for origin in ("https://evil.example", "null"):
            sent = await person(ALICE).post(action, data={"conversation": kept.other}, headers={"origin": origin})
            assert sent.status_code == 403
    assert (await person(BOB).get(path)).status_code == 200
    assert await kept.shared() == [kept.fractions]


async def test_what_a_link_shows_and_what_it_never_shows(person: Person, kept: Kept) -> None:
    path = await share(person(ALICE), kept.fractions)
    answered = await person(BOB).get(path)
    page = answered.text
    assert answered.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in answered.headers["x-robots-tag"]
    assert answered.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answered.headers["content-security-policy"]
    for shown in (
        '<h1 dir="auto">fractions</h1>',
        "What is &lt;b&gt;half&lt;/b&gt; of $x$?",
        "<h3>Halves</h3>",
        "<mfrac>",
        "print(x / 2)",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<small>Math</small>",
        'alt="Curve"',
        "Think of two pairs of shoes.",
    ):
        assert shown in page
    assert page.count("left out here") == 1
    secret = [
        *("a line of the system", "worked out", "asked of the specialist", "the-model-id", "777", "0.25", "tokens"),
        *("Odense", "Mirabel", "MIRABEL", "born again", "secret of the memory", "query of memory", "rung", "earned"),
        *(ALICE, "alice@example.com", "Alice", "más.txt", kept.fractions),
    ]
    assert [word for word in secret if word in html.unescape(page)] == []


async def test_what_has_changed_since_is_not_shown(person: Person, kept: Kept) -> None:
    path = await share(person(ALICE), kept.fractions)
    await kept.store.put_step(ALICE, kept.fractions, answer(4, "Rewritten afterwards."))
    await kept.store.delete_step(ALICE, kept.fractions, FRACTIONS[1]["id"])  # with which the page begins
    await kept.store.put_thread(ALICE, kept.fractions, name="A new title")
    page = (await person(BOB).get(path)).text
    assert "Rewritten" not in page
    assert "new title" not in page
    assert "half" not in page
    assert page.count("What stood here was changed or deleted since.") == 2
    assert "What is 2 + 2?" in page


class SwitchedOff(Parameters):
    def __init__(self) -> None:
        pass

    async def current(self) -> ParameterValues:
        return ParameterValues(sharing=False)


@pytest.fixture
async def switched_off(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """The pages in this process, with a conversation that was shared before."""
    store = SqliteStore(tmp_path / "history.db")
    shares, parameters = Shares(open_beside(store, SqliteShareStore, DynamoShareStore)), SwitchedOff()
    memory = MemoryService(store.facts, parameters, AwsSession("us-east-1"))
    await store.put_step(ALICE, "t", question(1, "Hello"))
    made = await shares.make(ALICE, "t", ShareContent("", False, ()), with_files=False)
    sources = ShareSources(
        shares=shares,
        store=store,
        writer=WriteQueue(),
        memory=memory,
        library=FileLibrary(memory),
        attachments=AttachmentService(None),
        parameters=parameters,
        public_url="http://localhost",
    )
    application = build_application([share_pages(sources)], FastAPI())

    async def by_alice(scope: Scope, receive: Receive, send: Send) -> None:
        current_caller.set(Caller(ALICE, "Alice"))
        await application(scope, receive, send)

    transport = httpx.ASGITransport(by_alice)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", params={"made": made}) as client:
        yield client
    memory.close()
    await store.close()


async def test_when_sharing_is_off_no_link_leads_anywhere_and_none_is_made(switched_off: httpx.AsyncClient) -> None:
    made = switched_off.params["made"]
    link, unknown = await switched_off.get(f"/shared/{made}"), await switched_off.get(f"/shared/{'A' * 43}")
    assert (link.status_code, link.text) == (404, unknown.text)
    for action in ("/share", "/share/update"):
        refused = await switched_off.post(action, data={"conversation": "t"})
        assert (refused.status_code, "Sharing is switched off here" in refused.text) == (403, True)
    page = (await switched_off.get("/share")).text
    assert "Sharing is switched off here" in page
    assert "Show it as it is now" not in page
    withdrawn = await switched_off.post("/share/withdraw", data={"conversation": "t"}, follow_redirects=True)
    assert "The link was withdrawn" in withdrawn.text


async def test_a_link_to_a_page_of_the_owner_is_text_for_the_reader(person: Person, kept: Kept) -> None:
    said = answer(6, "As it says. [⁽¹⁾](/reading/t/f/0/9/book.pdf) See [more](https://example.org/a).")
    await kept.store.put_step(ALICE, kept.fractions, question(6, "What does it say?"))
    await kept.store.put_step(ALICE, kept.fractions, said)
    shown = (await person(BOB).get(await share(person(ALICE), kept.fractions))).text
    assert "⁽¹⁾" in shown
    assert "/reading/" not in shown
    assert 'href="https://example.org/a"' in shown
