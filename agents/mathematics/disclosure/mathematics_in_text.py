"""Finds the mathematics in a text: runs of numbers, letters and signs, and what each says."""

# ruff: noqa: E501 - patterns, and signs of mathematics

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import mpmath

from agents.mathematics.expressions import numeric
from agents.mathematics.expressions.parser import (
    FUNCTIONS,
    AlgebraError,
    Call,
    Node,
    Number,
    parse_expression,
    variables,
)
from agents.mathematics.expressions.quantities import is_number
from agents.mathematics.questions.notation import plain_notation

_FUNCTION = "|".join(sorted((name for name in FUNCTIONS), key=len, reverse=True))
_ATOM = rf"(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+|(?<![a-zA-Z])(?:{_FUNCTION})(?![a-zA-Z])|(?<![a-zA-Z])(?:pi|oo)\b|(?<![a-zA-Z])(?<![a-zA-Z][\'’])[a-zA-Z](?![a-zA-Z])|(?<=\d)(?:[a-c]{{2,3}}|[x-z]{{2,3}})(?![a-zA-Z])|[½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞π√∞])"
_RUN = re.compile(
    rf"[(\[|]*[-+±]?\s*[(|√]*{_ATOM}(?:\s*(?:[-+*/^±!%°|)(\]√²³¹⁰⁴⁵⁶⁷⁸⁹⁻]|\*\*)+\s*(?:[-+(]*\s*{_ATOM})?|(?:\s?{_ATOM}))*"
)
_MAX_RUNS = 400
_WORD_BEFORE = re.compile(r"[aAIyeo]\s+(?=[-+(]*\d)")  # “a 437” is no product
_PART = re.compile(r"\([^()]{1,60}\)|[-(]*\d[\d.]*(?:\s*[-+*/^]\s*[-(]*\d[\d.]*|\))+")


@dataclass(frozen=True, slots=True)
class MathematicsRun:
    """A piece of mathematics in a text, between what stands before and after it."""

    text: str
    before: str
    after: str


def runs(text: str) -> Iterator[MathematicsRun]:
    """Yield the pieces of mathematics in a text; those that an equals sign joins are one."""
    found = list(_RUN.finditer(text))[:_MAX_RUNS]
    index = 0
    while index < len(found):
        begin, end = found[index].start(), found[index].end()
        while index + 1 < len(found) and re.fullmatch(r"\s*(?:=|≈|:=|==)\s*", text[end : found[index + 1].start()]):
            index += 1
            end = found[index].end()
        begin += len(text[begin:end]) - len(text[begin:end].lstrip())
        yield MathematicsRun(text[begin:end], text[max(0, begin - 80) : begin], text[end : end + 80])
        index += 1


def nodes(text: str) -> list[Node]:
    """Return what a piece of mathematics says, both signs of `±` and each part of a run that is no whole expression."""
    text = whole = _WORD_BEFORE.sub("", text.strip().rstrip("-+*/^=(,").strip())
    for opening, closing in (("(", ")"), ("[", "]")):
        missing = text.count(opening) - text.count(closing)
        text = text.lstrip(opening) if missing > 0 and text.startswith(opening * missing) else text
        text = text.rstrip(closing) if missing < 0 and text.endswith(closing * -missing) else text
    found: list[Node] = []
    for each in [text.replace("±", "+"), text.replace("±", "-")] if "±" in text else [text]:
        if (node := _parsed(each.lstrip("+"))) is not None:
            found.append(node)
            continue
        found += [part for match in _PART.finditer(whole) if (part := _parsed(match[0])) is not None]
        found += [
            Number(Fraction(number), "." in number)
            for number in re.findall(r"(?<![\w.])\d{1,30}(?:\.\d{1,30})?(?![\w.]\d)", each)
        ]
    return found


@lru_cache(512)  # the same pieces stand in each reading of a text
def _parsed(text: str) -> Node | None:
    try:
        return parse_expression(plain_notation(text))
    except (AlgebraError, RecursionError):
        return None


def literals(node: Node) -> list[mpmath.mpf]:
    """Return the numbers that stand in an expression."""
    match node:
        case Number() | Call("negative", (Number(),)):
            value = value_of(node)
            return [] if value is None else [value]
        case Call("/", (Number(), Number())):
            value = value_of(node)
            return [*([] if value is None else [value]), *(one for part in node.arguments for one in literals(part))]
        case Call(_, arguments):
            return [value for argument in arguments for value in literals(argument)]
        case _:
            return []


def value_of(node: Node) -> mpmath.mpf | None:
    """Return the value of a number without letters; None where it has none, or would be huge."""
    if variables(node) or _is_huge(node):
        return None
    try:
        value = numeric.evaluate(node, {}, {})
    except (AlgebraError, ArithmeticError, ValueError, TypeError):
        return None
    return value if mpmath.isfinite(value) else None


def _is_huge(node: Node) -> bool:
    match node:
        case Call("^", (_, exponent)):
            return not (isinstance(exponent, Number) and abs(exponent.value) < 1000) and not is_number(exponent)
        case Call(("factorial" | "binomial" | "exp"), arguments):
            return any(not isinstance(one, Number) or one.value > 400 for one in arguments)
        case Call(_, arguments):
            return any(map(_is_huge, arguments))
        case _:
            return False
