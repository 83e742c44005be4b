"""A real Chromium, and the whole product behind it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from infra.install import find_browser
from tests.e2e.cloud import Cloud

# Chromium as a test wants it: no sandbox (tests may run as root), and silent about everything but our page.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
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
    running = Cloud(data)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def outside() -> list[str]:
    """Addresses outside this machine that a page asked for."""
    return []


@pytest.fixture
def context(browser: Browser, outside: list[str]) -> Iterator[BrowserContext]:
    """A fresh browser profile that may leave this machine for nothing."""
    fresh = browser.new_context(viewport={"width": 1280, "height": 860}, locale="en-US")
    fresh.set_default_timeout(PATIENCE)
    fresh.on("request", lambda request: outside.append(request.url) if _is_outside(request.url) else None)
    yield fresh
    fresh.close()
    assert outside == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def _is_outside(url: str) -> bool:
    return not url.startswith(("http://localhost:", "http://127.0.0.1:", "data:", "blob:", "ws://localhost:"))
