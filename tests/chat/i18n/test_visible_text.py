"""What a person sees of a text."""

import pytest

from chat.i18n.visible_text import is_visible, without_controls


@pytest.mark.parametrize(
    "text", ["", "  ", "\u3000", "\u200b\u200d", "\u2060\ufeff", "\u3164", "\u2800", "\u0301", "\n\t"]
)
def test_blank_text_shows_nothing(text: str) -> None:
    assert not is_visible(text)


@pytest.mark.parametrize("text", ["a", "数", "?", "👍", "\u200ba", "=", "9"])
def test_text_with_one_sign_is_seen(text: str) -> None:
    assert is_visible(text)


def test_marks_of_direction_go_and_joiners_between_signs_stay() -> None:
    assert without_controls("\u202ea\u200bb\u2066c\n") == "abc"
    assert without_controls("نمی\u200cشود") == "نمی\u200cشود"
    assert without_controls("\u200dab\u200d") == "ab"
