import pytest

from agents.mathematics.number_words.spoken_parts import fractions_for_parts


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("7 twelfths", "(7/12)"),
        ("5 twenty-firsts", "(5/21)"),
        ("3 quatre-vingtièmes", "(3/80)"),
        ("2 onzièmes", "(2/11)"),
        ("2 ventitreesimi", "(2/23)"),
        ("1 ventiseiesimo", "(1/26)"),
        ("4 dreizehntel", "(4/13)"),
        ("5 doceavos", "(5/12)"),
        ("7 12 avos", "(7/12)"),
        ("12 apples", "12 apples"),
    ],
)
def test_a_part_of_which_only_the_name_is_a_word_is_a_fraction(text: str, fraction: str) -> None:
    assert fractions_for_parts(text) == fraction
