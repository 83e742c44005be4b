"""What belongs to a conversation, for everyone: its passages, versions, saved questions and link, in five languages.

One conversation carries all rows: on a phone in five languages, and in a wide window in the two directions.
"""

import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.agents.documents import files
from tests.e2e.cloud import Cloud
from tests.e2e.conftest import DESKTOP, Profiles
from tests.e2e.person import ALICE, finish, send
from tests.e2e.test_everyone import PHONE, Scheme, expect_no_barrier, look_in

LOOKS = [
    ("en-US", "en", [PHONE, DESKTOP]),
    ("es-MX", "es", [PHONE]),
    ("de-AT", "de", [PHONE]),
    ("zh-CN", "zh-CN", [PHONE]),
    ("ar-EG", "ar", [PHONE, DESKTOP]),
]


def test_passages_versions_saved_questions_and_link_have_no_barrier(
    profiles: Profiles, cloud: Cloud, tmp_path: Path
) -> None:
    with profiles.new_chat(cloud, ("alice", ALICE)) as page:
        path = _converse(page, tmp_path).removeprefix(cloud.url)
    schemes: Iterator[Scheme] = cycle(("light", "dark"))
    for locale, language, sizes in LOOKS:
        with profiles.new_chat(cloud, ("alice", ALICE), locale, sizes[0], path, reduced_motion="reduce") as page:
            expect(page.locator(f"html[lang={language}] .versions")).to_be_visible()
            looks = [(size, next(schemes), f"{language}, {size['width']}") for size in sizes]
            for size, scheme, where in looks:
                page.set_viewport_size(size)
                look_in(page, scheme)
                _look_at_versions(page, where)
                _look_at_the_passage(page, where)
                _look_at_saved_questions(page, where)
            for size, scheme, where in looks:
                page.set_viewport_size(size)
                look_in(page, scheme)
                _look_at_the_link(page, cloud.url + path.replace("/thread/", "/share?conversation="), where)


def _converse(page: Page, folder: Path) -> str:
    """Ask about a file, ask again, save the question, and return the address of the conversation."""
    (folder / "trams.pdf").write_bytes(files.pdf("Trams have run in the city since 1882."))
    page.locator("#upload-button-input").set_input_files(folder / "trams.pdf")
    send(page, "Since when have trams run in the city?")
    finish(page)
    page.get_by_role("button", name="Answer again").click()
    expect(page.locator(".versions")).to_be_visible()
    page.get_by_role("link", name="⁽¹⁾").last.wait_for()
    finish(page)
    page.get_by_role("button", name="Save this question").press("Enter")
    expect(page.get_by_role("button", name="Remove this question from the saved ones")).to_be_visible()
    return page.url


def _look_at_versions(page: Page, where: str) -> None:
    expect(page.locator(".versions")).to_have_attribute("aria-label", re.compile("2"))
    expect_no_barrier(page, f"versions, {where}")


def _look_at_the_passage(page: Page, where: str) -> None:
    mark = page.locator('a[href^="/reading/"]').last
    mark.press("Enter")
    panel = page.locator("dialog.reading")
    expect(panel.locator("canvas")).to_be_visible()
    expect_no_barrier(page, f"passage, {where}")
    inside = "dialog => [dialog.scrollWidth <= dialog.clientWidth, dialog.getBoundingClientRect().x >= 0]"
    assert panel.evaluate(inside) == [True, True], where
    page.keyboard.press("Escape")
    expect(mark).to_be_focused()


def _look_at_saved_questions(page: Page, where: str) -> None:
    name = page.evaluate("JSON.parse(document.getElementById('words').textContent).saved")
    page.get_by_role("button", name=name, exact=True).press("Enter")
    expect(page.get_by_role("row")).not_to_have_count(0)
    expect_no_barrier(page, f"saved questions, {where}")
    page.keyboard.press("Escape")


def _look_at_the_link(page: Page, offer: str, where: str) -> None:
    page.goto(offer)
    expect_no_barrier(page, f"what would be shared, {where}")
    page.locator("form[action='/share'] button").press("Enter")
    link = page.locator("#link").input_value()
    copy = page.locator("[data-copies]")
    expect(copy).to_be_visible()  # a script shows it, and what is hidden takes no key
    copy.press("Enter")
    expect(page.get_by_role("status")).not_to_be_empty()
    expect_no_barrier(page, f"the link, {where}")
    page.goto(link)
    expect(page.locator("article.question")).to_have_count(1)
    expect_no_barrier(page, f"what is shared, {where}")
    page.goto(offer)
    expect_no_barrier(page, f"what she shares, {where}")
    page.locator("form[action='/share/withdraw'] button").press("Enter")
    page.wait_for_url("**/share?done=withdrawn")
