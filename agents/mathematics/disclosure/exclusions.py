"""Finds whether a text says which numbers a domain leaves out, such as `x ≠ 3`."""

# ruff: noqa: E501, RUF001 - patterns of words, and signs of mathematics

import re

from agents.mathematics.disclosure.clauses import numbers_in, statements

_EXCEPT = re.compile(
    r"(?:except|besides|other than|apart from|but(?: not)?|without|can(?:'t|not| not)(?: be| equal)|must(?:n't| not)(?: be| equal)|may not(?: be| equal)|setminus|∖|"
    r"may never be|is not|isn't|≠|!=|\\neq?|außer|ohne|bis auf|nicht|ungleich|excepto|salvo|menos|no puede (?:ser|valer)|"
    r"distinto de|sin|不等于|不能[为是等于]*|除了|除|(?:ℝ|\bR)\s*\\?|\\\s*\\?\{)[^\w-]*(?:equal(?: to)?|gleich|for|für|el|x|the number|die|igual a)?[^\w-]*"
    r"(-?\d+(?:\.\d+)?(?:/\d+)?)(?![\d.]*\d)(?!\s*[-+*/^])",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r"^\W*(?:not|nicht|no)\s+(-?\d+(?:\.\d+)?)\W*$|"
    r"(?<![a-zA-Z0-9_.])(-?\d+(?:\.\d+)?(?:/\d+)?)\s*(?:is |has to be |must be |ist |muss |está |no está |es |被)?(?:(?:not|nicht|no) (?:allowed|permitted|erlaubt|"
    r"zugelassen|permitid[oa]|in the domain|part)|left out|excluded|ausgeschlossen|verboten|forbidden|prohibited|prohibid[oa]|excluid[oa]|permitid[oa]|排除|不允许|除外)",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"^[a-zA-Z]\s*≠\s*\S")


def names_exclusions(text: str, answer: str) -> bool:
    """Return whether a text states a number that an answer such as `x ≠ 3` leaves out."""
    if not _ANSWER.match(answer):
        return False
    wanted = set(numbers_in(answer.replace("−", "-")))
    found = (
        next(filter(None, match.groups()))
        for statement in statements(text)
        for pattern in (_EXCEPT, _LEFT_OUT)
        for match in pattern.finditer(statement)
    )
    return any(value in wanted for one in found for value in numbers_in(one))
