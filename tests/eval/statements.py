"""What an answer states, read without a judge: right, wrong or silent."""

import re
from collections.abc import Sequence
from typing import Literal

Verdict = Literal["right", "wrong", "silent"]
_NUMBER = re.compile(
    r"(?<![\w.])[-−]?\d[\d,]*(?:\.\d+)?(?:/\d+)?(?![\w])|\b0[xb][0-9a-f]+\b|\b(?=[a-f]*\d)[0-9a-f]{2,}\b", re.IGNORECASE
)
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_ANSWER = re.compile(r"\*\*Answer:\*\*\s*(.+)")
_ROUNDING = 5e-4  # what a rounded decimal may differ by, in parts of the whole


def verdict(text: str, question: str, accept: Sequence[str], reject: Sequence[str] = ()) -> Verdict:
    """Return whether an answer states what is right.

    Args:
        text: The answer.
        question: The question; an answer that only repeats its numbers states nothing.
        accept: The right forms; `2&3` needs both.
        reject: Wrong forms that are words; for other words nothing is known, and the answer counts as silent.
    """
    final = _final_statement(text)
    if any(all(_holds(final, part) for part in form.split("&")) for form in accept):
        return "right"
    if any(_holds(final, form) for form in reject):
        return "wrong"
    is_word = all(re.fullmatch(r"[A-Za-z]+", form) and not re.fullmatch(r"[0-9a-f]{2,}", form) for form in accept)
    stated = set(_numbers(final)) - set(_numbers(question))
    return "wrong" if stated and not is_word else "silent"


def _final_statement(text: str) -> str:
    """Return the part of an answer that states its result: what is named so, else the last bold, else all of it."""
    if named := _ANSWER.findall(text):
        return str(named[-1])
    bold = [one for one in _BOLD.findall(text) if re.search(r"\d", one)]
    return str(bold[-1]) if bold else text


def _holds(text: str, form: str) -> bool:
    if re.fullmatch(r"[-\d./]+", form):
        return any(_same(form, number) for number in _numbers(text))
    loose = r"\W+".join(map(re.escape, form.split()))
    return re.search(rf"(?<!\w)(?:0x|0b)?{loose}(?!\w)", _plain(text), re.IGNORECASE) is not None


def _numbers(text: str) -> list[str]:
    return [found.lower() for found in _NUMBER.findall(_plain(text))]


def _plain(text: str) -> str:
    text = re.sub(r"\\d?frac\{(\d+)\}\{(\d+)\}", r"\1/\2", text)
    return re.sub(r"(?<=\d),(?=\d{3}\b)", "", text.replace("−", "-").replace("\\", " ").replace("$", ""))


def _same(form: str, number: str) -> bool:
    first, second = _value(form), _value(number)
    if first is None or second is None:
        return form == number
    return abs(first - second) <= (abs(first) * _ROUNDING if "." in number and "." in form else 0)


def _value(text: str) -> float | None:
    top, _, bottom = text.partition("/")
    try:
        return float(top) / float(bottom or 1)
    except (ValueError, ZeroDivisionError):
        return None
