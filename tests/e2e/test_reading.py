"""A mark of an answer opens the passage on which it rests, by keyboard, on a phone, in the dark, and after a reload."""

from functools import partial
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from tests.agents.documents import files
from tests.e2e.person import finish, send

# How many pixels of a drawing are dark.
INK = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, at) => at % 4 === 0 && value < 128).length;
}"""


ATTACHMENTS = "**/attachments/**"
DAMAGED = (
    b"",
    b"<script>document.body.remove()</script>",
    files.pdf("Cut off half way")[:200],
    files.recursive_pdf(),
    files.pdf("A page of no height").replace(b"612 792", b"9e9 792"),
    files.pdf("Locked", password="x"),
    files.chinese_pdf(),
)


def fulfil(body: bytes, route: Route) -> None:
    route.fulfill(body=body)


# What pdf.js says of a damaged file; where it cannot make its own errors, each drawing waits until its time is up.
SAYS = "new pdfjsLib.InvalidPDFException('no pages').message"


def print_of(panel: Locator) -> Locator:
    return panel.get_by_role("img", name="trams.pdf, Page 1 of 1")


def test_a_mark_opens_its_passage_in_a_panel(alice: Page, tmp_path: Path) -> None:
    page = alice
    (tmp_path / "trams.pdf").write_bytes(files.pdf("Trams have run in the city since 1882."))
    page.locator("#upload-button-input").set_input_files(tmp_path / "trams.pdf")
    send(page, "Since when have trams run in the city?")
    mark = page.get_by_role("link", name="⁽¹⁾").last
    expect(mark).to_be_visible()
    expect(page.get_by_text("This is what your file says:").last).to_be_visible()
    finish(page)
    page.reload()
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme="dark")
    mark.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="A passage of your file")
    expect(panel.locator("mark")).to_have_text("Trams have run in the city since 1882")
    expect(panel.get_by_text("trams.pdf")).to_be_visible()
    expect(print_of(panel)).to_be_visible()
    assert print_of(panel).evaluate(INK) > 100
    found = Axe().run(page, context="dialog.reading").response["violations"]
    assert not found, found
    box = panel.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(mark).to_be_focused()
    assert page.evaluate(SAYS) == "no pages"
    for damaged in DAMAGED:
        page.route(ATTACHMENTS, partial(fulfil, damaged))
        page.keyboard.press("Enter")
        expect(panel.locator("figure")).to_have_text("This page cannot be drawn here; its text is shown.")
        expect(panel.locator("mark")).to_have_text("Trams have run in the city since 1882")
        page.keyboard.press("Escape")
        expect(panel).to_have_count(0)
        page.unroute(ATTACHMENTS)
