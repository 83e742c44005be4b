"""What is left of a text that a server sends."""

import pytest

from agents.tools.mcp.plain_text import clean, clean_line


@pytest.mark.parametrize(
    ("sent", "left"),
    [
        ("a < b, 3 > 2", "a < b, 3 > 2"),
        ("one\r\ntwo\rthree\tfour", "one\ntwo\nthree\tfour"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text\x9b2J", "text"),
        ("<b>bold</b><!-- x", "bold x"),
        ("<scr<i>ipt>alert()", "alert()"),
        ("![seen](https://x/?q)", "[seen](https://x/?q)"),
        ("a\u202eb\u2066c\u200bd\ufeffe\u00adf", "abcdef"),
        ("tag\U000e0041\U000e0042", "tag"),
        ("می\u200cخواهم क्\u200dष", "می\u200cخواهم क्\u200dष"),  # noqa: RUF001
        ("half \ud800", "half"),
        ("你好 Olé ∫ 👩\u200d🏫", "你好 Olé ∫ 👩\u200d🏫"),
    ],
)
def test_words_stay_and_nothing_else(sent: str, left: str) -> None:
    assert clean(sent, 100) == left


def test_tags_nested_without_end_leave_no_tag() -> None:
    assert "<" not in clean("<b" * 100_000 + ">" * 100_000, 400_000)


def test_a_text_is_cut_and_a_line_has_no_break() -> None:
    assert clean("x" * 1000, 10) == "x" * 10
    assert clean_line("one\n\n two", 100) == "one two"
