"""What a person does on the page, by what a person can see."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Locator, Page, WebSocketRoute, expect

from tests.e2e.cloud import Cloud
from tests.support.waiting import PATIENCE

# The passwords that the two people choose for themselves.
ALICE, BOB = "Algebra-2026-alice", "Biology-2026-bobby"


def sign_in(page: Page, url: str, username: str, password: str) -> None:
    page.goto(url)
    give_credentials(page, username, password)


def give_credentials(page: Page, username: str, password: str) -> None:
    page.locator("#username").fill(username)  # not by its label, which is in the browser's language
    page.locator("#password").fill(password)
    page.keyboard.press("Enter")


def choose_password(page: Page, password: str, again: str | None = None) -> None:
    page.get_by_label("New password").fill(password)
    page.get_by_label("Confirm password").fill(password if again is None else again)
    page.keyboard.press("Enter")


def composer(page: Page) -> Locator:
    return page.locator("#chat-input")


def send(page: Page, question: str) -> None:
    """Type a question and send it as soon as the page takes it."""
    composer(page).fill(question)
    page.locator("#chat-submit:enabled").click()


def ask(page: Page, question: str) -> None:
    """Ask, and wait until the answer is whole."""
    answers = page.locator("[data-step-type=assistant_message]")
    before = answers.count()
    send(page, question)
    expect(answers.nth(before)).to_be_visible()
    finish(page)


def finish(page: Page) -> None:
    """Wait until the answer is whole, and a reload opens its conversation again."""
    page.locator("#stop-button").wait_for(state="detached")
    page.wait_for_url("**/thread/*")
    page.locator("#stop-button").wait_for(state="detached")  # with its address, the page is built anew


def wait_until(page: Page, holds: Callable[[], object]) -> None:
    """Let the page and its routes go on until a condition holds."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "the page did not come so far"
        page.wait_for_timeout(50)


def messages(page: Page, text: str | re.Pattern[str]) -> Locator:
    """The messages of the open conversation that contain a text; the sidebar may show the same words."""
    return page.locator("[data-step-type$=_message]", has_text=text)


def sidebar(page: Page, text: str) -> Locator:
    return page.locator("[data-sidebar=sidebar]").get_by_text(text)


def expect_empty_sidebar(page: Page) -> None:
    expect(page.locator("[data-sidebar=sidebar]").get_by_text("No conversations yet")).to_be_visible()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="User menu").or_(page.locator("#user-nav-button")).first.click()
    leave = page.get_by_role("menuitem", name=re.compile("logout|sign out", re.IGNORECASE))
    leave.click(no_wait_after=True)  # a test may hold what the page asks for on its way out


def end_session(context: BrowserContext) -> None:
    """Let the load balancer's session and Cognito's own end, as time would."""
    for cookie in context.cookies():
        if cookie["name"] != "browser":
            context.clear_cookies(name=cookie["name"], domain=cookie["domain"])


def sign_in_somehow(page: Page, cloud: Cloud, username: str, password: str, path: str = "") -> None:
    """Open a page with a composer, whether or not this person has signed in before, or is signed in."""
    page.goto(cloud.url + path)
    login = page.locator("#username")
    composer(page).or_(login).first.wait_for()
    # The login decides, for Chainlit mounts its composer twice.
    if login.count() and f"user: {username}  temporary" in cloud.block:
        give_credentials(page, username, password)
        chosen = composer(page).or_(page.get_by_role("alert"))
        chosen.first.wait_for()
        if page.get_by_role("alert").is_visible():
            give_credentials(page, username, cloud.temporary_password(username))
            choose_password(page, password)
    elif login.count():
        give_credentials(page, username, password)
    expect(composer(page)).to_be_visible()


def hold_answers(page: Page) -> None:
    """Let the page hear the beginning of an answer, and no more."""

    def meet(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        held = False

        def tell(message: str | bytes) -> None:
            nonlocal held
            if not held or "first_interaction" in str(message):  # comes when the conversation is saved
                socket.send(message)
            held = held or all(word in str(message) for word in ("stream_start", "assistant_message"))

        server.on_message(tell)

    page.route_web_socket(re.compile("/ws/"), meet)
