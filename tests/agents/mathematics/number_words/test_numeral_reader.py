"""What is read as a number, and what is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.mathematics.number_words.numeral_reader import MAX_CHARACTERS, read


@pytest.mark.parametrize(
    ("words", "language", "number"),
    [
        ("One hundred and TWENTY-one", "en", 121),
        ("a hundred", "en", 100),
        ("nineteen hundred", "en", 1900),
        ("septante-deux", "fr", 72),
        ("nonante", "fr", 90),
        ("mille neuf cent quatre vingt quatre", "fr", 1984),
        ("dezesseis", "pt", 16),
        ("veintiun mil", "es", 21_000),
        ("hundert", "de", 100),
        ("zweitausendundeins", "de", 2001),
        ("centootto", "it", 108),
        ("一九八四", "zh", 1984),
        ("两千", "zh", 2000),
    ],
)
def test_variants_are_read(words: str, language: str, number: int) -> None:
    assert read(words, language) == number


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("twenty twelve", "en"),
        ("ten ten", "en"),
        ("and", "en"),
        ("one and", "en"),
        ("zero five", "en"),
        ("forty-seven apples", "en"),
        ("million million", "en"),
        ("forty-seven", "fr"),
        ("", "en"),
        ("一个", "zh"),
        ("forty-seven", "ko"),
        ("one " * 10_000, "en"),
    ],
)
def test_what_is_no_number_is_not_read(words: str, language: str) -> None:
    assert read(words, language) is None


WORDS = ("one", "two", "ten", "and", "hundred", "thousand", "zero", "twenty", "vingt", "cent", "十", "万", "零", "und")


@settings(max_examples=100)
@given(st.lists(st.sampled_from(WORDS)), st.sampled_from(["en", "fr", "zh", "de"]))
def test_any_words_are_read_or_refused(words: list[str], language: str) -> None:
    value = read(" ".join(words)[:MAX_CHARACTERS], language)
    assert value is None or value >= 0
