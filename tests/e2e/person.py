"""What a person does on the page, by what a person can see."""

import re

from playwright.sync_api import Locator, Page, expect


def sign_in(page: Page, url: str, username: str, password: str) -> None:
    page.goto(url)
    give_credentials(page, username, password)


def give_credentials(page: Page, username: str, password: str) -> None:
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def choose_password(page: Page, password: str, again: str | None = None) -> None:
    page.get_by_label("New password").fill(password)
    page.get_by_label("Confirm password").fill(password if again is None else again)
    page.keyboard.press("Enter")


def composer(page: Page) -> Locator:
    return page.get_by_placeholder("Type your message here...")


def send(page: Page, question: str) -> None:
    """Type a question and send it as soon as the page takes it."""
    composer(page).fill(question)
    page.locator("#chat-submit:enabled").click()


def ask(page: Page, question: str) -> None:
    """Ask, and wait until the answer is whole."""
    send(page, question)
    stop = page.locator("#stop-button")
    stop.wait_for(state="visible")
    stop.wait_for(state="detached")


def sidebar(page: Page, text: str) -> Locator:
    return page.locator("[data-sidebar=sidebar]").get_by_text(text)


def expect_empty_sidebar(page: Page) -> None:
    expect(page.locator("[data-sidebar=sidebar]").get_by_text("No threads found")).to_be_visible()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="User menu").or_(page.locator("#user-nav-button")).first.click()
    page.get_by_role("menuitem", name=re.compile("logout|sign out", re.IGNORECASE)).click()
