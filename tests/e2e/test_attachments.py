"""A learner attaches files, by what can be seen: accepted, refused, told to the teacher, there again after a reload."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.agents.documents import files
from tests.e2e.cloud import Cloud
from tests.e2e.person import ALICE, composer, sign_in_somehow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "homework.txt").write_text("x^2 + 5x + 6 = 0")
    (tmp_path / "board.png").write_bytes(files.picture(size=(300, 200), color="teal"))
    (tmp_path / "sheet.pdf").write_bytes(files.pdf("Exercise one: what is a prime?"))
    (tmp_path / "holiday.txt").write_bytes(files.archive())
    (tmp_path / "story.md").write_text("Once upon a time. " * 5_000)
    return tmp_path


def attach(page: Page, *paths: Path) -> None:
    page.locator("#upload-button-input").or_(page.locator("input[type=file]")).first.set_input_files(list(paths))


def done(page: Page, answers: int) -> None:
    expect(page.locator("[data-step-type=assistant_message]")).to_have_count(answers)
    page.locator("#stop-button").wait_for(state="detached")


def test_a_learner_attaches_homework(cloud: Cloud, page: Page, context: BrowserContext, folder: Path) -> None:
    sign_in_somehow(page, cloud, "alice", ALICE)
    attach(page, folder / "holiday.txt")
    expect(page.get_by_text("Failed to upload holiday.txt: This kind of file cannot be read here")).to_be_visible()

    attach(page, folder / "homework.txt")
    expect(page.get_by_text("homework.txt", exact=True).first).to_be_visible()
    composer(page).fill("Solve the equation in my file")
    page.locator("#chat-submit:enabled").click()
    expect(page.get_by_text("x = −3 or x = −2").last).to_be_visible()
    done(page, 1)

    page.reload()
    expect(page.get_by_text("x = −3 or x = −2").last).to_be_visible()
    with page.expect_download() as downloading:
        page.get_by_role("link", name=re.compile("homework.txt")).click()
    assert Path(downloading.value.path()).read_text() == "x^2 + 5x + 6 = 0"
    assert downloading.value.suggested_filename == "homework.txt"
