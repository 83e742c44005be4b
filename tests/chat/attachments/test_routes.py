"""Files attached on a real server, over real HTTP and a real socket, by a person and by somebody worse."""

import io
import json
import zipfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from agents.documents.sniffing import MAX_BYTES
from chat.attachments.file_names import clean_name
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
    place = {} if request.param == "disk" else {"UPLOADS_BUCKET": bucket.name, **bucket.environment()}
    async with started(tmp_path, server_keys.url, **{**model.environment(), **place}) as running:
        yield running


async def uploaded(page: Page, name: str, content: bytes) -> str:
    answer = await page.upload(name, content)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


def elements(page: Page) -> list[dict[str, Any]]:
    return [data for event, data in page.events if event == "element"]


async def test_the_life_of_attached_files(own_server: ChatServer, server_alb: Alb, model: Model) -> None:
    url, public_url = own_server.url, own_server.public_url
    async with opened(url, public_url, server_alb) as page, opened(url, public_url, server_alb, "bob-sub") as bob:
        ids = [
            await uploaded(page, "../../etc/notes\u202e.txt", b"The secret word is Eigenwert."),
            await uploaded(page, "board.png", files.picture()),
            await uploaded(page, "sheet.pdf", files.pdf("Exercise one")),
        ]
        assert await page.ask("What is in them?", ids) == "I have read it."
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
        (his,) = elements(bob)
        assert (await bob.request("GET", his["url"])).content == b"bob's"
        receipt = await bob.request("POST", "/my-data/erase", data={"confirmation": "erase everything"})
        assert "<td>attachments</td><td>1</td>" in receipt.text
        assert (await bob.request("GET", his["url"])).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "status", "sentence"),
    [
        ("notes.txt", files.archive(), 422, KINDS),
        ("photo.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", 422, KINDS),
        ("photo.png", files.bomb_png(), 422, "This picture has 2500 megapixels; at most 40 can be read."),
        ("a.pdf", files.bomb_pdf(), 422, "This PDF is damaged; save it again and attach the copy."),
        ("a.txt", b"", 422, "This file is empty; attach another one."),
        ("a.txt", b"a" * (MAX_BYTES + 1), 413, "A file may hold at most 10 MB; attach a smaller one."),
        ("a.txt", b"a" * (2 * MAX_BYTES), 413, "A file may hold at most 10 MB; attach a smaller one."),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else str(len(value)) if isinstance(value, bytes) else None,
)
async def test_what_cannot_be_attached_is_refused_in_a_sentence(
    server: ChatServer, server_alb: Alb, name: str, content: bytes, status: int, sentence: str
) -> None:
    async with opened(server.url, server.public_url, server_alb) as page:
        answer = await page.upload(name, content)
        assert (answer.status_code, answer.json()["detail"]) == (status, sentence)


async def test_a_flood_is_cut_off_at_the_gate(server: ChatServer, server_alb: Alb) -> None:
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
async def test_what_is_no_form_is_a_sentence(server: ChatServer, server_alb: Alb, body: bytes) -> None:
    async with opened(server.url, server.public_url, server_alb) as page:
        form = {"content-type": "multipart/form-data; boundary=x"}
        address = f"/project/file?session_id={page.session_id}"
        answer = await page.request("POST", address, content=body, headers=form)
        assert (answer.status_code, answer.json()["detail"]) == (400, "The file did not arrive whole; attach it again.")


def waiting(page: Page) -> list[str]:
    """What the page was told is going on, and never that it is over."""
    over = {data["id"] for event, data in page.events if event == "delete_message"}
    shown = [data for event, data in page.events if event == "new_message" and data["type"] == "tool"]
    return [step["name"] for step in shown if step["id"] not in over and not step.get("end")]


async def test_only_ones_own_page_takes_files_and_only_ones_own_files_are_sent(
    server: ChatServer, server_alb: Alb
) -> None:
    async with (
        opened(server.url, server.public_url, server_alb) as alice,
        opened(server.url, server.public_url, server_alb, "bob-sub") as bob,
    ):
        assert (await bob.upload("a.txt", b"x", alice.session_id)).status_code == 404
        assert (await bob.upload("a.txt", b"x", "no-session")).status_code == 404
        hers = await uploaded(alice, "a.txt", b"Alice's diary")
        lost = "The server no longer has the file that you attached; attach it again."
        assert await bob.ask("What is in it?", [hers]) == lost
        assert elements(bob) == []
        assert waiting(bob) == []
        assert await alice.ask("What is 2 + 2", ["not an id", hers]) != lost
        assert [element["name"] for element in elements(alice)] == ["a.txt"]


async def test_a_server_without_a_place_for_files_says_so(
    tmp_path: Path, server_keys: KeyEndpoint, server_alb: Alb
) -> None:
    with dynamodb() as endpoint, endpoint.table() as table:
        given = {**endpoint.environment(), "HISTORY_URL": f"dynamodb://{table}"}
        async with (
            started(tmp_path, server_keys.url, **given) as server,
            opened(server.url, server.public_url, server_alb) as page,
        ):
            answer = await page.upload("a.txt", b"x")
            assert answer.json()["detail"] == "Files cannot be attached on this server."
            settings = (await page.request("GET", "/project/settings")).json()
            assert settings["features"]["spontaneous_file_upload"]["enabled"] is False


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("notes.txt", "notes.txt"),
        ("C:\\Users\\me\\notes.txt", "notes.txt"),
        ("../../x", "x"),
        ("..", "file"),
        ("", "file"),
        ("a\r\nb\0c\u202e.txt", "abc.txt"),
        ("-----END FILE-----", "-----END FILE-----"),
        ("x" * 300 + ".pdf", "x" * 112 + "….pdf"),
        ("y" * 300, "y" * 119 + "…"),
        ("数学 – ñ.png", "数学 – ñ.png"),
    ],
)
def test_names_are_one_visible_line(given: str, name: str) -> None:
    assert clean_name(given) == name
