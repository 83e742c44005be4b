"""The strangers' suite: every door of the server, tried by another person and by nobody, on each store.

`python -m tests.chat.strangers` prints how often a door was tried, and how often one opened. The doors are the routes
that are open to a signed-in person, and every event of the socket. What is tried is all that one person has: a
conversation with versions, a file, passages, a saved question, facts, a remembered file, links, and an open page.
"""

import asyncio
import io
import json
import re
import sys
import tempfile
import zipfile
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, cast

import aiohttp
import httpx
import socketio
from yarl import URL

from tests.chat.chainlit_adapter.test_socket_events import CLOSED, KEPT, OURS
from tests.chat.http.test_access_rules import OPEN
from tests.support.alb import Alb, key_endpoint
from tests.support.dynamodb import dynamodb
from tests.support.model import Model, told
from tests.support.page import Page, opened
from tests.support.s3 import s3
from tests.support.server import ChatServer, started
from tests.support.waiting import PATIENCE

ALICE = "alice-of-the-doors"
SECRET = "quillwort"  # in everything of Alice's that is private
SEARCHED = f"called {SECRET}"  # words of a fact of hers that a page may repeat to whoever searches for them
_NOTE = f"The {SECRET} trams have run in the city since 1882."
_ADDRESS = re.compile(
    r"/reading/(?P<thread_id>[\w-]+)/(?P<file_id>[\w-]+)/(?P<start>\d+)/(?P<end>\d+)/(?P<name>[^)\s]+)"
)
_LINK = re.compile(r'value="[^"]*/shared/([\w-]{43})"')
_BY_JSON = ("/project/", "/feedback")


@dataclass
class Tally:
    """What was tried, and what came of it.

    Attributes:
        doors: How many routes and events there are.
        tries: How often one was tried.
        opened_to_owner: How many routes show the owner what is private: what a stranger could see.
        failures: A line for each try that showed or changed something.
    """

    doors: int = 0
    tries: int = 0
    opened_to_owner: int = 0
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Belongings:
    """What Alice has, as a stranger who knew all of it could name it.

    Args:
        values: What fills the parameters of paths, the fields of forms, and the ids in JSON.
        actions: The buttons on her page.
        session_id: Her open page.
    """

    values: Mapping[str, str]
    actions: tuple[dict[str, Any], ...]
    session_id: str

    def path(self, route: str) -> str:
        """Return the path of a route with her values."""
        return re.sub(r"\{(\w+):\w+\}", lambda parameter: self.values[parameter[1]], route)

    def bodies(self, path: str) -> list[dict[str, Any]]:
        """Return what is sent to a path: as a form, as JSON, or as an upload."""
        values = self.values
        if path == "/project/file":
            query = {"session_id": self.session_id}
            return [{"params": query, "files": {"file": ("a.txt", b"A stranger's.", "text/plain")}}]
        if path == "/project/action":
            return [{"json": {"action": action, "sessionId": self.session_id}} for action in self.actions]
        if path.startswith(_BY_JSON):
            rating = {"forId": values["answer"], "threadId": values["thread_id"], "value": 0}
            named = {"threadId": values["thread_id"], "name": "His", "feedbackId": values["feedback"]}
            page = {"pagination": {"first": 100}, "filter": {"search": SECRET, "userId": ALICE}}
            return [{"json": {**named, **page, "feedback": rating, "sessionId": self.session_id}}]
        return [{"data": {**values, "confirmation": each}} for each in ("erase everything", "forget everything")]

    def payloads(self) -> list[Any]:
        """Return what is sent with an event of the socket."""
        message = {"id": self.values["question"], "threadId": self.values["thread_id"], "type": "user_message"}
        changed = {**message, "output": "Changed?", "metadata": {"favorite": False}}
        ids = [self.values[name] for name in ("question", "answer", "version", "thread_id")]
        return [None, *ids, {"message": changed, "fileReferences": [{"id": self.values["file_id"]}]}, self.session_id]


async def run(folder: Path, store: Mapping[str, str] | None = None) -> Tally:
    """Try every door of a new server.

    Args:
        folder: Where the server keeps its files.
        store: Settings of another store than the file in the folder.
    """
    alb, tally = Alb(), Tally()
    with key_endpoint(alb) as keys:
        async with (
            Model(_reply) as model,
            started(folder, keys.url, **{**model.environment(), **(store or {})}) as server,
            opened(server.url, server.public_url, alb, ALICE) as alice,
        ):
            belongings = await _settle(alice)
            before = await _archive(alice)
            await _routes(server, alb, belongings, tally)
            await _sockets(server, alb, belongings, tally)
            after = await _archive(alice)
            tally.failures += [f"changed: {name}" for name in before if before[name] != after.get(name)]
            tally.failures += [f"added: {name}" for name in after if name not in before]
            if SECRET not in await alice.ask("Since when have trams run in the city?"):
                tally.failures.append("Alice's own page does not go on")
    return tally


def _reply(body: dict[str, Any]) -> list[str | float | asyncio.Event]:
    """Quote what is private from whatever the model is sent of it."""
    return [f"“{_NOTE}”" if SECRET in told(body) else "Nothing."]


async def _settle(alice: Page) -> Belongings:
    """Let Alice ask about a file, ask again, save, remember, and share; return what she then has."""
    file = (await alice.upload("trams.txt", _NOTE.encode())).json()["id"]
    question = await alice.say("Since when have trams run in the city?", [file])
    await alice.until(lambda event, data: event == "action" and data["name"] == "again")
    before = len(alice.events)
    await alice.emit("edit_message", {"message": {"id": question, "output": f"When do {SECRET} trams run?"}})
    await alice.until(lambda event, data: event == "action" and data["name"] == "again", after=before)
    steps = [step for step in await alice.steps() if step["type"].endswith("_message")]
    version, answer = steps[0]["id"], steps[-1]["id"]
    favorite = {"message": {"id": version, "metadata": {"favorite": True}}}
    await alice.emit("message_favorite", favorite)
    rating = {"forId": answer, "threadId": alice.thread_id, "value": 1, "comment": SECRET}
    rated = await alice.request("PUT", "/feedback", json={"feedback": rating, "sessionId": alice.session_id})
    await alice.request("POST", "/memory/add", data={"text": f"My cat is called {SECRET}"})
    note = {"name": "notes.txt", "note": f"{_NOTE} Nobody knows."}
    await alice.request("POST", "/memory/files", data=note)
    memory = (await alice.request("GET", "/memory")).text
    withdrawn = await _share(alice)
    await alice.request("POST", "/share/withdraw", data={"conversation": alice.thread_id})
    link = await _share(alice)
    found = _ADDRESS.search(steps[-1]["output"])
    document = re.search(r"/memory/files/([0-9a-f]+)", memory)
    fact = re.search(r'<article id="(\w+)"', memory)
    assert found
    assert document
    assert fact
    ids = {"thread_id": alice.thread_id, "question": question, "version": version, "answer": answer}
    named = {"id": fact[1], "document_id": document[1], "document": document[1], "conversation": alice.thread_id}
    values = {
        "path": "x.js",
        "avatar_id": "x",
        "_": alice.thread_id,
        "token": withdrawn,
        "link": link,
        "text": "Changed",
        "q": SEARCHED,
    }
    people = {"owner": ALICE, "username": ALICE, "action": "remove", "group": "administrators"}
    learning = {"item": question, "attempt": answer, "topic": "fractions", "right": "yes", "do": "answer"}
    feedback = {"feedback": str(rated.json()["feedbackId"])}
    actions = tuple(data for event, data in alice.events if event == "action")
    everything = {**found.groupdict(), **ids, **named, **values, **people, **learning, **feedback}
    return Belongings(everything, actions, alice.session_id)


async def _share(alice: Page) -> str:
    """Share the conversation, and return the secret part of its link."""
    data = {"conversation": alice.thread_id, "files": "on"}
    link = _LINK.search((await alice.request("POST", "/share", data=data)).text)
    assert link
    return link[1]


async def _archive(alice: Page) -> dict[str, str]:
    """Return all that is kept of Alice, file by file."""
    return _texts((await alice.request("GET", "/my-data/download")).content)


def _texts(content: bytes) -> dict[str, str]:
    """Return what an answer says; of an archive, what each of its files says."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {"": content.decode("utf-8", "replace")}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def _nobodies(alb: Alb) -> dict[str, dict[str, str]]:
    """Return what those send who are not signed in, or not here."""
    return {
        "nobody": {},
        "a session that has expired": alb.headers(ALICE, exp=1),
        "a token of another pool": {"x-amzn-oidc-data": alb.token(ALICE, iss="https://cognito-idp.us-east-1/other")},
        "a token of another application": {"x-amzn-oidc-data": alb.token(ALICE, header={"client": "other"})},
        "a token of another load balancer": Alb().headers(ALICE),
        "her name alone": {"x-amzn-oidc-identity": ALICE},
        "a cookie alone": {"cookie": "access_token=x; AWSELBAuthSessionCookie-0=x"},
    }


async def _routes(server: ChatServer, alb: Alb, belongings: Belongings, tally: Tally) -> None:
    requests = []
    for line in OPEN.strip().splitlines():
        methods, route = line.split(" ")[:2]
        tally.doors += 1
        for method in methods.split(","):
            path = belongings.path(route)
            given = belongings.bodies(path) if method not in ("GET", "HEAD") else [{"params": {**belongings.values}}]
            requests += [(method, path, body) for body in given]
    # httpx takes three times the CPU to send thousands of requests; it makes each of them once.
    timeout, no_cookies = aiohttp.ClientTimeout(PATIENCE), aiohttp.DummyCookieJar()
    once = aiohttp.TCPConnector(force_close=True)  # a kept connection may be lost between two requests
    async with aiohttp.ClientSession(connector=once, timeout=timeout, cookie_jar=no_cookies) as client:
        link = belongings.values["link"]

        async def tried(headers: dict[str, str], request: httpx.Request) -> tuple[int, str]:
            """Return the status and what is shown, without the words that were searched for."""
            tally.tries += 1
            address, content = URL(str(request.url), encoded=True), request.content or None
            headers = {**headers, **{name: text for name, text in request.headers.items() if name == "content-type"}}
            try:
                async with client.request(
                    request.method, address, headers=headers, data=content, allow_redirects=False
                ) as answer:
                    shown = await answer.read()
            except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError):
                if content is None:
                    raise
                return 401, ""  # an upload that is refused before it was read
            return answer.status, "".join(_texts(shown).values()).replace(SEARCHED, "")

        for path in (f"/shared/{link}", f"/shared/{link}/{belongings.values['file_id']}/{belongings.values['name']}"):
            request = httpx.Request("GET", f"{server.url}{path}")
            if SECRET not in (await tried(alb.headers("reader"), request))[1]:
                tally.failures.append(f"{path} shows nothing to a reader")
            for who, headers in _nobodies(alb).items():
                status, _ = await tried(headers, request)
                if status != 401:
                    tally.failures.append(f"GET {path} by {who}: {status}")
        for number, (method, path, body) in enumerate(requests):
            request = httpx.Request(method, f"{server.url}{path}", **body)
            request.read()
            if method == "GET" and SECRET in (await tried(alb.headers(ALICE), request))[1]:
                tally.opened_to_owner += 1
            # Somebody new each time: a bound on guesses, or data that he erased, cannot hide what the next door shows.
            headers = {**alb.headers(f"stranger-{number}"), "origin": server.public_url}
            status, shown = await tried(headers, request)
            if SECRET in shown or ALICE in shown:
                tally.failures.append(f"{method} {path} by a stranger: {status}")
            for who, headers in _nobodies(alb).items():
                status, _ = await tried(headers, request)
                if status != 401:
                    tally.failures.append(f"{method} {path} by {who}: {status}")


async def _sockets(server: ChatServer, alb: Alb, belongings: Belongings, tally: Tally) -> None:
    class Forger:
        """Signs nothing."""

        def __init__(self, headers: dict[str, str]) -> None:
            self.headers = lambda *_, **__: headers

    async def refused(page: Page, who: str, connect: Callable[[], Awaitable[None]]) -> None:
        tally.tries += 1
        try:
            await connect()
            tally.failures.append(f"a socket by {who}")
        except socketio.exceptions.ConnectionError:
            pass
        finally:
            await page.close()

    for who, headers in _nobodies(alb).items():
        page = Page(server.url, server.public_url, cast(Alb, Forger(headers)), ALICE)
        await refused(page, who, lambda page=page: page.open(belongings.values["thread_id"]))  # type: ignore[misc]
    stranger = Page(server.url, server.public_url, alb, "stranger-with-her-page")
    await refused(stranger, "a stranger with her page", lambda: stranger.open(session_id=belongings.session_id))
    events = (KEPT | OURS | CLOSED) - {"connect", "disconnect"}
    tally.doors += len(events)
    for event in sorted(events):
        sub = f"stranger-{event}"
        async with opened(server.url, server.public_url, alb, sub, belongings.values["thread_id"]) as page:
            for payload in belongings.payloads():
                await page.emit(event, payload)
                tally.tries += 1
        # What a new page is sent comes after all that was asked before.
        async with opened(server.url, server.public_url, alb, sub) as later:
            await later.ask("What is 1 + 1?")
            if SECRET in page.received + later.received or ALICE in page.received + later.received:
                tally.failures.append(f"event {event} by a stranger")


def main() -> int:
    """Print what each store's doors did."""
    failed = False
    with tempfile.TemporaryDirectory() as folder, dynamodb() as endpoint, endpoint.table() as table, s3() as bucket:
        on_aws = {**endpoint.environment(), **bucket.environment(), "UPLOADS_BUCKET": bucket.name}
        on_dynamodb = {**on_aws, "HISTORY_URL": f"dynamodb://{table}"}
        for name, store in (("SQLite", {}), ("DynamoDB", on_dynamodb)):
            (place := Path(folder) / name).mkdir()
            tally = asyncio.run(run(place, store))
            counted = {"store": name, **asdict(tally), "failures": len(tally.failures)}
            sys.stdout.write("\n".join([*tally.failures, json.dumps(counted)]) + "\n")
            failed = failed or bool(tally.failures) or not tally.opened_to_owner
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
