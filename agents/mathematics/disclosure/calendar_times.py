"""Finds whether a text names the weekday, the date or the time of day that is the answer, in the languages of the page."""

# ruff: noqa: E501 - names in several languages

import re
from collections.abc import Callable
from functools import lru_cache

from agents.mathematics.disclosure.clauses import statements
from agents.mathematics.number_words.ordinals import write_ordinal
from agents.mathematics.number_words.spoken_numbers import digits_for_words

_WEEKDAYS = (
    r"monday|mon\b|montags?|lunes|(?:星期|周|礼拜)一",
    r"tuesday|tues?\b|dienstags?|martes|(?:星期|周|礼拜)二",
    r"wednesday|wed\b|mittwochs?|miércoles|(?:星期|周|礼拜)三",
    r"thursday|thurs?\b|donnerstags?|jueves|(?:星期|周|礼拜)四",
    r"friday|fri\b|freitags?|viernes|(?:星期|周|礼拜)五",
    r"saturday|sat\b|samstags?|sonnabends?|sábado|(?:星期|周|礼拜)六",
    r"sunday|sun\b|sonntags?|domingo|(?:星期|周|礼拜)[日天]",
)
_SHORT = ("mo|lun", "di|mar", "mi|mié", "do|jue", "fr|vie", "sa|sáb", "so|dom")
_AFTER = r"\b(?:after|follows|following|nach|folgt auf|después del?|sigue al?)\s+(?:the |a |an |el |einem |dem )?"
_BEFORE = r"\b(?:before|precedes|vor|antes del?)\s+(?:the |a |an |el |einem |dem )?"
_MONTHS = (
    r"jan(?:uary)?\b|januar|enero", r"feb(?:ruary)?\b|februar|febrero", r"mar(?:ch)?\b|märz|marzo", r"apr(?:il)?\b|abril",
    r"may\b|mai\b|mayo", r"june?\b|juni\b|junio", r"july?\b|juli\b|julio", r"aug(?:ust)?\b|agosto",
    r"sept?(?:ember)?\b|septiembre", r"oct(?:ober)?\b|oktober|octubre", r"nov(?:ember)?\b|noviembre", r"dec(?:ember)?\b|dezember|diciembre",
)  # fmt: skip
_DATE = re.compile(rf"^(\d{{1,2}}) ({'|'.join(_MONTHS)})", re.IGNORECASE)
_NOON = re.compile(
    r"\b(?:noon|midday|midnight|mittags?|mitternacht|(?:el )?mediodía|(?:la )?medianoche)\b", re.IGNORECASE
)
_HAN_TIME = re.compile(r"([一二两三四五六七八九十]{1,3})\s*[点點时](半|[一三]刻|零?[一二三四五六七八九十]{1,3})?")
_DAY_POINT = re.compile(rf"(?<=\d)(?:\.| ;)\s+(?:of )?(?={'|'.join(_MONTHS)})", re.IGNORECASE)
_CLOCK = re.compile(r"^(\d{1,2}):(\d{2})(?:\s*([ap])\.?m\.?)?$", re.IGNORECASE)
_HALF_DAY = 12 * 60
_H, _M = r"(\d{1,2})", r"(\d{1,2})"
_MINUTES = r"\s*(?:minutes?|minuten|minutos|mins?)?\s*"
_Reading = tuple[str, Callable[[re.Match[str]], int]]
_TIMES: tuple[_Reading, ...] = (
    (rf"(?<!\d){_H}\s*[:.h]\s*(\d{{2}})(?!\d)", lambda one: int(one[1]) * 60 + int(one[2])),
    (rf"(?<!\d){_H}\s*(?:uhr|点|點|时)\s*{_M}?(?!\d)", lambda one: int(one[1]) * 60 + int(one[2] or 0)),
    (rf"(?<!\d){_H}\s*(?:点|點|时)半", lambda one: int(one[1]) * 60 + 30),
    (rf"(?<!\d){_H}\s*(?:点|點|时)(?:一刻|1刻)", lambda one: int(one[1]) * 60 + 15),
    (rf"\b(?:half|1/2) past {_H}", lambda one: int(one[1]) * 60 + 30),
    (rf"\b(?:a )?(?:quarter|1/4) past {_H}", lambda one: int(one[1]) * 60 + 15),
    (rf"\b(?:a )?(?:quarter|1/4) (?:to|before) {_H}", lambda one: int(one[1]) * 60 - 15),
    (rf"\b{_M}{_MINUTES}(?:past|after|nach)\s+{_H}(?!\d)", lambda one: int(one[2]) * 60 + int(one[1])),
    (rf"\b{_M}{_MINUTES}(?:to|before|till|vor)\s+{_H}(?!\d)", lambda one: int(one[2]) * 60 - int(one[1])),
    (rf"\b{_M}{_MINUTES}nach halb {_H}", lambda one: int(one[2]) * 60 - 30 + int(one[1])),
    (rf"\b{_M}{_MINUTES}vor halb {_H}", lambda one: int(one[2]) * 60 - 30 - int(one[1])),
    (rf"(?<!nach )(?<!vor )(?<!past )\b(?:halb|1/2) {_H}", lambda one: int(one[1]) * 60 - 30),
    (rf"\b(?:viertel|1/4) nach {_H}", lambda one: int(one[1]) * 60 + 15),
    (rf"\b(?:viertel vor|dreiviertel|drei viertel|3/4) {_H}", lambda one: int(one[1]) * 60 - 15),
    (rf"\b(?:las?)\s+{_H}\s+y (?:media|1/2)", lambda one: int(one[1]) * 60 + 30),
    (rf"\b(?:las?)\s+{_H}\s+y (?:cuarto|1/4)", lambda one: int(one[1]) * 60 + 15),
    (rf"\b(?:las?)\s+{_H}\s+menos (?:cuarto|1/4)", lambda one: int(one[1]) * 60 - 15),
    (rf"\b(?:las?)\s+{_H}\s+(?:y|con)\s+{_M}", lambda one: int(one[1]) * 60 + int(one[2])),
    (rf"\b(?:las?)\s+{_H}\s*(?:menos|-)\s*{_M}", lambda one: int(one[1]) * 60 - int(one[2])),
    (rf"^\W*(?:it'?s |it is |es ist |son las |at )?{_H}[ -]+{_M}\W*(?:[ap]\.?m\.?|uhr|o'clock)?\W*$", lambda one: int(one[1]) * 60 + int(one[2])),
    (rf"\b{_H}\s*(?:o'clock|uhr\b|en punto|点整|点钟)", lambda one: int(one[1]) * 60),
)  # fmt: skip
_READ_TIMES = tuple((re.compile(pattern, re.IGNORECASE), minutes) for pattern, minutes in _TIMES)


def names_day_or_time(text: str, answer: str) -> bool:
    """Return whether a text states a weekday, a date or a time of day that an answer is.

    Args:
        text: The text, with number words as digits or as they stand.
        answer: The answer; for any other kind, nothing is found.
    """
    if (day := _weekday(answer)) is not None:
        pattern = _weekday_pattern(day)
        return any(pattern.search(statement) for statement in statements(text))
    if found := _DATE.match(answer):
        text = _DAY_POINT.sub(" ", text)
        pattern = _date_pattern(int(found[1]), _number_of(found[2], _MONTHS))
        return any(pattern.search(statement) for statement in statements(text))
    if found := _CLOCK.match(answer):
        text = _NOON.sub("12", text)
        text = _HAN_TIME.sub(_with_digits, text)
        wanted = (int(found[1]) * 60 + int(found[2])) % _HALF_DAY
        return any(_tells(statement, wanted) for statement in statements(text))
    return False


def is_time_of_day(answer: str) -> bool:
    """Return whether an answer is a time of day, and no ratio."""
    return re.fullmatch(r"\d{1,2}:\d\d", answer) is not None


def _tells(statement: str, wanted: int) -> bool:
    return any(
        minutes(found) % _HALF_DAY == wanted
        for pattern, minutes in _READ_TIMES
        for found in pattern.finditer(statement)
    )


def _with_digits(found: re.Match[str]) -> str:
    """Return a time of day in Chinese with digits; the sign between its numbers is also a decimal point."""
    minutes = {"半": "30", "一刻": "15", "三刻": "45", None: "00"}.get(found[2]) or digits_for_words(found[2], "zh")
    return f"{digits_for_words(found[1], 'zh')}:{minutes:0>2}"


def _weekday(answer: str) -> int | None:
    return next((day for day, names in enumerate(_WEEKDAYS) if re.fullmatch(names, answer, re.IGNORECASE)), None)


def _number_of(name: str, names: tuple[str, ...]) -> int:
    return next(number for number, one in enumerate(names, 1) if re.fullmatch(one, name, re.IGNORECASE))


@lru_cache(16)
def _weekday_pattern(day: int) -> re.Pattern[str]:
    """Return what names a weekday, or says it by the one before or after it."""
    named, before, after = (_WEEKDAYS[(day + shift) % 7] for shift in (0, -1, 1))
    return re.compile(
        rf"(?<!after )(?<!before )(?<!nach )(?<!vor )(?<![a-z])(?:{named})|{_AFTER}(?:{before})|{_BEFORE}(?:{after})|"
        rf"\b(?:between|zwischen|entre)\s+(?:the |el )?(?:{before})\s+(?:and|und|y)\s+(?:the |el )?(?:{after})|(?:{before})(?:和|与)(?:{after})之间|"
        rf"^\W*(?:{_SHORT[day]})\W*$|(?:{before})\s*(?:的|之)?(?:后一天|第二天|后面|次日)|(?:{after})\s*(?:的|之)?(?:前一天|前面)",
        re.IGNORECASE,
    )


def _ordinal(day: int) -> str:
    """Return the words of a day of the month in English and German, such as “eighth” and “achte”."""
    english = write_ordinal(day, "en").replace("-", "[ -]")
    return f"{english}\\b|{write_ordinal(day, 'de')}[nrms]?\\b"


@lru_cache(16)
def _date_pattern(day: int, month: int) -> re.Pattern[str]:
    name, day_number, month_number = _MONTHS[month - 1], rf"(?:0?{day}(?!\d)|{_ordinal(day)})", rf"0?{month}(?!\d)"
    return re.compile(
        rf"(?<![\da-z]){day_number}(?:st|nd|rd|th|\.)?\s*(?:of |de |the )?(?:{name})|(?<![a-z])(?:{name})\.?\s*(?:the |el )?{day_number}(?![:.]\d)|"
        rf"\b\d{{4}}[-/]{month_number}[-/]{day_number}|(?<!\d){day_number}[./]\s?{month_number}[./]|(?<!\d){month_number}/{day_number}/|"
        rf"(?<!\d){month_number}\s*月\s*{day_number}\s*[日号]",
        re.IGNORECASE,
    )
