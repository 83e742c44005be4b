"""A plot is a picture on the page, and still there when the conversation is opened again."""

from playwright.sync_api import Page, expect

from tests.e2e.cloud import Cloud
from tests.e2e.person import ALICE, send, sign_in_somehow


def test_a_plot_is_seen_and_survives_a_reload(cloud: Cloud, page: Page) -> None:
    sign_in_somehow(page, cloud, "alice", ALICE)
    send(page, "Plot y = x^2 - 4 from -5 to 5")
    picture = page.locator("img[src^='data:image/svg+xml']").last
    for _ in range(2):
        expect(picture).to_be_visible()
        expect(picture).to_have_js_property("naturalWidth", 640)
        page.reload()
