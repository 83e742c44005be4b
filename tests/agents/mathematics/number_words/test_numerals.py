"""Numbers in words against lists that were not made here, and back again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.mathematics.number_words.numeral_reader import read
from agents.mathematics.number_words.numerals import MAX_NUMBER, languages, write

NUMBERS = st.integers(0, MAX_NUMBER)
# As grammars and dictionaries print them: the Academies of Spain and France, Duden, Treccani, Priberam, Xinhua.
PRINTED = {
    "de": {
        16: "sechzehn", 17: "siebzehn", 21: "einundzwanzig", 30: "dreißig", 66: "sechsundsechzig", 100: "einhundert",
        101: "einhunderteins", 1001: "eintausendeins", 101_000: "einhunderteintausend", 10**6: "eine Million",
        2_000_003: "zwei Millionen drei",
    },
    "en": {
        12: "twelve", 40: "forty", 90: "ninety", 101: "one hundred and one", 1066: "one thousand and sixty-six",
        10**6: "one million", 2_000_001: "two million and one",
    },
    "es": {
        16: "dieciséis", 22: "veintidós", 26: "veintiséis", 31: "treinta y uno", 100: "cien", 101: "ciento uno",
        500: "quinientos", 700: "setecientos", 900: "novecientos", 1000: "mil", 21_000: "veintiún mil",
        31_000: "treinta y un mil", 10**6: "un millón", 10**9: "mil millones",
    },
    "fr": {
        17: "dix-sept", 21: "vingt et un", 70: "soixante-dix", 71: "soixante et onze", 80: "quatre-vingts",
        81: "quatre-vingt-un", 91: "quatre-vingt-onze", 99: "quatre-vingt-dix-neuf", 200: "deux cents",
        201: "deux cent un", 80_000: "quatre-vingt mille", 1000: "mille", 200 * 10**6: "deux cents millions",
    },
    "it": {
        21: "ventuno", 23: "ventitré", 28: "ventotto", 33: "trentatré", 88: "ottantotto", 180: "centottanta",
        1000: "mille", 2000: "duemila", 10**6: "un milione",
    },
    "ja": {11: "十一", 100: "百", 110: "百十", 1984: "千九百八十四", 10**4: "一万", 10**8: "一億"},
    "pt": {
        16: "dezasseis", 21: "vinte e um", 100: "cem", 101: "cento e um", 200: "duzentos", 500: "quinhentos",
        1984: "mil novecentos e oitenta e quatro", 1100: "mil e cem", 2000: "dois mil", 10**6: "um milhão",
    },
    "zh": {
        10: "十", 12: "十二", 20: "二十", 101: "一百零一", 110: "一百一十", 1001: "一千零一", 1010: "一千零一十",
        10_010: "一万零一十", 100_000: "十万", 110_000: "十一万", 10**8: "一亿", 100_000_001: "一亿零一",
    },
}  # fmt: skip
CASES = [(language, number, words) for language, table in PRINTED.items() for number, words in table.items()]


@pytest.mark.parametrize(("language", "number", "words"), CASES)
def test_number_is_written_and_read_as_printed(language: str, number: int, words: str) -> None:
    assert write(number, language) == words
    assert read(words, language) == number


def test_every_language_is_tried() -> None:
    assert languages() == set(PRINTED)


@settings(max_examples=200)
@given(NUMBERS, st.sampled_from(sorted(PRINTED)))
def test_words_are_read_as_the_number_that_they_write(number: int, language: str) -> None:
    assert read(write(number, language), language) == number


@settings(max_examples=100)
@given(NUMBERS, NUMBERS, st.sampled_from(sorted(PRINTED)))
def test_different_numbers_have_different_words(one: int, other: int, language: str) -> None:
    assert (write(one, language) == write(other, language)) == (one == other)
