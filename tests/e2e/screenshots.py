"""`python -m tests.e2e.screenshots FOLDER`: the key screens of the running product, light, dark and on a phone."""

import base64
import html
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, FloatRect, Page, ViewportSize, expect, sync_playwright
from yarl import URL

from infra.install import find_browser
from tests.agents.fakes.bedrock import BedrockFake
from tests.e2e.chat import FAST, pick
from tests.e2e.cloud import Cloud
from tests.e2e.conftest import ARGUMENTS, PATIENCE
from tests.e2e.controls import SCHEMES, Scheme, Walk, tour
from tests.e2e.fake_bedrock import fake_bedrock
from tests.e2e.person import ALICE, ask, send, sign_in_somehow
from tests.e2e.right_to_left import FACT as FACT_IN_ARABIC
from tests.e2e.right_to_left import replies

DESKTOP: ViewportSize = {"width": 1180, "height": 1000}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": DESKTOP, "color_scheme": "light"},
    "dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "phone": {**PHONE, "color_scheme": "light", "device_scale_factor": 2},
}
WIDE, HIGH = 260, 72  # of the picture of a control
SHEET = """<!doctype html><style>
body { columns: 2; width: 2200px; background: #fff; margin: 16px; font: 13px sans-serif; }
section { display: flex; flex-wrap: wrap; gap: 4px; break-inside: avoid; padding-bottom: 12px; }
p, figure { margin: 0; } p { width: 100%; }
</style>"""
FACT = "Remember that my exam is on Friday"


def main(folder: Path) -> None:
    """Start the product, and take each screen in each look."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        cloud = Cloud(Path(data) / "data")
        cloud.start()
        try:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
            for look, settings in LOOKS.items():
                _take(browser, cloud, settings, folder, look)
            for scheme in SCHEMES:
                _controls(browser, cloud, scheme, folder)
            _right_to_left(browser, Path(data), folder)
            browser.close()
        finally:
            cloud.stop()


def _take(browser: Browser, cloud: Cloud, settings: dict[str, Any], folder: Path, look: str) -> None:
    context = browser.new_context(locale="en-US", reduced_motion="reduce", **settings)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(cloud.url)
    page.screenshot(path=folder / f"sign-in-{look}.png")
    sign_in_somehow(page, cloud, "alice", ALICE)
    for screen, show in SCREENS.items():
        page.goto(cloud.url)
        expect(page.locator("#mode-picker-trigger-route")).to_be_visible()
        show(page)
        page.mouse.move(0, 0)
        page.screenshot(path=folder / f"{screen}-{look}.png", animations="disabled")
    context.close()


def _controls(browser: Browser, cloud: Cloud, scheme: Scheme, folder: Path) -> None:
    """Take a contact sheet: each control of each screen, in each state."""
    context = browser.new_context(locale="en-US", reduced_motion="reduce", viewport=DESKTOP, color_scheme=scheme)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    sign_in_somehow(page, cloud, "alice", ALICE)
    sheet: dict[str, str] = {}

    def at(screen: str, numbers: list[int], state: str) -> None:
        for number in numbers:
            x, y = page.evaluate("number => controlWalk.point(number)", number) or (0, 0)
            clip: FloatRect = {"x": max(x - WIDE / 2, 0), "y": max(y - HIGH / 2, 0), "width": WIDE, "height": HIGH}
            picture = base64.b64encode(page.screenshot(clip=clip, animations="disabled")).decode()
            row = html.escape(f"{screen}: {page.evaluate('number => controlWalk.name(number)', number)}")
            shown = f"<figure><img src='data:image/png;base64,{picture}'><figcaption>{state}</figcaption></figure>"
            sheet[row] = sheet.get(row, "") + shown

    tour(Walk(page, at), page, cloud.url)
    page = context.new_page()  # without the policy of the last one
    page.set_content(SHEET + "".join(f"<section><p>{row}</p>{shown}</section>" for row, shown in sheet.items()))
    page.screenshot(path=folder / f"controls-{scheme}.png", full_page=True)
    context.close()


def _right_to_left(browser: Browser, data: Path, folder: Path) -> None:
    """Take a conversation and our own pages, read from the right, in an English and in an Arabic browser."""
    with fake_bedrock() as model:
        command = (sys.executable, "-m", "tests.e2e.on_fake_bedrock", model.url)
        cloud = Cloud(data / "right-to-left", command=command)
        cloud.start()
        try:
            for locale in ("en-US", "ar"):
                _speak(browser, cloud, model, locale, folder)
        finally:
            cloud.stop()


def _speak(browser: Browser, cloud: Cloud, model: BedrockFake, locale: str, folder: Path) -> None:
    context = browser.new_context(locale=locale, reduced_motion="reduce", viewport={"width": 1180, "height": 1600})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    sign_in_somehow(page, cloud, "alice", ALICE)
    pick(page, "model", FAST)
    for question, reply in replies().items():
        model.on(question, reply)
        ask(page, question)
    page.mouse.move(0, 0)
    page.locator(".step").first.scroll_into_view_if_needed()
    page.screenshot(path=folder / f"right-to-left-answer-{locale}.png", animations="disabled")
    for path in ("/memory", "/my-data", "/status"):
        page.goto(cloud.url + path)
        if path == "/memory":
            page.locator("form[action='/memory/add'] textarea").fill(FACT_IN_ARABIC)
            page.locator("form[action='/memory/add'] button").click()
            expect(page.get_by_role("article").first).to_be_visible()
        page.screenshot(path=folder / f"right-to-left{path.replace('/', '-')}-{locale}.png")
    context.clear_cookies()
    page.goto(cloud.url)
    expect(page.locator("#password")).to_be_visible()
    page.screenshot(path=folder / f"right-to-left-sign-in-{locale}.png")
    context.close()


def _empty(page: Page) -> None:
    expect(page.locator("#starters button").first).to_be_visible()


def _picker(page: Page) -> None:
    page.locator("#mode-picker-trigger-route").click()
    expect(page.locator("#mode-picker-popover-route")).to_be_visible()


def _answer(page: Page) -> None:
    ask(page, "Solve the quadratic equation x^2 + 5x + 6 = 0")
    page.get_by_role("button", name=re.compile("^Math · ")).click()
    expect(page.get_by_role("button", name=re.compile("^Calculator · "))).to_be_visible()


def _code(page: Page) -> None:
    ask(page, "Write a Python function to check if a string is a palindrome")


def _plot(page: Page) -> None:
    send(page, "Plot y = x^2 - 4 from -5 to 5")
    expect(page.locator("img[src^='data:image/svg+xml']").last).to_be_visible()
    page.locator("#stop-button").wait_for(state="detached")


def _how(page: Page) -> None:
    page.locator("#mode-picker-trigger-how").click()
    expect(page.locator("#mode-picker-popover-how")).to_be_visible()


def _hint(page: Page) -> None:
    pick(page, "how", "Study")
    ask(page, "Solve x^2 - 5x + 6 = 0")
    for number in (2, 3, 4):
        page.get_by_role("button", name="Next hint").click()
        expect(page.get_by_text(f"Hint {number} of 4").last).to_be_visible()
        page.locator("#stop-button").wait_for(state="detached")


def _slip(page: Page) -> None:
    ask(page, "Solve x^2 - 5x + 6 = 0")
    ask(page, "x = -2 or x = -3")


def _earned(page: Page) -> None:
    ask(page, "Solve 2x + 3 = 11")
    ask(page, "4")


def _exercise(page: Page) -> None:
    _own("/practise?topic=fractions&level=1")(page)
    page.get_by_label("Your answer").fill("1/97")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Not right yet.")
    page.get_by_role("button", name="Hint").click()
    expect(page.get_by_role("status")).to_have_text(re.compile("^Hint 1 of"))


def _solution(page: Page) -> None:
    _own("/practise?topic=quadratics&level=1")(page)
    page.get_by_role("button", name="Show me").click()
    expect(page.get_by_role("heading", name="The answer")).to_be_visible()


def _quiz(page: Page) -> None:
    pick(page, "how", "Answer")
    ask(page, "/practise fractions")


def _search(page: Page) -> None:
    pick(page, "how", "Answer")
    fold = page.locator("#search-chats-button")
    if not fold.is_visible():
        page.locator("#sidebar-trigger-button").click()
    fold.click()
    page.get_by_role("dialog", name="Search").get_by_role("combobox").fill("Python")
    found = page.get_by_role("option")
    expect(found.first).to_contain_text("Python")
    expect(found.filter(has_not_text="Python")).to_have_count(0)


def _memory(page: Page) -> None:
    ask(page, FACT)
    _own("/memory")(page)


def _own(path: str) -> Callable[[Page], object]:
    return lambda page: page.goto(str(URL(page.url).join(URL(path))))


SCREENS: dict[str, Callable[[Page], object]] = {
    "empty": _empty,
    "picker": _picker,
    "answer": _answer,
    "code": _code,
    "plot": _plot,
    "study-picker": _how,
    "study-hint": _hint,
    "study-slip": _slip,
    "study-earned": _earned,
    "practise": _own("/practise"),
    "practise-exercise": _exercise,
    "practise-solution": _solution,
    "practise-in-a-conversation": _quiz,
    "review": _own("/review"),
    "skills": _own("/skills"),
    "search": _search,
    "memory": _memory,
    "my-data": _own("/my-data"),
    "status": _own("/status"),
}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
