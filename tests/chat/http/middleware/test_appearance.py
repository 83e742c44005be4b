"""Light and dark of our own pages."""

import httpx


def test_own_page_follows_the_appearance_cookie(browser: httpx.Client) -> None:
    for cookie, appearance in (
        ("appearance=dark", "dark"),
        ("appearance=light", "light"),
    ):
        page = browser.get("/my-data", headers={"cookie": cookie}).text
        assert f'class="{appearance}"' in page
        assert '<link rel="stylesheet" href="/public/dark.css">' in page


def test_own_page_is_as_the_system_is_where_nobody_has_chosen(browser: httpx.Client) -> None:
    for cookie in ("", 'appearance="><b', "appearance=system", "appearance"):
        page = browser.get("/my-data", headers={"cookie": cookie} if cookie else {}).text
        assert 'class="system"' in page
        assert '<link rel="stylesheet" href="/public/dark.css" media="(prefers-color-scheme: dark)">' in page
