"""Finds whether a text says yes or no as an answer does, or states what the question asks about."""

# ruff: noqa: E501, RUF001 - patterns of words

import re
from fractions import Fraction

from agents.mathematics.attempts.answer_reader import read_answer
from agents.mathematics.disclosure.clauses import clauses, is_asked, numbers_in, statements
from agents.mathematics.disclosure.phrases import NOT_PRIME, PRIME

_HEAD = re.compile(
    r"\W*(yes|no|sí|si|ja|nein|correct|right|是的?|不是|不|对)\s*(?:[.,!;:。，！]|$|(?:it|they|that|lo|las?|das|es ist)\b)",
    re.IGNORECASE,
)
# What is asked of numbers and figures, with its opposite.
_PROPERTIES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:even|odd|(?:un)?gerade|(?:im)?par)\b|[奇偶]数|can be (?:halved|divided by (?:2|two))|divided by 2|remainder|\brest\b|resto|余",
        r"\b(?:prime|composite|prim(?:zahl)?|zusammengesetzt\w*|primo|compuesto)\b|[质素合]数",
        r"\b(?:divisible|divides?|goes into|multiple|factor|divisor|teilbar|teilt|teiler|vielfaches|divide|múltiplo)\b|整除|倍数|因数|remainder|\brest\b|resto|余",
        r"\b(?:larger|greater|bigger|more|smaller|less|größer|kleiner|mehr|weniger|mayor|menor|más|menos)\b|[大小]|[<>≤≥]",
        r"\b(?:equal|equals|equivalent|same|different|gleich\w*|verschieden|igual\w*|equivalentes?|distint[oa]s?)\b|相等|等于|相同|不同|[=≠]",
        r"right[- ]angled|right triangle|right angle|rechtwinklig\w*|rechten winkel|rectángulo|ángulo recto|直角",
        r"(?:in|de)creas\w+|rising|falling|steig\w*|fall\w*|wachsend|(?:de)?creciente|递[增减]",
        r"\b(?:in)?consisten\w*|widerspr\w*|lösbar|compatible|incompatible|相容|矛盾",
    )
)
_WHEN_DIVIDED = re.compile(r"\bwhen (?:it is |it's |you |we )?divided?\b", re.IGNORECASE)
_AROUND = re.compile(r"\b(?:not|no|an?|number|nicht|keine?|zahl|número|un)\b|不|\W", re.IGNORECASE)
_SUBJECT = re.compile(
    r"^\W*(?:so |thus |and |also |y |entonces |所以)?(?:it|it'?s|that|that'?s|this|they|both|the (?:number|triangle|function|two)|there is no|es|das|sie|er|die zahl|es bleibt|ist|es|son|el número|no hay|sin|它|这|没有)\b|^\W*(?:它|可以|能|这|没有|是|不是)",
    re.IGNORECASE,
)
_COMPARISON = _PROPERTIES[3]
_REMAINDER = re.compile(r"\bleaves\b|remainder|\brest\b|\bresto\b|余", re.IGNORECASE)
_TWO_DIVISORS = re.compile(
    r"(?:only|exactly|just|nur|genau|solo|sólo|exactamente|只有)\W+(?:2|two|zwei|dos|两)\w*\W+(?:divisors?|factors?|teiler|divisores|因数)|"
    r"(?:no|keine|sin|没有)\w*\W+(?:other |weiteren |anderen |otros |其他)?(?:divisors?|factors?|teiler|divisores|因数)|nothing (?:else )?divides|nur durch (?:1|eins) und",
    re.IGNORECASE,
)


def says_verdict(text: str, question: str, answer: str) -> bool:
    """Return whether a text says yes or no as an answer does, or states what the question asks about."""
    reading = read_answer(answer)
    text = _WHEN_DIVIDED.sub("divided", text)
    for clause in clauses(text):
        head = _HEAD.match(clause)
        said = read_answer(head[1]) if head else None
        if said is not None and reading is not None and said.kind == reading.kind:
            return True
    if PRIME.search(answer) and any(NOT_PRIME.search(one) and not is_asked(one) for one in clauses(text)):
        return True
    if PRIME.search(answer) and reading is not None and reading.kind == "yes" and _TWO_DIVISORS.search(text):
        return True
    asked = [one for one in _PROPERTIES if one.search(question)]
    numbers = numbers_in(question)
    if len(numbers) > 0 and asked and _divides(text, numbers):
        return True
    return any(_states(statement, asked, numbers) for statement in statements(text)) or _states_claim(text, answer)


def _divides(text: str, numbers: list[Fraction]) -> bool:
    """Return whether the first number of a question stands there as a product with the other, or with two."""
    whole, part = numbers[0], numbers[1] if len(numbers) > 1 else Fraction(2)
    product = rf"(?<![\d.]){whole}\s*=\s*\(?(?:{part}\s*[*·]\s*\d+|\d+\s*[*·]\s*{part}(?!\d))|(?<![\d.]){whole}\s*/\s*{part}\)?\s*=\s*\d+(?![\d.])"
    return re.search(product, text) is not None


def _states(statement: str, asked: list[re.Pattern[str]], numbers: list[Fraction]) -> bool:
    """Return whether a statement about what the question asks about has one of its properties in it."""
    if not any(one.search(statement) for one in asked):
        return False
    if any(not _AROUND.sub("", one.sub("", statement)) for one in asked):
        return True
    found = set(numbers_in(statement))
    if _SUBJECT.search(statement) and (not found or found & set(numbers) or _REMAINDER.search(statement)):
        return True
    return bool(found & set(numbers if _COMPARISON.search(statement) else numbers[:1]))


def _states_claim(text: str, answer: str) -> bool:
    claim = re.search(r"\b(?:is|are)( not)?( an?)?( \w+)( number)?", answer)
    for clause in clauses(text):
        stated = re.search(r"\b(?:is|isn'?t|are|aren'?t|es|no es|ist|是|不是)\b( not| kein\w*| no)?", clause)
        if claim and stated and claim[3].strip().lower() in clause.lower() and not is_asked(clause):
            return True
    return False
