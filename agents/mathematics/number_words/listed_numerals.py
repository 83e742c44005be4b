"""Rewrites numbers that stand in Arabic, Hindi, Japanese and Korean words as digits, below a thousand."""

# ruff: noqa: E501, RUF001 - tables, and letters of other scripts

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from agents.mathematics.number_words.numeral_reader import read
from agents.mathematics.number_words.numerals import split_words

_HINDI = split_words(
    "शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस इक्कीस बाईस तेईस चौबीस "
    "पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस इकतालीस "
    "बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन "
    "अट्ठावन उनसठ साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर "
    "छिहत्तर सतहत्तर अठहत्तर उनासी अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे इक्यानवे बानवे "
    "तिरानवे चौरानवे पंचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे"
)
_HINDI_MORE = {"पांच": 5, "छः": 6, "छे": 6, "पन्द्रह": 15, "सौ": 100}
_ARABIC_ONES = split_words("صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة")
_ARABIC_TENS = split_words("- - عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون")
_ARABIC_HUNDREDS = split_words("- مائة مائتان ثلاثمائة أربعمائة خمسمائة ستمائة سبعمائة ثمانمائة تسعمائة")
_ARABIC_MORE = {"اثنين": 2, "اثنتان": 2, "احد عشر": 11, "اثنا عشر": 12}
_ARABIC_SAME = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": None, "ـ": None})
_KANA = {
    "ぜろ": "零", "れい": "零", "いち": "一", "に": "二", "さん": "三", "よん": "四", "ご": "五", "ろく": "六", "ろっ": "六",
    "なな": "七", "しち": "七", "はち": "八", "はっ": "八", "きゅう": "九", "じゅう": "十", "ひゃく": "百", "びゃく": "百",
    "ぴゃく": "百", "せん": "千", "ぜん": "千",
}  # fmt: skip
_HANGUL = str.maketrans("영공일이삼사오육칠팔구십백천만", "零零一二三四五六七八九十百千万")
_NATIVE_TENS = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
_NATIVE_ONES = {"하나": 1, "둘": 2, "셋": 3, "넷": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9}
_ENDING = r"(?=보다|에서|만큼|입니다|이다|이에요|예요|이고|이며|과|와|분의|퍼센트|번째|[\s.,!?)*]|$)"
_KOREAN = re.compile(
    rf"(?<![가-힣])(?:[일삼사오육칠팔구영십백천만]|이(?=입니다|에요))(?:[영공일이삼사오육칠팔구십백천만])*{_ENDING}"
)
_NATIVE = re.compile(
    rf"(?<![가-힣])(?:({'|'.join(_NATIVE_TENS)})({'|'.join(_NATIVE_ONES)})?|({'|'.join(_NATIVE_ONES)})){_ENDING}"
)
_JAPANESE = re.compile(
    rf"(?<![\u3041-\u3096])(?:(?<!.)|(?<=[^\u3041-\u3096])|(?<=[はがを]))(?:{'|'.join(_KANA)})+(?![\u3041-\u3096])|よん|なな|はち|ろく|きゅう"
)
_PARTS = re.compile(r"(\d+)\s*(?:分の|분의)\s*(\d+)")
_NAMED_PARTS = (
    (r"(\d+)\s*(?:चौथाई|ارباع|أرباع)", r"(\1/4)"), (r"(\d+)\s*(?:तिहाई|اثلاث|أثلاث)", r"(\1/3)"),
    (r"ثلثان|ثلثين", "(2/3)"), (r"نصف|आधा", "(1/2)"), (r"ثلث|तिहाई", "(1/3)"), (r"ربع|चौथाई", "(1/4)"),
)  # fmt: skip
_SIGN = re.compile(r"(?:マイナス|마이너스|ऋण|ऋणात्मक|سالب|ناقص)\s*(?=\d)")
_SCRIPTS = re.compile(r"[\u0600-\u06ff\u0900-\u097f\u3041-\u3096\u30a0-\u30ff\uac00-\ud7a3]")


def digits_for_listed_words(text: str) -> str:
    """Return a text with its Arabic, Hindi, Japanese and Korean number words as digits."""
    if not _SCRIPTS.search(text):
        return text
    text = _NATIVE.sub(_native, _KOREAN.sub(lambda found: _han(found, found[0].translate(_HANGUL)), text))
    text = _JAPANESE.sub(lambda found: _han(found, re.sub("|".join(_KANA), lambda one: _KANA[one[0]], found[0])), text)
    text = text.translate(_ARABIC_SAME)
    for pattern, numbers in (_table("ar"), _table("hi")):
        text = pattern.sub(lambda found, known=numbers: f"{found[1]} {known[_squeezed(found[2])]}", text)  # type: ignore[misc]
    text = _PARTS.sub(r"(\2/\1)", text)
    for part, sign in _NAMED_PARTS:
        text = re.sub(part, sign, text)
    return _SIGN.sub("-", text)


def _han(found: re.Match[str], signs: str) -> str:
    number = read(signs, "zh")
    return found[0] if number is None else str(number)


def _native(found: re.Match[str]) -> str:
    return str(_NATIVE_TENS.get(found[1], 0) + _NATIVE_ONES.get(found[2] or found[3], 0))


@cache
def _table(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """Return a pattern of every number below a thousand, the longest first, and the numbers."""
    words = dict(_arabic() if language == "ar" else _hindi())
    known = {_squeezed(word): number for word, number in words.items()}
    alternatives = sorted((re.sub(r"\s+", r"\\s*", _bare(word)) for word in words), key=len, reverse=True)
    prefix = "و?ال|و|ب|" if language == "ar" else ""
    return re.compile(rf"(?<![^\W\d_])({prefix})({'|'.join(alternatives)})(?![^\W\d_])"), known


def _hindi() -> Iterator[tuple[str, int]]:
    for number, word in enumerate(_HINDI):
        if number != 1:  # which is the article too
            yield word, number
    yield from _HINDI_MORE.items()
    for hundreds in range(1, 10):
        yield f"{_HINDI[hundreds]} सौ", 100 * hundreds
        for rest in range(1, 100):
            yield f"{_HINDI[hundreds]} सौ {_HINDI[rest]}", 100 * hundreds + rest


def _arabic() -> Iterator[tuple[str, int]]:
    below = dict(_arabic_below_hundred())
    yield from below.items()
    for hundreds, hundred in enumerate(_ARABIC_HUNDREDS):
        if hundreds:
            yield hundred, 100 * hundreds
            for word, number in below.items():
                if number:
                    yield f"{hundred} و {word}", 100 * hundreds + number


def _arabic_below_hundred() -> Iterator[tuple[str, int]]:
    yield from ((word, number) for number, word in enumerate(_ARABIC_ONES))
    yield from _ARABIC_MORE.items()
    yield from ((f"{_ARABIC_ONES[ones]} عشر", 10 + ones) for ones in range(3, 10))
    for tens, ten in enumerate(_ARABIC_TENS):
        if tens > 1:
            yield ten, 10 * tens
            yield from ((f"{_ARABIC_ONES[ones]} و {ten}", 10 * tens + ones) for ones in range(1, 10))


def _bare(word: str) -> str:
    """Return a word as it stands in a text whose marks above and below the letters are gone."""
    marks = (sign for sign in unicodedata.normalize("NFKC", word) if unicodedata.category(sign) != "Mn")
    return "".join(marks).translate(_ARABIC_SAME)


def _squeezed(word: str) -> str:
    return re.sub(r"\s", "", _bare(word))
