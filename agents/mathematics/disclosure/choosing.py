"""Finds whether a text says which value of a question is its answer: the larger one, the mode, the one in the middle."""

# ruff: noqa: E501 - patterns of words

import re
from fractions import Fraction

from agents.mathematics.disclosure.clauses import numbers_in, statements

_ASKED = re.compile(
    r"\b(?:larg|great|bigg|small|less|least|low|high|max|min|mode\b|modal|most|median|middle|clos|near|order|rank|sort|"
    r"größ|klein|häufig|modus|modalwert|zentralwert|mittler|nächst|höch|niedrig|ordne|"
    r"mayor|menor|máx|mín|moda\b|modo\b|mediana|frecuente|grande|pequeñ|cercan|orden)|[大小众]|中位|最",
    re.IGNORECASE,
)
_RANKED = re.compile(
    r"\b(?:larg|great|bigg|small|less\b|lesser|least|low|high|max|min\b|minim|mode\b|modal|more\b|most|median|middle|often|common|frequent|"
    r"appear|show|occur|twice|thrice|first|second|third|last|then|comes|after|clos|near|wins|beats|ahead|side|there are|"
    r"größ|kleiner|kleinst|zweit|dritt|erste|letzte|mittler|mitte|häufig|modus|modalwert|zentralwert|kommt|taucht|dann|nächst|höch|niedrig|gewinnt|mehr\b|weniger|meisten|"
    r"mayor|menor|máxim|mínim|mediana|moda\b|modo\b|más\b|menos\b|frecuente|aparece|repite|primer|segund|tercer|luego|medio|hay|cercan|gana)|"
    r"(?:größ|kleinst)\w*|[大小多]|众数|中位|中间|出现|第|然后|最|[<>≤≥]",
    re.IGNORECASE,
)
_FILLING = re.compile(
    r"\b(?:it|is|it'?s|s|the|so|answer|result|number|value|one|of|must|be|has|have|to|should|can|only|muss|sein|ser|debe|tiene que|es|la|el|respuesta|resultado|número|valor|ist|die|der|das|also|"
    r"antwort|ergebnis|zahl|wert|lautet|choose|pick|take|wähle|nimm|elige)\b|答案|结果|[是为选]|\W|\d",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"[<>≤≥]")
_MARKED = re.compile(
    r"\*\*(.{1,12}?)\*\*|__(.{1,12}?)__|\[(.{1,12}?)\]|<(?:b|u|strong|mark)>(.{1,12}?)<|\\(?:boxed|mathbf|underline)\{(.{1,12}?)\}"
)
_MARKS = re.compile(r"[*_\[\]]")
_RESULT = re.compile(r"(?:→|⇒|[=-]>|:|\)\s*=)\s*([^→⇒>:]{1,12})$")
_MANY = 2  # other values, from which on a sentence lists what is given


def choosable(question: str, answer: str) -> tuple[Fraction, ...]:
    """Return the values of a question that asks for one of them, the answer first; none for any other question."""
    values = list(dict.fromkeys(numbers_in(question)))
    wanted = numbers_in(answer.partition("=")[0].partition("≈")[0])
    if len(wanted) != 1 or len(values) < 2 or wanted[0] not in values or not _ASKED.search(question):
        return ()
    return (wanted[0], *(one for one in values if one != wanted[0]))


def says_which(text: str, values: tuple[Fraction, ...]) -> bool:
    """Return whether a text says which of the values is the answer.

    Args:
        text: The text, with number words as digits.
        values: The values, the answer first.
    """
    return any(_says(statement, values) for statement in statements(text))


def marks(text: str, values: tuple[Fraction, ...]) -> bool:
    """Return whether the answer is the one that is marked in a list of the values."""
    marked = {value for found in _MARKED.finditer(text) for value in numbers_in(next(filter(None, found.groups())))}
    return marked == {values[0]} and len(set(numbers_in(_MARKS.sub(" ", text))) & set(values[1:])) >= _MANY


def _says(statement: str, values: tuple[Fraction, ...]) -> bool:
    found = set(numbers_in(statement))
    others = found & set(values[1:])
    if found & set(values) and _COMPARED.search(statement):
        return True
    if values[0] not in found:
        return len(values) == 2 and bool(others) and _RANKED.search(statement) is not None
    if (result := _RESULT.search(statement.rstrip(" .!"))) and numbers_in(result[1]) == [values[0]]:
        return True
    listed = [one for one in numbers_in(statement) if one in values]
    if (
        len(set(listed)) == len(listed)
        and 1 < len(listed) < len(values)
        and listed[-1] == values[0]
        and listed in (sorted(listed), sorted(listed)[::-1])
    ):
        return True
    if numbers_in(statement) == [values[0]] and not _FILLING.sub("", statement):
        return True
    return len(others) < _MANY and _RANKED.search(statement) is not None
