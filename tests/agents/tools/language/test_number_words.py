"""Numbers in words: two ways must agree."""

import pytest

from agents.tools.language.number_words import number_in_words
from agents.user_messages import ToolError


@pytest.mark.parametrize(
    ("number", "language", "form", "words"),
    [
        ("47", "fr", "cardinal", "quarante-sept"),
        ("1984", "es", "cardinal", "mil novecientos ochenta y cuatro"),
        ("1,000,000", "it", "cardinal", "un milione"),
        ("-3", "de", "cardinal", "minus drei"),
        ("−3.05", "en", "cardinal", "minus three point zero five"),
        ("2,5", "fr", "cardinal", "deux virgule cinq"),
        ("３１０００", "es", "cardinal", "treinta y un mil"),
        ("3.14", "zh", "cardinal", "三点一四"),
        ("21", "fr", "ordinal", "vingt et unième"),
        ("80", "fr", "ordinal", "quatre-vingtième"),
        ("12", "en", "ordinal", "twelfth"),
        ("47", "es", "ordinal", "cuadragésimo séptimo"),
        ("101", "de", "ordinal", "einhunderterste"),
        ("23", "it", "ordinal", "ventitreesimo"),
        ("3", "zh", "ordinal", "第三"),
        ("1984", "en", "year", "nineteen eighty-four"),
        ("1905", "en", "year", "nineteen oh-five"),
        ("2005", "en", "year", "two thousand and five"),
        ("1984", "de", "year", "neunzehnhundertvierundachtzig"),
        ("2024", "de", "year", "zweitausendvierundzwanzig"),
        ("1984", "zh", "year", "一九八四年"),
    ],
)
def test_number_is_written_and_confirmed(number: str, language: str, form: str, words: str) -> None:
    text, checked = number_in_words(number, language, form)
    assert text.endswith(f"**{words}**")
    assert checked


def test_words_give_the_number() -> None:
    text, checked = number_in_words("quatre-vingt-dix-sept", "fr", "cardinal")
    assert "**97**" in text
    assert checked
    text, checked = number_in_words("nonante-sept", "fr", "cardinal")
    assert "usually written **quatre-vingt-dix-sept**" in text
    assert not checked


def test_what_two_ways_write_differently_is_not_stated() -> None:
    with pytest.raises(ToolError, match="do not agree"):
        number_in_words("501000000000", "de", "cardinal")


@pytest.mark.parametrize(
    ("number", "language", "form", "reason"),
    [
        ("1" * 200, "en", "cardinal", "Numbers up to 999,999,999,999"),
        ("9" * 100_000, "en", "cardinal", "too long"),
        ("1,000", "en", "cardinal", "may be a whole number or a decimal"),
        ("1.000", "de", "cardinal", "may be a whole number or a decimal"),
        ("1e5", "en", "cardinal", "Give the number in digits"),
        ("forty-seven apples", "en", "cardinal", "is no number in English"),
        ("😀", "en", "cardinal", "is no number in English"),
        ("4\x007", "en", "cardinal", "Give the number in digits"),
        ("٤٧", "en", "cardinal", "Give the number in digits"),
        ("0." + "1" * 40, "en", "cardinal", "At most 12 decimals"),
        ("2.5", "en", "ordinal", "Only a positive whole number"),
        ("-5", "en", "year", "Only a positive whole number"),
        ("47", "ko", "cardinal", "not in Korean"),
        ("11", "es", "ordinal", "cannot be confirmed"),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(number: str, language: str, form: str, reason: str) -> None:
    with pytest.raises(ToolError, match=reason):
        number_in_words(number, language, form)
