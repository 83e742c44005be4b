"""An answer is saved, is due, and is reviewed by keyboard alone on a small phone."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.cloud import Cloud
from tests.e2e.person import ask, composer
from tests.e2e.test_everyone import PHONE, barriers, expect_none, walk_to


def expect_accessible(page: Page, where: str) -> None:
    expect_none(page, lambda: barriers(page), where)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], where


def test_an_answer_comes_back_and_is_rated_by_keyboard(alice: Page, cloud: Cloud) -> None:
    page = alice
    ask(page, "Solve the quadratic equation x^2 + 5x + 6 = 0")
    save = page.get_by_role("button", name="Practise this later")
    save.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved: it comes back in Review when it is due.")).to_be_visible()
    expect(save).to_have_count(0)

    page.set_viewport_size(PHONE)
    page.goto(cloud.url)
    expect(composer(page)).to_be_visible()
    expect(page.get_by_role("link", name=re.compile(r"^Review: \d+ (is|are) due$"))).to_be_visible()

    chat, page = page, page.context.new_page()
    page.set_viewport_size(PHONE)
    page.goto(f"{cloud.url}/review")
    status = page.get_by_role("status")
    expect(status).to_contain_text("1 is due.")
    expect(page.get_by_text("Solve the quadratic equation")).to_be_visible()
    expect_accessible(page, "a question")
    page.keyboard.press("3")  # nothing is rated before the answer is seen
    walk_to(page, page.get_by_role("button", name="Show the answer"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Answer")).to_be_focused()
    expect(page.get_by_text("x = −3 or x = −2")).to_be_visible()
    expect_accessible(page, "an answer")
    page.keyboard.press("4")
    expect(status).to_have_text("Noted.")
    expect(chat.get_by_role("link", name=re.compile(r"^Review: \d+ (is|are) due$"))).to_have_count(0)
    expect(page.get_by_text("Nothing is due. The next one comes in 1 week.")).to_be_visible()
    expect_accessible(page, "the end")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Take them to Anki").click()
    assert downloading.value.suggested_filename == "teachers-assistant.apkg"
    page.goto(f"{cloud.url}/skills")
    expect_accessible(page, "what I can do")
