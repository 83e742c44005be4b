"""Walks the controls of a page through their states, and measures how well each can be seen in each."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.person import ask, hold_answers, send

SCRIPT = Path(__file__).with_suffix(".js").read_text("utf-8")
FILE: FilePayload = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"The exam is on Friday."}
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
MANY = 100  # more stops than a page has


class Sight(NamedTuple):
    """How well one part of a control can be seen in one state.

    Attributes:
        screen: Where the control is.
        scheme: `light` or `dark`.
        control: Its role and its name.
        state: `rest`, `hover`, `pressed` or `focus`, after `disabled` or `chosen` where it is that.
        part: Its text, placeholder, icon or picture, or the ring around what has the focus.
        contrast: Between the part and what is behind it, from 1 to 21.
        least: What it has to be at least.
    """

    screen: str
    scheme: str
    control: str
    state: str
    part: str
    contrast: float
    least: float


class Walk:
    """One walk over the screens of a person; a control that looks like one before is not visited again.

    Args:
        page: The page.
        at: Called with the screen, the numbers of controls, and the state that they are in.
    """

    def __init__(self, page: Page, at: Callable[[str, list[int], str], None]) -> None:
        self._page = page
        self._at = at
        self._known: list[str] = []

    def visit(self, screen: str, scope: str = "body", key: str = "Tab") -> None:
        """Put each control of a new kind into each of its states.

        Args:
            screen: What the page shows.
            scope: Where the controls are looked for.
            key: Moves the focus to the next control.
        """
        page = self._page
        if not page.evaluate("() => Boolean(window.controlWalk)"):
            page.evaluate(SCRIPT)
            page.evaluate("kinds => kinds.forEach(kind => controlWalk.known.add(kind))", self._known)
        numbers: list[int] = page.evaluate("scope => controlWalk.find(scope)", scope)
        self._at(screen, numbers, "rest")
        page.evaluate("() => controlWalk.hold(true)")
        for number in numbers:
            if point := page.evaluate("number => controlWalk.point(number)", number):
                page.mouse.move(*point)
                self._at(screen, [number], "hover")
                page.mouse.down()
                self._at(screen, [number], "pressed")
                page.mouse.up()
        page.mouse.move(0, 0)
        page.evaluate("() => controlWalk.hold(false)")
        for number in self._stops(key):
            self._at(screen, [number], "focus")
        self._known = page.evaluate("() => [...controlWalk.known]")

    def _stops(self, key: str) -> Iterator[int]:
        reached: set[int | None] = set()
        for _ in range(MANY):
            self._page.keyboard.press(key)
            number, is_new = self._page.evaluate("() => controlWalk.focused()")
            if number is not None and number in reached:
                return
            if is_new:
                yield number
            reached.add(number)


def measuring(page: Page, sights: list[Sight]) -> Walk:
    """A walk that measures each control in each state, in light and in dark."""

    def at(screen: str, numbers: list[int], state: str) -> None:
        found = page.evaluate("([numbers, state]) => controlWalk.measure(numbers, state)", [numbers, state])
        sights.extend(Sight(screen, *each) for each in found)

    return Walk(page, at)


def tour(walk: Walk, page: Page, url: str) -> None:
    """Walk the screens of a signed-in person, from the empty page to the login."""
    page.goto(url)
    expect(page.locator("#starters button").first).to_be_visible()
    walk.visit("empty page")
    page.locator("#starters button").first.click()
    walk.visit("chosen category", "#starters")
    for opener in ("#mode-picker-trigger-model", "#mode-picker-trigger-route", "#theme-toggle", "#user-nav-button"):
        _layer(walk, page, opener, "[role=menu], [id^=mode-picker-popover-]", "ArrowDown")
    _layer(walk, page, "#readme-button", "[role=dialog]")
    _layer(walk, page, "#search-chats-button", "[role=dialog]")

    page.locator("input[type=file]").first.set_input_files(FILE)
    expect(page.locator("#attachments").get_by_text(FILE["name"])).to_be_visible()
    walk.visit("attached file", "#message-composer")
    ask(page, "Remember that my exam is on Friday")
    ask(page, "Solve the quadratic equation x^2 + 5x + 6 = 0")
    for name in ("Math", "Calculator"):
        page.get_by_role("button", name=re.compile(f"^{name} · ")).click()
    walk.visit("answer")
    _layer(walk, page, ".positive-feedback-off", "[role=dialog]")
    _layer(walk, page, "#thread-options", "[role=menu]", "ArrowDown")
    for choice in ("Rename", "Delete"):
        page.locator("#thread-options").first.click()
        page.get_by_role("menuitem", name=choice).click()
        dialog = page.get_by_role("dialog").or_(page.get_by_role("alertdialog"))
        expect(dialog).to_be_visible()
        walk.visit(choice, "[role=dialog], [role=alertdialog]")
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
    page.locator(".edit-message").first.focus()
    page.keyboard.press("Enter")
    walk.visit("edited question", ".step")

    for path in ("/memory", "/my-data", "/status"):
        page.goto(url + path)
        for fold in page.locator("summary").all():
            fold.click()
        walk.visit(path)
    hold_answers(page)
    page.goto(url)
    send(page, "What is 6 * 7?")
    expect(page.locator("#stop-button")).to_be_visible()
    walk.visit("answer that grows", "#message-composer")
    page.context.clear_cookies()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{url}/?{scheme}")
        expect(page.locator("#password")).to_be_visible()
        walk.visit(f"login, {scheme}")


def _layer(walk: Walk, page: Page, opener: str, scope: str, key: str = "Tab") -> None:
    """Walk what opens above the page."""
    page.locator(opener).first.click()
    expect(page.locator(scope).first).to_be_visible()
    walk.visit(opener, scope, key)
    page.keyboard.press("Escape")
    expect(page.locator(scope)).to_have_count(0)
