"""Ordinal numbers that name a number as plain ones; those that count steps stay."""

import pytest

from agents.mathematics.number_words.spoken_ordinals import cardinals_for_ordinals


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("the 408th number", "the 408 ; number"),
        ("four hundred and eighth", "four hundred and eight ;"),
        ("the twenty-first", "the twenty-one ;"),
        ("the fourth natural number", "the four ; natural number"),
        ("das 408. ist es", "408 ; ist es"),
        ("der vierhundertachte", "der 408 ;"),
        ("le quatre cent huitième", "le 408 ;"),
    ],
)
def test_ordinals_that_name_a_number(text: str, plain: str) -> None:
    assert cardinals_for_ordinals(text) == plain


@pytest.mark.parametrize(
    "text",
    ["The first step.", "Take the third term.", "der zweite Schritt", "la deuxième étape", "2nd", "bereits heute"],
)
def test_ordinals_that_count_stay(text: str) -> None:
    assert cardinals_for_ordinals(text) == text
