"""Files of the page: compressed once, kept by the browser as long as they may be, and nobody's data among them."""

from collections.abc import Iterator

import httpx
import pytest

from tests.support.alb import Alb
from tests.support.server import ChatServer

FOR_GOOD = "private, max-age=31536000, immutable"


@pytest.fixture
def browser(server: ChatServer, server_alb: Alb) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, headers=server_alb.headers()) as client:
        yield client


def named(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('"/')[1:] if part.startswith(("assets/", "public/"))]


def test_what_the_page_names_is_compressed_and_kept_for_good(browser: httpx.Client) -> None:
    page = browser.get("/")
    assert page.headers["cache-control"] == "no-store"
    files = [file for file in named(page.text) if ".css" in file or ".js" in file]
    assert len(files) > 5
    for file in files:
        answer = browser.get(f"/{file}")
        assert (answer.status_code, answer.headers["cache-control"]) == (200, FOR_GOOD), file
        assert answer.headers["content-encoding"] == "gzip", file


def test_a_file_that_has_not_changed_is_not_sent_again(browser: httpx.Client) -> None:
    first = browser.get("/public/avatar.svg")
    assert first.headers["cache-control"] == "private, max-age=3600"
    again = browser.get("/public/avatar.svg", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert browser.get("/public/avatar.svg", headers={"accept-encoding": "identity"}).content == first.content


@pytest.mark.parametrize("path", ["/user", "/project/settings", "/my-data", "/thread/1", "/auth/config"])
def test_what_may_be_somebodys_is_never_kept(browser: httpx.Client, path: str) -> None:
    assert browser.get(path).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/assets/none.js?v=1", "/public/none.css?v=1", "/public/icons"])
def test_what_is_not_there_is_not_kept_either(browser: httpx.Client, path: str) -> None:
    answer = browser.get(path)
    assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")


def test_nothing_outside_the_folder_is_served(browser: httpx.Client) -> None:
    request = browser.build_request("GET", "/", extensions={"target": b"/public/../app.py"})
    assert browser.send(request).status_code == 404


@pytest.mark.parametrize(("accepted", "tongue"), [("de-AT,de;q=0.9", "de"), ("zh-CN", "zh-CN"), ("fr", "en")])
def test_the_page_and_its_words_are_in_the_browsers_language(browser: httpx.Client, accepted: str, tongue: str) -> None:
    page = browser.get("/", headers={"accept-language": accepted})
    assert f'<html lang="{tongue}">' in page.text
    words = browser.get("/project/translations?language=fr-FR", headers={"accept-language": accepted}).json()
    placeholder = {"en": "Ask a question…", "de": "Stell eine Frage…", "zh-CN": "请输入你的问题…"}[tongue]
    assert words["translation"]["chat"]["input"]["placeholder"] == placeholder
    settings = browser.get("/project/settings?language=fr-FR", headers={"accept-language": accepted}).json()
    title = {"en": "# How it works", "de": "# So geht es", "zh-CN": "# 使用说明"}[tongue]
    assert settings["markdown"].startswith(title)


def test_our_own_pages_look_as_the_page_was_last_seen(browser: httpx.Client) -> None:
    for cookie, seen in (("appearance=dark", "dark"), ("appearance=light", "light"), ('appearance="><b', "light")):
        assert f'class="{seen}"' in browser.get("/my-data", headers={"cookie": cookie}).text
