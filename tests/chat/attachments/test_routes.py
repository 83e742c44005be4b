"""Attaching files on a running server, over HTTP and a socket, with valid and with hostile requests."""

import io
import json
import zipfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from agents.documents.sniffing import MAX_BYTES
from tests.agents.documents import files
from tests.support.alb import Alb, KeyEndpoint
from tests.support.dynamodb import dynamodb
from tests.support.model import Model, told
from tests.support.page import Page, opened
from tests.support.s3 import Bucket, s3
from tests.support.server import ChatServer, started

KINDS = "This kind of file cannot be read here; attach text, Markdown, CSV, PDF, PNG or JPEG."


@pytest.fixture(scope="module")
def bucket() -> Iterator[Bucket]:
    with s3() as running:
        yield running


@pytest.fixture
async def model() -> AsyncIterator[Model]:
    async with Model(lambda _: ["I have read it."]) as running:
        yield running


@pytest.fixture(params=["disk", "s3"])
async def own_server(
    request: pytest.FixtureRequest, tmp_path: Path, server_keys: KeyEndpoint, model: Model, bucket: Bucket
) -> AsyncIterator[ChatServer]:
    environment = {} if request.param == "disk" else {"UPLOADS_BUCKET": bucket.name, **bucket.environment()}
    async with started(tmp_path, server_keys.url, **{**model.environment(), **environment}) as running:
        yield running


async def uploaded(page: Page, name: str, content: bytes) -> str:
    answer = await page.upload(name, content)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


def elements(page: Page) -> list[dict[str, Any]]:
    return [data for event, data in page.events if event == "element"]


async def test_attached_files_are_sent_shown_and_deleted(own_server: ChatServer, server_alb: Alb, model: Model) -> None:
    url, public_url = own_server.url, own_server.public_url
    async with opened(url, public_url, server_alb) as page, opened(url, public_url, server_alb, "bob-sub") as bob:
        ids = [
            await uploaded(page, "../../etc/notes\u202e.txt", b"The secret word is Eigenwert."),
            await uploaded(page, "board.png", files.picture()),
            await uploaded(page, "sheet.pdf", files.pdf("Exercise one")),
        ]
        unmarked = "Sentences without a mark were not compared with your files."
        assert await page.ask("What is in them?", ids) == f"I have read it.\n\n{unmarked}"
        content = model.requests[-1]["messages"][-1]["content"]
        assert [kind for part in content for kind in part] == ["text", "text", "image"]
        for part in ("The secret word is Eigenwert.", "Exercise one", ": notes.txt-----", ": board.png-----"):
            assert part in content[1]["text"]
        assert [(e["name"], e["type"]) for e in elements(page)] == [
            ("notes.txt", "file"),
            ("board.png", "image"),
            ("sheet.pdf", "file"),
        ]
        thread = await page.request("GET", f"/project/thread/{page.thread_id}")
        assert [e["url"] for e in thread.json()["elements"]] == [e["url"] for e in elements(page)]
        assert "uploaded" not in json.dumps(thread.json()["steps"])

        text, picture, pdf = [await page.request("GET", element["url"]) for element in elements(page)]
        assert text.content == b"The secret word is Eigenwert."
        assert (text.headers["content-type"], text.headers["content-disposition"]) == (
            "application/octet-stream",
            "attachment",
        )
        assert (pdf.headers["content-disposition"], pdf.content) == ("attachment", files.pdf("Exercise one"))
        assert picture.headers["content-type"] == "image/png"
        assert text.headers["x-content-type-options"] == "nosniff"
        for element in elements(page):
            assert (await bob.request("GET", element["url"])).status_code == 404

        await page.ask("And the second part?")
        later = told(model.requests[-1])
        assert "(Attached: notes.txt, board.png, sheet.pdf)" in later
        assert "The secret word is Eigenwert." in later
        assert "(attached earlier in this conversation)" in later

        data = await page.request("GET", "/my-data/download")
        with zipfile.ZipFile(io.BytesIO(data.content)) as archive:
            held = [name.rpartition("/")[2] for name in archive.namelist() if name.count("/") == 2]
        assert held == ["01-notes.txt", "02-board.png", "03-sheet.pdf"]

        await bob.ask("Mine", [await uploaded(bob, "bob.txt", b"bob's")])
        assert (await page.request("DELETE", "/project/thread", json={"threadId": page.thread_id})).status_code == 200
        assert [(await page.request("GET", e["url"])).status_code for e in elements(page)] == [404] * 3
        (of_bob,) = elements(bob)
        assert (await bob.request("GET", of_bob["url"])).content == b"bob's"
        receipt = await bob.request("POST", "/my-data/erase", data={"confirmation": "erase everything"})
        assert "<td>attachments</td><td>1</td>" in receipt.text
        assert (await bob.request("GET", of_bob["url"])).status_code == 404


async def test_assumed_encoding_is_named(server: ChatServer, server_alb: Alb) -> None:
    async with opened(server.url, server.public_url, server_alb) as page:
        await page.ask("Who is it?", [await uploaded(page, "noms.txt", "Müller".encode("cp1252"))])
        shown = [data["output"] for event, data in page.events if event == "new_message"]
        assert "noms.txt was read as Windows-1252; if letters are wrong, save it as UTF-8 and attach it again." in shown
        thread = await page.request("GET", f"/project/thread/{page.thread_id}")
        kept = [record for step in thread.json()["steps"] for record in step["metadata"].get("attachments", [])]
        assert [record["encoding"] for record in kept] == ["Windows-1252"]


@pytest.mark.parametrize(
    ("name", "content", "status", "sentence"),
    [
        ("notes.txt", files.archive(), 422, KINDS),
        ("photo.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", 422, KINDS),
        ("photo.png", files.bomb_png(), 422, "This picture has 2500 megapixels; at most 40 can be read."),
        ("a.pdf", files.bomb_pdf, 422, "This PDF is damaged; save it again and attach the copy."),
        ("a.txt", b"", 422, "This file is empty; attach another one."),
        ("a.txt", b"a" * (MAX_BYTES + 1), 413, "A file may hold at most 10 MB; attach a smaller one."),
        ("a.txt", b"a" * (2 * MAX_BYTES), 413, "A file may hold at most 10 MB; attach a smaller one."),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else str(len(value)) if isinstance(value, bytes) else None,
)
async def test_an_unreadable_file_is_refused_with_a_sentence(
    server: ChatServer, server_alb: Alb, name: str, content: bytes | Callable[[], bytes], status: int, sentence: str
) -> None:
    async with opened(server.url, server.public_url, server_alb) as page:
        answer = await page.upload(name, content() if callable(content) else content)
        assert (answer.status_code, answer.json()["detail"]) == (status, sentence)


async def test_too_large_a_body_is_refused(server: ChatServer, server_alb: Alb) -> None:
    async with opened(server.url, server.public_url, server_alb) as page:
        answer = await page.upload("a.txt", b"a" * (33 * 1024 * 1024))
        assert answer.status_code == 413

        async def endless() -> AsyncIterator[bytes]:
            yield b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
            for _ in range(40):
                yield b"a" * 1024 * 1024

        form = {"content-type": "multipart/form-data; boundary=x"}
        address = f"/project/file?session_id={page.session_id}"
        answer = await page.request("POST", address, content=endless(), headers=form)
        assert answer.status_code == 400


@pytest.mark.parametrize("body", [b"", b"--x--\r\n", b"not a form", b"--x\r\n\r\n\r\n--x--\r\n"])
async def test_a_malformed_form_is_refused_with_a_sentence(server: ChatServer, server_alb: Alb, body: bytes) -> None:
    async with opened(server.url, server.public_url, server_alb) as page:
        form = {"content-type": "multipart/form-data; boundary=x"}
        address = f"/project/file?session_id={page.session_id}"
        answer = await page.request("POST", address, content=body, headers=form)
        assert (answer.status_code, answer.json()["detail"]) == (400, "The file did not arrive whole; attach it again.")


def running_tools(page: Page) -> list[str]:
    """Return the tools that the page shows as running."""
    deleted = {data["id"] for event, data in page.events if event == "delete_message"}
    shown = [data for event, data in page.events if event == "new_message" and data["type"] == "tool"]
    return [step["name"] for step in shown if step["id"] not in deleted and not step.get("end")]


async def test_no_one_uploads_to_or_sends_the_files_of_another(server: ChatServer, server_alb: Alb) -> None:
    async with (
        opened(server.url, server.public_url, server_alb) as alice,
        opened(server.url, server.public_url, server_alb, "bob-sub") as bob,
    ):
        assert (await bob.upload("a.txt", b"x", alice.session_id)).status_code == 404
        assert (await bob.upload("a.txt", b"x", "no-session")).status_code == 404
        of_alice = await uploaded(alice, "a.txt", b"Alice's diary")
        lost = "The server no longer has the file that you attached; attach it again."
        assert await bob.ask("What is in it?", [of_alice]) == lost
        assert elements(bob) == []
        assert running_tools(bob) == []
        assert await alice.ask("What is 2 + 2", ["not an id", of_alice]) != lost
        assert [element["name"] for element in elements(alice)] == ["a.txt"]


async def test_a_server_without_a_file_store_refuses_uploads(
    tmp_path: Path, server_keys: KeyEndpoint, server_alb: Alb, model: Model
) -> None:
    with dynamodb() as endpoint, endpoint.table() as table:
        # With a model of AWS, so that it does not load the embedded one.
        given = {**model.environment(), **endpoint.environment(), "HISTORY_URL": f"dynamodb://{table}"}
        async with (
            started(tmp_path, server_keys.url, **given) as server,
            opened(server.url, server.public_url, server_alb) as page,
        ):
            answer = await page.upload("a.txt", b"x")
            assert answer.json()["detail"] == "Files cannot be attached on this server."
            settings = (await page.request("GET", "/project/settings")).json()
            assert settings["features"]["spontaneous_file_upload"]["enabled"] is False
