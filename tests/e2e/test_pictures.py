"""A plot is a picture on the page, and still there when the conversation is opened again."""

from playwright.sync_api import Page, expect

from tests.e2e.cloud import Cloud
from tests.e2e.person import choose_password, composer, send, sign_in

PASSWORD = "Algebra-2026-alice"


def test_a_plot_is_seen_and_survives_a_reload(cloud: Cloud, page: Page) -> None:
    first_time = "user: alice  temporary password:" in cloud.block
    sign_in(page, cloud.url, "alice", cloud.temporary_password("alice") if first_time else PASSWORD)
    if first_time:  # else she has chosen it in another test
        choose_password(page, PASSWORD)
    expect(composer(page)).to_be_visible()

    send(page, "Plot y = x^2 - 4 from -5 to 5")
    picture = page.locator("img[src^='data:image/svg+xml']").last
    for _ in range(2):
        expect(picture).to_be_visible()
        assert picture.evaluate("image => image.complete && image.naturalWidth") == 640
        page.reload()
