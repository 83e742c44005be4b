"""Light and dark of our own pages."""

import httpx


def test_own_page_follows_the_appearance_cookie(browser: httpx.Client) -> None:
    for cookie, appearance in (
        ("appearance=dark", "dark"),
        ("appearance=light", "light"),
        ('appearance="><b', "light"),
    ):
        assert f'class="{appearance}"' in browser.get("/my-data", headers={"cookie": cookie}).text
