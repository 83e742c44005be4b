"""Responses that no browser may keep."""

import httpx
import pytest


@pytest.mark.parametrize("path", ["/user", "/project/settings", "/my-data", "/thread/1", "/auth/config"])
def test_response_about_a_person_is_not_stored(browser: httpx.Client, path: str) -> None:
    assert browser.get(path).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/assets/none.js?v=1", "/public/none.css?v=1", "/public/icons"])
def test_missing_file_is_not_stored(browser: httpx.Client, path: str) -> None:
    answer = browser.get(path)
    assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")
