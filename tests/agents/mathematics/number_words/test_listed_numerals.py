"""Number words of Arabic, Hindi, Japanese and Korean as digits; what is no number stays."""

import pytest

from agents.mathematics.disclosure.unmasking import unmask
from agents.mathematics.number_words.listed_numerals import digits_for_listed_words


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("사백팔", "408"),
        ("정답은 서른여섯 입니다", "36"),
        ("스물하나", "21"),
        ("चार सौ आठ", "408"),
        ("छत्तीस", "36"),
        ("निन्यानवे", "99"),
        ("أربعمائة وثمانية", "408"),
        ("ستة وثلاثون", "36"),
        ("والثلاثة", "3"),
        ("ثلاثة عشر", "13"),
        ("よんひゃくはち", "408"),
        ("さんじゅうろく", "36"),
        ("マイナス7", "-7"),
        ("4분의 3", "(3/4)"),
    ],
)
def test_words_are_digits(text: str, digits: str) -> None:
    assert any(digits in reading for reading in unmask(text))


@pytest.mark.parametrize(
    "text", ["이 문제를 읽어 보세요", "일반적인 규칙", "एक नियम है", "これはみなさんに", "أي قاعدة", "four", "四"]
)
def test_what_is_no_number_stays(text: str) -> None:
    assert not any(sign.isdigit() for sign in digits_for_listed_words(text))
