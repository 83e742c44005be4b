"""Finds an answer that is told by the name of a function, or by saying that a function stays as it is."""

# ruff: noqa: E501 - patterns of words

import re

from agents.mathematics.disclosure.clauses import squeezed, statements
from agents.mathematics.number_words.spoken_functions import FUNCTION_NAMES

_FUNCTION = re.compile(r"[-−]?(\d*)\s*(sin|cos|tan|cot|sec|csc|ln|exp)\s*[(|]\s*[a-z]\s*[)|](?:\s*\+\s*C)?")
_TIMES = r"(?:(?:\*|times|mal|por|veces|倍|乘以?)\s*)?(?:(?:the|der|dem|den|el)\s+)?"
_CHANGED = re.compile(
    r"deriv|differentiate|ableit|leite|导|integra|积分|simplif|vereinfach|化简|inverse|umkehr", re.IGNORECASE
)
_UNCHANGED = re.compile(
    r"\b(?:itself|its own|the same|stays (?:as it is|put)|unchanged|doesn't change|does not change|sich selbst|dieselbe|dasselbe|bleibt (?:gleich|unverändert)|"
    r"sí mism[ao]|la misma|el mismo|no cambia|igual a sí)\b|本身|自己|不变",
    re.IGNORECASE,
)
_MARK = re.compile(r"^[\s>*•-]+(?=[^\d\s])")
_FILLING = re.compile(
    r"\b(?:it|it'?s|the|so|answer|result|derivative|integral|is|equals|again|just|simply|and|plus|es|la|el|respuesta|derivada|otra vez|ist|die|das|"
    r"antwort|ableitung|wieder|einfach)\b|答案|结果|导数|[是为还]|\s|[.,!:;]",
    re.IGNORECASE,
)


def hidden_function(question: str, answer: str) -> tuple[str, str]:
    """Return the factor and the function that an answer is, such as `cos` of cos(x); none if the question names it, or for another answer."""
    found = _FUNCTION.fullmatch(answer)
    return (found[1], found[2]) if found and not _pattern(("", found[2])).search(question) else ("", "")


def names_function(text: str, function: tuple[str, str]) -> bool:
    """Return whether a text states the name of a function."""
    pattern = _pattern(function)
    return any(pattern.search(statement) for statement in statements(text))


def says_unchanged(text: str, question: str, answer: str) -> bool:
    """Return whether a text says that an expression stays as it is, where the question gives it and it is the answer."""
    wanted = squeezed(re.sub(r"\s*\+\s*C$", "", answer))
    if not _CHANGED.search(question) or len(wanted) < 2 or wanted not in squeezed(question):
        return False
    question = re.sub(r"\s*\bd[a-z]\b", "", question)
    if re.search(rf"{re.escape(wanted)}[\w^*/+-]", squeezed(question)):
        return False
    return any(
        _UNCHANGED.search(statement)
        or squeezed(_FILLING.sub("", _MARK.sub("", statement)).rpartition("=")[2]) == wanted
        for statement in statements(text)
    )


def _pattern(function: tuple[str, str]) -> re.Pattern[str]:
    factor, name = function
    before = rf"(?<![\d.]){factor}\s*{_TIMES}" if factor else "(?<![a-zA-Z])"
    return re.compile(rf"{before}(?:{name}|{FUNCTION_NAMES[name]})(?![a-z])", re.IGNORECASE)
