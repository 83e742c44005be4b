"""Finds the signs of an answer that is a way of writing a number: in another base, or as a Roman numeral."""

import re

from agents.mathematics.disclosure.clauses import statements

_ROMAN = re.compile(r"[MDCLXVI]+")
_BASE = re.compile(r"([0-9a-zA-Z]+) \(base (\d+)\)")
_JOINT = r"(?:[\W_]|\b(?:and|then|plus|und|dann|y|luego)\b)*"
_ONLY = r"(?:^|=|\bis|\bist|\bes|:)\s*{sign}\s*(?:\W|$)"


def signs_of(answer: str) -> tuple[str, str]:
    """Return the signs with which an answer writes a number, and the base; none for any other answer."""
    found = _BASE.fullmatch(answer)
    return (found[1], found[2]) if found else (answer if _ROMAN.fullmatch(answer) else "", "")


def has_signs(text: str, signs: str, base: str) -> bool:
    """Return whether the signs stand in a text one after the other; a single one where it is all that is stated."""
    if len(signs) == 1:
        pattern = re.compile(_ONLY.format(sign=re.escape(signs)), re.IGNORECASE)
        return any(pattern.search(statement) for statement in statements(text))
    ends = r"(?<![0-9A-Za-z])(?:0[bxo])?{}(?:_?\{{?{}\}}?)?(?![0-9A-Za-z])"
    return re.search(ends.format(_JOINT.join(map(re.escape, signs)), base), text, re.IGNORECASE) is not None
