"""One person goes on with an answer that was cut off, downloads the data, and erases it."""

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.cloud import Cloud
from tests.e2e.person import ask, expect_empty_sidebar, finish, sidebar
from tests.support.waiting import PATIENCE, wait_until

QUESTION = "What is 12 * 12"


def cut_off_the_answer(history: Path, thread: str) -> None:
    """Leave the answer as a server leaves it that was killed while it was made."""
    with closing(sqlite3.connect(history, timeout=PATIENCE)) as db:
        wait_until(lambda: any(not record["metadata"].get("partial") for _, record in answers(db, thread)))
        with db:
            for step_id, record in answers(db, thread):
                record |= {"output": "The answer is", "metadata": {**record["metadata"], "partial": True}}
                db.execute("UPDATE steps SET record = ? WHERE id = ?", (json.dumps(record), step_id))


def answers(db: sqlite3.Connection, thread: str) -> list[tuple[str, dict[str, Any]]]:
    steps = [(step_id, json.loads(text)) for step_id, text in db.execute("SELECT id, record FROM steps").fetchall()]
    of_thread = [(step_id, record) for step_id, record in steps if record["threadId"] == thread]
    return [(step_id, record) for step_id, record in of_thread if record["type"] == "assistant_message"]


def test_bob_goes_on_with_an_answer_that_was_cut_off_and_takes_his_data_with_him(
    bob: Page, cloud: Cloud, tmp_path: Path
) -> None:
    page = bob
    ask(page, QUESTION)
    expect(page.get_by_text("144").first).to_be_visible()
    kept = page.locator("#thread-history a").count()

    cut_off_the_answer(cloud.data / "history.db", page.url.rsplit("/", 1)[1])
    page.reload()
    expect(page.get_by_text("This answer was interrupted.")).to_be_visible()
    shown = page.locator("[data-step-type=assistant_message]")
    before = shown.count()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Please continue your last answer where it stopped.", exact=True)).to_be_visible()
    expect(shown).to_have_count(before + 1)  # until it comes the page may not be busy yet
    finish(page)
    expect(page.get_by_role("button", name="Continue")).to_have_count(0)

    page.get_by_role("link", name="My data").or_(page.get_by_role("button", name="My data")).first.click()
    page.wait_for_url("**/my-data")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download").click()
    downloading.value.save_as(tmp_path / "data.zip")
    with zipfile.ZipFile(tmp_path / "data.zip") as archive:
        told = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".md"))
    assert QUESTION in told

    confirmation = page.get_by_label("erase everything")
    confirmation.fill("no")
    page.get_by_role("button", name="Erase everything").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was erased")
    confirmation.fill("erase everything")
    page.get_by_role("button", name="Erase everything").click()
    expect(page.get_by_role("heading", name="Everything was erased")).to_be_visible()
    expect(page.get_by_role("row", name=f"conversations {kept}")).to_be_visible()
    page.get_by_role("link", name="Back to the chat").click()
    expect_empty_sidebar(page)
    expect(sidebar(page, QUESTION)).to_have_count(0)
