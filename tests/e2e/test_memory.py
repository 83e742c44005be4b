"""One person tells, asks, undoes, brings a file and has it all forgotten: the guide's tests 3 and 4, and no waiting."""

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.cloud import Cloud
from tests.e2e.person import ask

TOLD = {
    "Remember that my birthday is July 25": "What's my birthday?",
    "My favorite color is blue": "What is my favorite color?",
    "I live in Seattle": "Where do I live?",
}
ODD = r"my sister (Anna) wrote [x](y) $z$ and \(b\) `c` *d* <b>"
FACTS = ("my birthday is July 25", "My favorite color is blue", "I live in Seattle")


def last_answer(page: Page) -> Locator:
    return page.locator("[data-step-type=assistant_message]").last


def test_what_alice_tells_is_remembered_at_once(alice: Page) -> None:
    for told in TOLD:
        ask(alice, told)
        expect(alice.get_by_role("button", name="Saved · undo").last).to_be_visible()
    for question, fact in zip(TOLD.values(), FACTS, strict=True):
        ask(alice, question)
        expect(last_answer(alice)).to_contain_text(fact)
        expect(alice.get_by_role("button", name=re.compile(r"^Memory ·")).last).to_be_visible()
    ask(alice, "What is 5 * 7?")
    expect(last_answer(alice)).to_contain_text("35")
    expect(alice.get_by_role("button", name=re.compile(r"^Math ·")).last).to_be_visible()


def test_it_is_there_in_another_conversation_and_a_contradiction_is_shown(alice: Page) -> None:
    ask(alice, "My birthday is August 8")
    ask(alice, "When is my birthday?")
    expect(last_answer(alice)).to_contain_text("different things")
    expect(last_answer(alice)).to_contain_text("July 25")
    expect(last_answer(alice)).to_contain_text("August 8")

    alice.reload()
    undo = alice.get_by_role("button", name="Saved · undo")
    expect(undo).to_have_count(1)
    undo.click()
    expect(alice.get_by_text("Undone: this is no longer remembered.").last).to_be_visible()
    expect(undo).to_have_count(0)
    ask(alice, "When is my birthday?")
    expect(last_answer(alice)).to_contain_text("July 25")
    expect(last_answer(alice)).not_to_contain_text("August 8")
    alice.reload()
    expect(alice.get_by_text("Undone: this is no longer remembered.").first).to_be_visible()
    expect(undo).to_have_count(0)


def test_the_page_is_an_open_book(alice: Page, cloud: Cloud, tmp_path: Path) -> None:
    alice.get_by_role("link", name="Memory").or_(alice.get_by_role("button", name="Memory")).first.click()
    expect(alice.get_by_role("heading", name="What I remember about you")).to_be_visible()
    for fact in FACTS:
        expect(alice.get_by_role("button", name=f"Forget: {fact}")).to_be_visible()
    alice.get_by_label("Search").first.fill("seattle")
    alice.get_by_role("button", name="Search").click()
    row = alice.get_by_role("article")
    expect(row).to_have_count(1)
    row.get_by_text("Change", exact=True).click()
    row.get_by_label("Change it to").fill("I live in Portland")
    row.get_by_role("button", name="Save").click()
    expect(alice.get_by_text("It was changed.")).to_be_visible()

    note = tmp_path / "cells.md"
    note.write_text("# Cells\n\nThe mitochondrion is the powerhouse of the cell.\n", "utf-8")
    alice.get_by_label("File").set_input_files(note)
    alice.get_by_role("button", name="Add the file").click()
    expect(alice.get_by_text("The file was added.")).to_be_visible()

    alice.goto(cloud.url)
    ask(alice, "What do my notes say about the mitochondrion?")
    expect(last_answer(alice)).to_contain_text("powerhouse of the cell")
    alice.get_by_role("link", name="cells.md").last.click()
    panel = alice.get_by_role("dialog", name="cells.md")
    expect(panel.locator("mark")).to_contain_text("powerhouse of the cell")
    alice.keyboard.press("Escape")
    expect(panel).to_have_count(0)


def test_a_sentence_is_shown_as_it_was_told(alice: Page, cloud: Cloud) -> None:
    ask(alice, f"Remember that {ODD}")
    expect(last_answer(alice)).to_contain_text(f"I will remember: “{ODD}”")
    ask(alice, "What do you remember about me?")
    expect(last_answer(alice)).to_contain_text(ODD)
    expect(last_answer(alice).get_by_role("link")).to_have_count(1)  # to the page
    expect(alice.locator(".katex")).to_have_count(0)
    alice.goto(f"{cloud.url}/memory")
    expect(alice.get_by_role("button", name=f"Forget: {ODD}")).to_be_visible()


def test_what_the_page_refuses_is_still_there_to_be_mended(alice_signed_in: Page, cloud: Cloud) -> None:
    alice = alice_signed_in
    alice.goto(f"{cloud.url}/memory")
    row = alice.get_by_role("article").filter(has_text="I live in Portland")
    row.get_by_text("Change", exact=True).click()
    row.get_by_label("Change it to").fill("My PIN is 1234")
    row.get_by_role("button", name="Save").click()
    expect(row.get_by_role("alert")).to_be_in_viewport()
    expect(row.get_by_label("Change it to")).to_be_focused()
    expect(row.get_by_label("Change it to")).to_have_value("My PIN is 1234")


def test_nothing_is_wider_than_a_phone(alice_signed_in: Page, cloud: Cloud, tmp_path: Path) -> None:
    alice = alice_signed_in
    alice.set_viewport_size({"width": 360, "height": 740})
    note = tmp_path / f"{'rivers' * 18}.txt"
    note.write_text("The Danube flows into the Black Sea.", "utf-8")
    alice.goto(f"{cloud.url}/memory")
    alice.get_by_label("File").set_input_files(note)
    alice.get_by_role("button", name="Add the file").click()
    alice.get_by_label("What should I remember?").fill("y" * 900)
    alice.get_by_role("button", name="Remember", exact=True).click()
    expect(alice.get_by_text("I will remember that.")).to_be_visible()
    assert alice.evaluate("() => document.documentElement.scrollWidth") == 360
    alice.goto(cloud.url)
    ask(alice, "What do my notes say about the Danube?")
    link = last_answer(alice).get_by_role("link", name=note.name).bounding_box()
    assert link
    assert link["x"] + link["width"] <= 360


def test_times_are_those_of_whoever_reads(alice_signed_in: Page, cloud: Cloud, browser: Browser) -> None:
    state = alice_signed_in.context.storage_state()
    for zone, language, script in (("Asia/Tokyo", "de-DE", True), ("Asia/Tokyo", "de-DE", False)):
        context = browser.new_context(
            storage_state=state, timezone_id=zone, locale=language, java_script_enabled=script
        )
        page = context.new_page()
        page.goto(f"{cloud.url}/memory")
        time = page.get_by_role("article").filter(has_text=ODD).locator("time").first
        saved = datetime.fromisoformat(time.get_attribute("datetime") or "").astimezone(ZoneInfo(zone))
        told = f"{saved:%d.%m.%Y, %H:%M}" if script else f"{saved.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        expect(time).to_have_text(told)
        context.close()


def test_what_is_forgotten_is_nowhere(alice_signed_in: Page, cloud: Cloud) -> None:
    alice = alice_signed_in
    alice.goto(f"{cloud.url}/memory")
    alice.get_by_label("forget everything").fill("no")
    alice.get_by_role("button", name="Forget everything").click()
    expect(alice.get_by_role("alert")).to_contain_text("Nothing was forgotten")
    alice.get_by_label("forget everything").fill("Forget everything")
    alice.get_by_role("button", name="Forget everything").click()
    expect(alice.get_by_role("status")).to_contain_text("Everything was forgotten.")
    expect(alice.get_by_role("article")).to_have_count(0)
    files = [path for path in cloud.data.rglob("*") if path.is_file()]
    held = b"".join(path.read_bytes() for path in files)
    for fact in (*FACTS, "my sister (Anna)", "I live in Portland", "powerhouse of the cell"):
        assert fact.encode() not in held
    alice.goto(cloud.url)
    ask(alice, "Where do I live?")
    expect(last_answer(alice)).to_contain_text("You have not told me that yet")
