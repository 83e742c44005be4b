"""Finds the numbers of an answer that stand together in a text: a point, a ratio, a chance, the rows of a matrix."""

# ruff: noqa: E501 - patterns of words

import re
from fractions import Fraction

from agents.mathematics.disclosure.clauses import numbers_in, statements

_JOINT = r"[\s,;|]*(?:(?:and|then|und|y|e|et|dann|luego)\b|[和与、])?\s*(?:(?:the )?(?:first|second|third|next|erste|zweite|dritte|primera|segunda|tercera|第.)\s*(?:row|line|zeile|fila|行)\s*:?)?\s*(?:[a-z]\s*(?:=|is\b|ist\b|es\b|是)\s*)?"
_RATIO = re.compile(
    r"(?<![a-zA-Z0-9_.])(\d+(?:\.\d+)?)\s*(?::|(?:is |es |ist |verhält sich )?(?:to|zu)|a|in|aus|von|out of|de cada|de|en|比)\s*(\d+(?:\.\d+)?)(?![\w.]\d)"
)
_RATIO_ASKED = re.compile(
    r"ratio|verhältnis|razón|proporción|probab|wahrscheinlich|chance|likel|比|概率|odds", re.IGNORECASE
)


def has_row(text: str, rows: list[tuple[Fraction, ...]]) -> bool:
    """Return whether the numbers of a row stand one after the other, with nothing but joints between them.

    Args:
        text: The text, with number words as digits.
        rows: The rows of an answer: a point, the values of a system, a list.
    """
    patterns = [
        re.compile(_JOINT.join(map(_pattern, row)) + r"(?![a-zA-Z_.]\d|\d|\s*[-+*/^=])", re.IGNORECASE) for row in rows
    ]
    return any(pattern.search(statement) for statement in statements(text.replace(";", ",")) for pattern in patterns)


def row_numbers(text: str) -> tuple[Fraction, ...]:
    """Return the numbers of a text in their order."""
    return tuple(numbers_in(text.replace("−", "-")))


def states_ratio(text: str, question: str, answer: str) -> bool:
    """Return whether two numbers stand in the ratio of an answer: “2 to 3”, “one in six”."""
    if not _RATIO_ASKED.search(question):
        return False
    wanted = re.match(r"(\d+)\s*[:/]\s*(\d+)(?![\d:])", answer)
    if wanted is None or not int(wanted[2]):
        return False
    value, given = Fraction(int(wanted[1]), int(wanted[2])), {found.groups() for found in _RATIO.finditer(question)}
    return any(
        Fraction(found[2]) and Fraction(found[1]) / Fraction(found[2]) == value
        for statement in statements(text)
        for found in _RATIO.finditer(statement)
        if found.groups() not in given and int(float(found[1])) <= int(wanted[1])
    )


def _pattern(number: Fraction) -> str:
    return rf"(?<![a-zA-Z0-9_.]){re.escape(str(number))}"
