"""A learner attaches files, by what can be seen: accepted, refused, told to the teacher, there again after a reload."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.agents.documents import files
from tests.e2e.person import finish, send


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "homework.txt").write_text("x^2 + 5x + 6 = 0")
    (tmp_path / "board.png").write_bytes(files.picture(size=(300, 200), color="teal"))
    (tmp_path / "sheet.pdf").write_bytes(files.pdf("Exercise one: what is a prime?"))
    (tmp_path / "holiday.txt").write_bytes(files.archive())
    (tmp_path / "story.md").write_text("Once upon a time. " * 5_000)
    return tmp_path


def attach(page: Page, *paths: Path) -> None:
    page.locator("#upload-button-input").set_input_files(list(paths))


def test_a_learner_attaches_homework_and_finds_it_again(alice: Page, folder: Path) -> None:
    page = alice
    attach(page, folder / "holiday.txt")
    refusal = "This kind of file cannot be read here; attach text, Markdown, CSV, PDF, PNG or JPEG."
    expect(page.get_by_text(f"Failed to upload holiday.txt: {refusal}")).to_be_visible()
    expect(page.get_by_text("holiday.txt", exact=True)).to_have_count(0)

    attach(page, folder / "homework.txt", folder / "sheet.pdf")
    expect(page.get_by_text("homework.txt", exact=True)).to_be_visible()
    attach(page, folder / "story.md")
    page.get_by_role("button", name="Remove story.md").click()
    expect(page.get_by_text("story.md", exact=True)).to_have_count(0)
    send(page, "Solve the equation in my file")
    expect(page.get_by_text("x = −3 or x = −2").last).to_be_visible()
    finish(page)

    page.reload()
    expect(page.get_by_text("x = −3 or x = −2").last).to_be_visible()
    expect(page.get_by_role("link", name="sheet.pdf")).to_be_visible()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="homework.txt").click()
    assert downloading.value.suggested_filename == "homework.txt"
    assert Path(downloading.value.path()).read_text() == "x^2 + 5x + 6 = 0"


def test_a_picture_is_shown_and_a_model_that_cannot_see_says_so(alice: Page, folder: Path) -> None:
    page = alice
    attach(page, folder / "board.png", folder / "story.md")
    page.locator("#chat-submit:enabled").click()
    expect(page.get_by_text("This model cannot see pictures; choose another model")).to_be_visible()
    expect(page.get_by_text("Tell me what the attached file holds.").last).to_be_visible()
    expect(page.get_by_text("story.md is long: it is searched for each question")).to_be_visible()
    finish(page)
    page.reload()
    picture = page.get_by_alt_text("board.png")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 300)
    expect(page.get_by_text("story.md is long: it is searched")).to_be_visible()
