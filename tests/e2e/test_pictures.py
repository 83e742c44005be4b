"""A plot is a picture on the page, and still there when the conversation is opened again."""

from playwright.sync_api import Page, expect

from tests.e2e.person import finish, send


def test_a_plot_is_seen_and_survives_a_reload(alice: Page) -> None:
    send(alice, "Plot y = x^2 - 4 from -5 to 5")
    picture = alice.locator("img[src^='data:image/svg+xml']").last
    expect(picture).to_have_js_property("naturalWidth", 640)
    finish(alice)
    alice.reload()
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 640)
