"""A real Chromium, and the whole product behind it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Cookie,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from infra.install import find_browser
from tests.e2e.chat import WINDOW, Chat
from tests.e2e.cloud import Cloud
from tests.e2e.fake_bedrock import fake_bedrock
from tests.e2e.person import ALICE, BOB, sign_in_somehow

# Chromium as a test wants it: no sandbox (tests may run as root), and silent about everything but our page.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ENGLISH = "en-US"
# Each page is opened from one of the same origin, which has no script: with a renderer to itself, it compiles anew.
PICTURE = "/public/avatar.svg"
OPEN = "() => { open('about:blank').opener = null; }"
DESKTOP: ViewportSize = {"width": 1280, "height": 860}
PATIENCE = 60_000  # ms; for a loaded machine, never waited out when things go well

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/e2e/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        reason = "no Chromium was found; `make test` installs it where it may"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    data: Path = tmp_path_factory.mktemp("cloud") / "data"
    on_dynamodb = (sys.executable, "-m", "tests.e2e.on_dynamodb")
    running = Cloud(data, command=on_dynamodb if os.environ.get("E2E_HISTORY") == "dynamodb" else ())
    running.start()
    yield running
    running.stop()


class Profiles:
    """A browser profile for each person and language: what one test has loaded, the next does not load again.

    A test's pages are its own, and so is where its person is signed in; its page shares a renderer with those before.

    Args:
        browser: The browser.

    Attributes:
        outside: Addresses outside this machine that a page asked for.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._openers: dict[tuple[str, str], Page] = {}
        self._sessions: dict[tuple[str, str], list[Cookie]] = {}
        self.outside: list[str] = []

    def fresh(self, locale: str = ENGLISH) -> BrowserContext:
        """Return a profile of its own, in which nobody has signed in."""
        context = self._browser.new_context(viewport=DESKTOP, locale=locale)
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: self._note(request.url))
        return context

    @contextmanager
    def new_chat(
        self,
        cloud: Cloud,
        person: tuple[str, str],
        locale: str = ENGLISH,
        viewport: ViewportSize = DESKTOP,
        path: str = "",
        **media: Any,
    ) -> Iterator[Page]:
        """Open a new chat of a person, signed in; close all their pages at the end.

        Args:
            cloud: The product.
            person: The name and the password.
            locale: The browser's language.
            viewport: The size of the window.
            path: What is opened instead of a new chat; it has the composer too.
            media: What `Page.emulate_media` takes.
        """
        with self._page(cloud, person, locale) as page:
            page.set_viewport_size(viewport)
            page.emulate_media(**media)
            sign_in_somehow(page, cloud, *person, path)
            self._sessions[person[0], locale] = page.context.cookies()
            yield page

    @contextmanager
    def signed_in(self, cloud: Cloud, person: tuple[str, str]) -> Iterator[Page]:
        """Give a page of a person who is signed in, for a test that opens something other than a new chat."""
        with self._page(cloud, person, ENGLISH) as page:
            if not page.request.get(f"{cloud.url}/user", max_redirects=0).ok:
                sign_in_somehow(page, cloud, *person)
                self._sessions[person[0], ENGLISH] = page.context.cookies()
            yield page

    @contextmanager
    def _page(self, cloud: Cloud, person: tuple[str, str], locale: str) -> Iterator[Page]:
        username, _ = person
        opener = self._openers.get((username, locale)) or self._open(cloud, username, locale)
        context = opener.context
        context.clear_cookies()  # the test before may have signed out, or somebody else in
        context.add_cookies(self._sessions[username, locale])  # type: ignore[arg-type]  # what was read can be written
        with opener.expect_popup() as opening:
            opener.evaluate(OPEN)
        page = opening.value
        picked = {"origin": cloud.url, "storageTypes": "local_storage"}  # and drafts, looks, folds
        context.new_cdp_session(page).send("Storage.clearDataForOrigin", picked)
        yield page
        for opened in context.pages:
            if opened != opener:
                opened.close()
        assert self.outside == []

    def _open(self, cloud: Cloud, username: str, locale: str) -> Page:
        """Open the profile of a person and language, and the page that stays in it."""
        context = self.fresh(locale)
        self._sessions[username, locale] = self._sessions.get((username, ENGLISH), [])
        opener = self._openers[username, locale] = context.new_page()
        opener.goto(cloud.url + PICTURE)
        return opener

    def close(self) -> None:
        for opener in self._openers.values():
            opener.context.close()

    def _note(self, address: str) -> None:
        if not address.startswith(("http://localhost:", "http://127.0.0.1:", "data:", "blob:", "ws://localhost:")):
            self.outside.append(address)


@pytest.fixture(scope="package")
def profiles(browser: Browser) -> Iterator[Profiles]:
    every = Profiles(browser)
    yield every
    every.close()


@pytest.fixture
def context(profiles: Profiles) -> Iterator[BrowserContext]:
    """A fresh browser profile that may leave this machine for nothing."""
    fresh = profiles.fresh()
    yield fresh
    fresh.close()
    assert profiles.outside == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def alice(profiles: Profiles, cloud: Cloud) -> Iterator[Page]:
    """A new chat of Alice's."""
    with profiles.new_chat(cloud, ("alice", ALICE)) as page:
        yield page


@pytest.fixture
def bob(profiles: Profiles, cloud: Cloud) -> Iterator[Page]:
    """A new chat of Bob's."""
    with profiles.new_chat(cloud, ("bob", BOB)) as page:
        yield page


@pytest.fixture
def alice_signed_in(profiles: Profiles, cloud: Cloud) -> Iterator[Page]:
    """A page of Alice's, for a test that opens something other than a new chat."""
    with profiles.signed_in(cloud, ("alice", ALICE)) as page:
        yield page


@pytest.fixture
def bob_signed_in(profiles: Profiles, cloud: Cloud) -> Iterator[Page]:
    """A page of Bob's, for a test that opens something other than a new chat."""
    with profiles.signed_in(cloud, ("bob", BOB)) as page:
        yield page


@pytest.fixture(scope="package")
def chat(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    with fake_bedrock() as model:
        command = (sys.executable, "-m", "tests.e2e.on_fake_bedrock", model.url)
        cloud = Cloud(tmp_path_factory.mktemp("answer") / "data", command=command)
        cloud.start()
        context = browser.new_context(
            viewport=WINDOW,
            locale="en-US",
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        sign_in_somehow(page, cloud, "alice", ALICE)
        yield Chat(page, model, cloud)
        context.close()
        cloud.stop()
