"""The page "People" on the local user pool: what an administrator can do, and what nobody can."""

import logging
import re
from collections.abc import AsyncIterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

import httpx
import pytest
from moto.cognitoidp.models import UserStatus

from agents.aws import AwsSession
from chat.history.denials import StoredDenials
from chat.history.sqlite.store import SqliteStore
from chat.history.store import StoreError
from chat.people.directory import PAGE_SIZE, PeopleDirectory
from chat.people.routes import PAGE, people_pages
from tests.chat.people.conftest import LocalPool
from tests.chat.teaching.conftest import visitor
from tests.support.serving import serving

MARKUP = '<img src=x onerror="alert(1)">'

HOSTILE = [
    ("", "disable", "", 404),
    ("nobody", "disable", "", 404),
    (MARKUP, "disable", "", 404),
    ("x" * 5000, "disable", "", 404),
    ("bob", "", "", 400),
    ("bob", "delete", "", 400),
    ("bob", "Disable", "", 400),
    ("bob", "add", "", 400),
    ("bob", "add", "nobody", 400),
    ("bob", "add", "ADMINS", 400),
    ("bob", "add", MARKUP, 400),
    ("bob", "add", "x" * 5000, 400),
    ("bob", "remove", "nobody", 400),
    ("bob\x00", "disable", "", 404),
]
NO_ADDRESS = [
    "",
    "carol",
    "carol@example",
    "@example.com",
    "a@b@example.com",
    f"{MARKUP}@example.com",
    "carol@example.com\nBcc: all@example.com",
    '"carol"@example.com',
    f"{'x' * 65}@example.com",
    f"carol@{'x' * 300}.com",
    "carol@exa mple.com",
]


@pytest.fixture
async def alice(user_pool: PeopleDirectory, local: LocalPool, store: SqliteStore) -> AsyncIterator[httpx.AsyncClient]:
    async with visitor(people_pages(user_pool, StoredDenials(store), store), local.sub("alice"), "admins") as client:
        yield client
    await store.close()


async def change(client: httpx.AsyncClient, username: str, action: str, group: str = "") -> httpx.Response:
    return await client.post(f"{PAGE}/change", data={"username": username, "action": action, "group": group})


async def invite(client: httpx.AsyncClient, email: str) -> httpx.Response:
    return await client.post(f"{PAGE}/invite", data={"email": email})


async def test_an_invited_person_is_found_grouped_and_disabled(
    alice: httpx.AsyncClient, local: LocalPool, store: SqliteStore, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "chat.people")
    page = await invite(alice, " Carol@example.com ")
    assert "The invitation is on its way." in page.text
    assert "carol@example.com" in page.text
    ((username, password),) = local.mail
    found = (await alice.get(PAGE, params={"beginning": "carol@"})).text
    assert "carol@example.com" in found
    assert "invited" in found
    assert "alice@" not in found

    assert "The invitation is on its way." in (await change(alice, username, "resend")).text
    assert [name for name, _ in local.mail] == [username, username]
    assert local.mail[1][1] != password

    assert "The group was changed." in (await change(alice, username, "add", "teachers")).text
    assert local.groups(username) == {"teachers"}
    assert "Take out of the group: teachers" in (await change(alice, username, "add", "teachers")).text
    await change(alice, username, "remove", "teachers")
    assert local.groups(username) == set()

    page = await change(alice, username, "disable")
    assert "signed out within seconds" in page.text
    assert "This person is disabled" in page.text
    assert "Send the invitation again" not in page.text
    sub = local.sub(username)
    assert sub in await StoredDenials(store).load()
    assert not local.account.pool.users[username].enabled
    await change(alice, username, "enable")
    assert local.account.pool.users[username].enabled
    assert await StoredDenials(store).load() == {}

    lines = [record for record in caplog.records if record.message == "person_changed"]
    said = [(record.__dict__["action"], record.__dict__.get("group", "")) for record in lines]
    assert said == [
        ("invite", ""),
        ("resend", ""),
        ("add", "teachers"),
        ("add", "teachers"),
        ("remove", "teachers"),
        ("disable", ""),
        ("enable", ""),
    ]
    assert {(record.__dict__["by"], record.__dict__["to"]) for record in lines} == {(local.sub("alice"), sub)}
    assert "example.com" not in str([record.__dict__ for record in lines])


async def test_what_is_half_done_is_in_the_log(
    user_pool: PeopleDirectory,
    local: LocalPool,
    store: SqliteStore,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fails(*_: object) -> None:
        raise StoreError("it is gone")

    caplog.set_level(logging.INFO, "chat.people")
    denials = StoredDenials(store)
    monkeypatch.setattr(denials, "deny", fails)
    async with visitor(people_pages(user_pool, denials, store), local.sub("alice"), "admins") as alice:
        answer = await change(alice, "bob", "disable")
    assert "This could not be done just now" in answer.text
    assert not local.account.pool.users["bob"].enabled
    assert [record.__dict__["action"] for record in caplog.records if record.message == "person_changed"] == ["disable"]


async def test_nobody_else_opens_it(user_pool: PeopleDirectory, local: LocalPool, store: SqliteStore) -> None:
    router = people_pages(user_pool, StoredDenials(store), store)
    async with visitor(router, local.sub("bob"), "teachers", "Admins", "admins ") as bob:
        answers = [
            await bob.get(PAGE),
            await bob.get(f"{PAGE}/person", params={"username": "alice"}),
            await invite(bob, "mallory@example.com"),
            await change(bob, "bob", "add", "admins"),
            await change(bob, "alice", "disable"),
        ]
        assert [answer.status_code for answer in answers] == [403] * len(answers)
        assert "alice@" not in "".join(answer.text for answer in answers)
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
            assert (await bob.request(method, f"{PAGE}/change")).status_code == 405
    assert local.groups("bob") == set()
    assert local.mail == []
    await store.close()


async def test_a_token_of_yesterday_changes_nothing(
    user_pool: PeopleDirectory, local: LocalPool, store: SqliteStore, alice: httpx.AsyncClient
) -> None:
    """A token names a group for an hour after its person left it."""
    assert (await change(alice, "bob", "add", "admins")).status_code == 200
    router = people_pages(user_pool, StoredDenials(store), store)
    async with visitor(router, local.sub("bob"), "admins") as bob:
        assert (await change(bob, "alice", "remove", "admins")).status_code == 200
        assert (await change(alice, "bob", "remove", "admins")).status_code == 400
        assert "You are not an administrator any more." in (await invite(alice, "carol@example.com")).text
        assert (await change(bob, "alice", "add", "admins")).status_code == 200
        await change(alice, "bob", "disable")
        assert "You are not an administrator any more." in (await change(bob, "alice", "disable")).text
    async with visitor(router, "sub-of-nobody", "admins") as ghost:
        assert (await change(ghost, "alice", "disable")).status_code == 400
    assert local.groups("alice") == {"admins"}
    assert local.account.pool.users["alice"].enabled


async def test_the_own_right_stays(alice: httpx.AsyncClient, local: LocalPool) -> None:
    for name in ("alice", "ALICE", "alice@example.com", local.sub("alice")):
        for action, group in (("disable", ""), ("remove", "admins")):
            answer = await change(alice, name, action, group)
            assert answer.status_code == 400, name
            assert "another administrator can" in answer.text
    page = (await alice.get(f"{PAGE}/person", params={"username": "alice"})).text
    assert 'value="disable"' not in page
    assert "You are in this group." in page
    assert local.account.pool.users["alice"].enabled


async def test_hostile_changes(alice: httpx.AsyncClient, local: LocalPool) -> None:
    for username, action, group, status in HOSTILE:
        answer = await change(alice, username, action, group)
        assert answer.status_code == status, (username, action, group)
        assert "<img src=x" not in answer.text
    assert local.account.pool.users["bob"].enabled
    assert local.groups("bob") == set()


async def test_what_is_no_address_is_not_invited(alice: httpx.AsyncClient, local: LocalPool) -> None:
    for email in NO_ADDRESS:
        answer = await invite(alice, email)
        assert answer.status_code == 400, email
        assert "This is not an e-mail address." in answer.text
    assert local.mail == []


async def test_who_is_here_already_is_not_invited_again(alice: httpx.AsyncClient, local: LocalPool) -> None:
    await invite(alice, "carol@example.com")
    answer = await invite(alice, "CAROL@example.com")
    assert answer.status_code == 400
    assert "already here" in answer.text
    assert len(local.mail) == 1
    username = local.mail[0][0]
    local.account.pool.users[username].status = UserStatus.CONFIRMED
    answer = await change(alice, username, "resend")
    assert answer.status_code == 400
    assert "already signed in" in answer.text


async def test_everybody_is_on_some_page_once(alice: httpx.AsyncClient, user_pool: PeopleDirectory) -> None:
    for number in range(PAGE_SIZE):
        await user_pool.invite(f"p{number:02}@example.com")
    pages, path = [], PAGE
    while path:
        pages.append((await alice.get(path)).text)
        following = re.search(r'href="([^"]+)" rel="next"', pages[-1])
        path = following[1].replace("&amp;", "&") if following else ""
    assert len(pages) == 2
    named = re.findall(r"<bdi>([^<]+@[^<]+)</bdi>", "".join(pages))
    assert len(named) == len(set(named)) == PAGE_SIZE + 2


async def test_a_search_is_nothing_but_a_beginning(alice: httpx.AsyncClient) -> None:
    for text in ['x" or username ^= "', "\\", MARKUP, "x" * 500, "a b", "%", "é", "\x00"]:
        answer = await alice.get(PAGE, params={"beginning": text})
        assert answer.status_code == 200, text
        assert "Nobody was found." in answer.text
        assert "alice@" not in answer.text
        assert "<img src=x" not in answer.text


async def test_a_made_up_page_is_told_kindly(alice: httpx.AsyncClient) -> None:
    for path in (f"{PAGE}?page={'x' * 9000}", f"{PAGE}/person?username={quote(MARKUP)}"):
        answer = await alice.get(path)
        assert answer.status_code in (404, 503)
        assert "Traceback" not in answer.text
        assert "<img src=x" not in answer.text


async def test_without_the_pool_it_says_so(
    local: LocalPool, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "local")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "local")
    silent = PeopleDirectory(AwsSession("eu-central-1"), "eu-central-1_none")
    async with visitor(people_pages(silent, StoredDenials(store), store), local.sub("alice"), "admins") as alice:
        answer = await alice.get(PAGE)
    assert answer.status_code == 503
    assert "try again in a minute" in answer.text
    silent.close()
    await store.close()


@pytest.mark.parametrize(
    ("reply", "status", "sentence"),
    [
        ((400, b'{"__type": "TooManyRequestsException", "message": "secret"}'), 429, "try again in a minute"),
        ((400, b'{"__type": "AccessDeniedException", "message": "secret"}'), 503, "not allowed to manage people"),
        ((400, b'{"__type": "SomethingNew", "message": "secret"}'), 503, "try again in a minute"),
        ((500, b"secret"), 503, "try again in a minute"),
    ],
)
async def test_whatever_cognito_answers_is_told_kindly(
    reply: tuple[int, bytes], status: int, sentence: str, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(reply[0])
            self.send_header("content-length", str(len(reply[1])))
            self.end_headers()
            self.wfile.write(reply[1])

        def log_message(self, *_: object) -> None:
            pass

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "local")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "local")
    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        directory = PeopleDirectory(AwsSession("eu-central-1"), "eu-central-1_other")
        async with visitor(people_pages(directory, StoredDenials(store), store), "alice-sub", "admins") as alice:
            for answer in (await alice.get(PAGE), await change(alice, "bob", "disable")):
                assert answer.status_code == status
                assert sentence in answer.text
                assert "secret" not in answer.text
        directory.close()
    await store.close()


async def test_the_group_that_cognito_makes_for_a_provider_is_not_offered(
    alice: httpx.AsyncClient, local: LocalPool
) -> None:
    made = f"{local.account.client.pool_id}_School"
    local.account._idp.create_group(local.account.client.pool_id, made, "", "", 1)
    assert made not in (await alice.get(f"{PAGE}/person", params={"username": "bob"})).text
    assert (await change(alice, "bob", "add", made)).status_code == 400
