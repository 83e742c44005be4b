"""A page that has lost a marker is refused."""

import re

import pytest

from chat.http.page_markers import PageError, replace_marker, replace_pattern

TITLE = re.compile(r"(<title>)[^<]*")


def test_marker_is_replaced() -> None:
    assert replace_marker("<body></body>", "<body>", "<body><p>") == "<body><p></body>"


def test_missing_marker_is_refused() -> None:
    with pytest.raises(PageError, match="no longer holds '<body>'"):
        replace_marker("<main></main>", "<body>", "<body><p>")


def test_pattern_keeps_its_first_group() -> None:
    assert replace_pattern("<title>Old</title>", TITLE, r"New \1", "a title") == r"<title>New \1</title>"


def test_missing_pattern_is_refused() -> None:
    with pytest.raises(PageError, match="no longer holds a title"):
        replace_pattern("<body></body>", TITLE, "New", "a title")
