"""Answers about dates: the day of the week, days from one date to another, and a date so many days away.

Dates are those of the Gregorian calendar.
"""

import datetime
import re
from fractions import Fraction

from agents.mathematics.expressions.parser import AlgebraError
from agents.mathematics.givens import Givens
from agents.mathematics.result import Result, confirm

_MONTHS = (
    "jan ene", "feb", "mar mär", "apr abr", "may mai", "jun", "jul", "aug ago", "sep", "oct okt", "nov", "dec dic dez",
)  # fmt: skip
_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FIRST = datetime.date(1582, 10, 15)
_COUNTED = "by the day numbers of astronomers"
_DAYS = {
    "day": 1, "days": 1, "día": 1, "días": 1, "tage": 1, "tag": 1, "tagen": 1, "week": 7, "weeks": 7, "semana": 7,
    "semanas": 7, "woche": 7, "wochen": 7,
}  # fmt: skip
_LEAP, _COMMON = 2024, 2023


def weekday_of(givens: Givens, text: str) -> Result:
    """Answer with the day of the week of a date."""
    del givens
    date = _date(text)
    name = _WEEKDAYS[date.weekday()]
    confirm(_WEEKDAYS[_day_number(date) % 7] == name, "weekday_of")
    return Result(name, _COUNTED, (f"{_shown(date)} is day {_day_number(date)} of the count; 7 days are a week.",))


def days_between(givens: Givens, first: str, second: str) -> Result:
    """Answer with the days from one date to the next; the first of them is not counted."""
    del givens
    if _has_year(first) != _has_year(second):
        first, second = _with_year(first, second), _with_year(second, first)
    if _has_year(first):
        days = _days(_date(first), _date(second))
    else:
        counts = {_days(*_in_order(first, second, year)) for year in (_COMMON - 1, _COMMON, _LEAP)}
        if len(counts) > 1:
            raise AlgebraError("A leap year has 29 February; say the year, such as 3 March 2024.")
        (days,) = counts
    unit = "day" if days == 1 else "days"
    return Result(f"{days} {unit}", _COUNTED, ("Count from the first date to the second; the first is not counted.",))


def date_after(givens: Givens, count: Fraction, unit: str, text: str) -> Result:
    """Answer with the date so many days or weeks after another."""
    return _moved(givens, count, unit, text)


def date_before(givens: Givens, count: Fraction, unit: str, text: str) -> Result:
    """Answer with the date so many days or weeks before another."""
    return _moved(givens, -count, unit, text)


def _moved(givens: Givens, count: Fraction, unit: str, text: str) -> Result:
    del givens
    if unit not in _DAYS or count.denominator != 1:
        raise AlgebraError("Say how many whole days or weeks.")
    days = int(count) * _DAYS[unit]
    dates = [_date(f"{text} {year}") for year in (_COMMON, _LEAP)] if not _has_year(text) else [_date(text)]
    try:
        moved = [date + datetime.timedelta(days) for date in dates]
    except OverflowError:
        raise AlgebraError("That is too far away for a calendar.") from None
    for date, other in zip(dates, moved, strict=True):
        confirm(_day_number(other) - _day_number(date) == days, "date_after")
    if len({(date.day, date.month) for date in moved}) > 1:
        raise AlgebraError("A leap year has 29 February; say the year, such as 3 March 2024.")
    shown = f"{_shown(moved[0])}, a {_WEEKDAYS[moved[0].weekday()]}" if _has_year(text) else _day_of(moved[0])
    return Result(shown, _COUNTED)


def _days(first: datetime.date, second: datetime.date) -> int:
    days = abs((second - first).days)
    confirm(abs(_day_number(second) - _day_number(first)) == days, "days_between")
    return days


def _in_order(first: str, second: str, year: int) -> tuple[datetime.date, datetime.date]:
    start, end = _date(f"{first} {year}"), _date(f"{second} {year}")
    return (start, end) if start <= end else (start, _date(f"{second} {year + 1}"))


def _has_year(text: str) -> bool:
    return re.search(r"\d{4}", text) is not None


def _with_year(text: str, other: str) -> str:
    if _has_year(text):
        return text
    year = re.search(r"\d{4}", other)
    return f"{text} {year[0]}" if year else text


def _date(text: str) -> datetime.date:
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if "/" in text:
        first, second, year = numbers
        if first <= 12 and second <= 12 and first != second:
            raise AlgebraError("A date such as 3/4/2024 can be read in two ways; write the month as a word.")
        day, month = (first, second) if first > 12 or first == second else (second, first)
    elif "-" in text or "年" in text:
        year, month, day = numbers
    elif len(numbers) == 2:
        day, year = numbers
        month = _month(text)
    else:
        raise AlgebraError("Say the year too, such as 3 March 2024.")
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        raise AlgebraError("There is no such date; look at the day and the month again.") from None
    if date < _FIRST:
        raise AlgebraError("Dates before 15 October 1582 belong to another calendar, and are not counted here.")
    return date


def _month(text: str) -> int:
    starts = [word[:3] for word in re.findall(r"[^\W\d_]+", text.lower())]
    return next(number for number, names in enumerate(_MONTHS, 1) if set(names.split()) & set(starts))


def _day_number(date: datetime.date) -> int:
    """Return the Julian day number, by the arithmetic of Fliegel and Van Flandern (1968); Monday has the rest 0."""
    early = 1 if date.month <= 2 else 0
    year, month = date.year + 4800 - early, date.month + 12 * early - 3
    return date.day + (153 * month + 2) // 5 + 365 * year + year // 4 - year // 100 + year // 400 - 32045


def _day_of(date: datetime.date) -> str:
    return f"{date.day} {_NAMES[date.month - 1]}"


def _shown(date: datetime.date) -> str:
    return f"{_day_of(date)} {date.year}"
