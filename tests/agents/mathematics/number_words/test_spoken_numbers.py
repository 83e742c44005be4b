import pytest

from agents.mathematics.number_words.spoken_numbers import digits_for_words


@pytest.mark.parametrize(
    ("language", "text", "digits"),
    [
        ("en", "one half", "1/2"),
        ("en", "it is minus two and a half", "it is -(2+1/2)"),
        ("en", "twenty-one point five, or one hundred and five", "21.5, or 105"),
        ("en", "two and three", "2 and 3"),
        ("en", "the square root of two", "sqrt 2"),
        ("en", "a word and a half-truth", "a word and a half-truth"),
        ("es", "la respuesta es menos dos", "la respuesta es -2"),
        ("es", "cero coma cinco", "0.5"),
        ("es", "un libro y una mesa", "un libro y una mesa"),
        ("de", "minus einundzwanzig", "-21"),
        ("de", "drei Viertel", "3/4"),
        ("de", "ein Buch und eine Lampe", "ein Buch und eine Lampe"),
        ("zh", "二分之一", "1/2"),
        ("zh", "负三", "-3"),
        ("zh", "百分之五十", "50/100"),
    ],
)
def test_number_words_become_digits(language: str, text: str, digits: str) -> None:
    assert digits_for_words(text, language) == digits
