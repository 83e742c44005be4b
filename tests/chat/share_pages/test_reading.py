"""Every door that a stranger could try at a shared conversation, on a real server: none may open."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from urllib.parse import quote

import httpx
import pytest

from chat.share_pages.guesses import MAX_MISSES, Guesses
from chat.shares.share_store import hash_token
from tests.chat.share_pages.conftest import ALICE, BOB, FILE, OTHER_FILE, Kept, Person, share
from tests.support import raw
from tests.support.alb import Alb
from tests.support.server import ChatServer

SECRETS = ("half", "pairs of shoes", "Another question", "content of", "fractions", ALICE)
NAME = quote("notes & más.txt")
UNKNOWN = f"/shared/{'A' * 43}"


def stranger() -> str:
    """Somebody new, whom no bound on guesses stops yet."""
    return f"stranger-{uuid.uuid4().hex[:8]}"


async def tried(client: httpx.AsyncClient, method: str, path: str, **more: object) -> tuple[int, str]:
    response = await client.request(method, path, **more)  # type: ignore[arg-type]
    return response.status_code, response.text


def opened(doors: dict[str, tuple[int, str]]) -> list[str]:
    """Return the doors that a success or a word of the conversation came through."""
    return [name for name, (status, text) in doors.items() if status < 400 or any(secret in text for secret in SECRETS)]


def paths(path: str, with_files: str) -> list[str]:
    """Paths beside those of two links, the second of which has files."""
    token = path.removeprefix("/shared/")
    odd = token[:-1] + ("A" if token[-1] != "A" else "B")
    file = f"{FILE}/{NAME}"
    return [
        *(f"/shared/{each}" for each in (token.swapcase(), token[::-1], odd, token[:-1], f"{token}A", f"-{token}")),
        *(f"{path}{end}" for end in ("/", "%0a", "%00", ".json", ";a", "%2f", "/..", "%23", "/files", f"/{file}")),
        *(f"{start}{path}" for start in ("/", "/.", "/x/..", "/thread/..", "/public/..", "/assets/../..")),
        *(f"/{each}/{token}" for each in ("SHARED", "share", "shared/shared", "project/share", "project/thread")),
        f"/shared/{hash_token(token)}",
        f"/shared/{hash_token(token)[:43]}",
        f"{with_files}/{OTHER_FILE}/{NAME}",
        f"{with_files}/{FILE}/other.txt",
        f"{with_files}/{FILE.upper()}/{NAME}",
        f"{with_files}/{FILE}/..%2f{OTHER_FILE}",
        f"{with_files}/{FILE}.txt/{NAME}",
        f"/shared/{odd}/{file}",
    ]


async def test_no_door_opens_to_a_stranger(person: Person, kept: Kept, server: ChatServer, server_alb: Alb) -> None:
    alice = person(ALICE)
    path = await share(alice, kept.fractions)
    of_other = await share(alice, kept.other, files="on")
    for each in (path, of_other):
        assert (await person(BOB).get(each)).status_code == 200
    doors: dict[str, tuple[int, str]] = {}
    for each in paths(path, of_other):
        headers = list(server_alb.headers(stranger()).items())
        doors[f"raw {each}"] = (await asyncio.to_thread(raw.status_of, server.url, headers, path=each), "")
    for method in ("HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        doors[f"{method} of a link"] = await tried(person(stranger()), method, path)
    forged = {
        "nobody": {},
        "a session that has expired": server_alb.headers("mallory", exp=1),
        "a token of another pool": {"x-amzn-oidc-data": server_alb.token(iss="https://cognito-idp.us-east-1/other")},
        "a token of another application": {"x-amzn-oidc-data": server_alb.token(header={"client": "other"})},
        "a token of another load balancer": Alb().headers("mallory"),
        "a cookie alone": {"cookie": "access_token=x; AWSELBAuthSessionCookie-0=x"},
    }
    async with httpx.AsyncClient(base_url=server.url) as nobody:
        for name, headers_of in forged.items():
            for method, each in (("GET", path), ("HEAD", path), ("GET", of_other), ("GET", "/share")):
                doors[f"{method} {each} by {name}"] = await tried(nobody, method, each, headers=headers_of)
    bob = person(BOB)
    for name, method, each, more in (
        ("offers hers", "POST", "/share", {"data": {"conversation": kept.fractions}}),
        ("updates hers", "POST", "/share/update", {"data": {"conversation": kept.fractions}}),
        ("withdraws hers", "POST", "/share/withdraw", {"data": {"conversation": kept.fractions}}),
        ("opens hers", "GET", f"/project/thread/{kept.fractions}", {}),
        ("takes a file", "GET", f"/attachments/{kept.fractions}/{FILE}/{NAME}", {}),
    ):
        doors[f"bob {name}"] = await tried(bob, method, each, **more)
    assert opened(doors) == []
    assert len(doors) > 60
    asked = await bob.get("/share", params={"conversation": kept.fractions})
    assert not any(secret in asked.text for secret in SECRETS)
    assert sorted(await kept.shared()) == sorted([kept.fractions, kept.other])
    for each in (path, of_other):
        assert (await bob.get(each)).status_code == 200


async def withdraw(alice: httpx.AsyncClient, kept: Kept) -> None:
    await alice.post("/share/withdraw", data={"conversation": kept.fractions})


async def delete(alice: httpx.AsyncClient, kept: Kept) -> None:
    await alice.request("DELETE", "/project/thread", json={"threadId": kept.fractions})


async def erase(alice: httpx.AsyncClient, kept: Kept) -> None:
    await alice.post("/my-data/erase", data={"confirmation": "erase everything"})


async def replace(alice: httpx.AsyncClient, kept: Kept) -> None:
    await withdraw(alice, kept)
    await share(alice, kept.fractions, files="on")


@pytest.mark.parametrize("end", [withdraw, delete, erase, replace])
async def test_a_link_that_has_ended_is_as_one_that_never_was(
    person: Person, kept: Kept, end: Callable[[httpx.AsyncClient, Kept], Awaitable[None]]
) -> None:
    alice, bob = person(ALICE), person(stranger())
    path = await share(alice, kept.fractions, files="on")
    assert (await bob.get(path)).status_code == 200
    await end(alice, kept)
    never, never_file = await bob.get(UNKNOWN), await bob.get(f"{UNKNOWN}/{FILE}/{NAME}")
    ended = [await bob.get(path), await bob.get(path, headers={"range": "bytes=0-9"}), await alice.get(path)]
    ended.append(await bob.get(f"{path}/{FILE}/{NAME}"))
    assert never.status_code == never_file.status_code == 404
    assert {(each.status_code, each.text) for each in ended} == {(404, never.text)}
    assert never_file.text == never.text
    ignored = {"date"}
    assert {name: value for name, value in ended[0].headers.items() if name not in ignored} == {
        name: value for name, value in never.headers.items() if name not in ignored
    }


async def test_files_are_shared_only_when_the_owner_says_so(person: Person, kept: Kept) -> None:
    alice, bob = person(ALICE), person(stranger())
    path = await share(alice, kept.fractions)
    assert (await bob.get(f"{path}/{FILE}/{NAME}")).status_code == 404
    await withdraw(alice, kept)
    path = await share(alice, kept.fractions, files="on")
    page = (await bob.get(path)).text
    assert f'href="{path}/{FILE}/{NAME}"' in page
    file = await bob.get(f"{path}/{FILE}/{NAME}", headers={"range": "bytes=0-3"})
    assert file.text == f"content of {FILE}"
    assert file.headers["content-disposition"] == "attachment"
    assert file.headers["content-type"] == "application/octet-stream"
    assert file.headers["referrer-policy"] == "no-referrer"
    # The question that has the file changes: its file goes with it.
    (asked,) = [step for step in await kept.store.get_steps(ALICE, kept.fractions) if step["id"] == "q1"]
    await kept.store.put_step(ALICE, kept.fractions, {**asked, "output": "changed"})
    assert (await bob.get(f"{path}/{FILE}/{NAME}")).status_code == 404


async def test_guesses_are_bounded_for_each_person(person: Person, kept: Kept) -> None:
    path, guesser = await share(person(ALICE), kept.fractions), person(stranger())
    answers = [(await guesser.get(UNKNOWN)).status_code for _ in range(MAX_MISSES)]
    assert answers == [404] * MAX_MISSES
    over = [await guesser.get(each) for each in (UNKNOWN, path, f"{path}/{FILE}/{NAME}")]
    assert [each.status_code for each in over] == [429] * 3
    assert len({each.text for each in over}) == 1
    assert (await person(BOB).get(path)).status_code == 200


def test_guesses_are_forgotten_after_a_minute() -> None:
    now = 0.0
    guesses = Guesses(lambda: now)
    for _ in range(MAX_MISSES):
        assert not guesses.is_over("mallory")
        guesses.add("mallory")
    assert guesses.is_over("mallory")
    assert not guesses.is_over("bob")
    now = 59.0
    assert guesses.is_over("mallory")
    now = 60.0
    assert not guesses.is_over("mallory")
