"""Tells whether a question is one of mathematics, before anything reads it word by word."""

import re

from agents.mathematics.parser import FUNCTIONS, AlgebraError
from agents.mathematics.questions.claims import is_bare_answer, read_claims
from agents.mathematics.questions.stories import read_story
from agents.mathematics.questions.templates import read_template
from agents.mathematics.questions.tokens import QuestionToken, tokenize

_MAX_CHARACTERS = 2000
_OPERAND = r"(?:\d[\d.,]*|\b[a-zA-Z]\b|\))"
_OPERATOR = r"(?:\*\*|[-+*/^×÷·=<>≤≥−%!]|<=|>=)"
_NAMED = "|".join(sorted(FUNCTIONS, key=len, reverse=True))
_VERBS = (
    r"solve|simplify|factor(?:i[sz]e)?|expand|differentiate|integrate|plot|graph|sketch|calculate|compute|evaluate|round|"
    r"convert|derivative|integral|limit|discriminant|determinant|square root|cube root|percent|per cent|remainder|"
    r"gcd|gcf|hcf|lcm|common (?:divisor|factor|multiple|denominator)|prime|mean|median|mode|standard deviation|average|"
    r"variance|sum|product|difference|divided|divide|multiply|multiplied|times|plus|minus|add|subtract|squared|cubed|"
    r"factorial|choose|logarithm|log base|area|perimeter|volume|circumference|probability|in base|inverse of|vertex|"
    r"slope|midpoint|distance|hypotenuse|sort|closest|largest|smallest|biggest|interest on|price|mal|geteilt|"
    r"to the power|(?:in|to|into|from) (?:binary|octal|hexadecimal|hex)"
)
_UNITS = (
    r"\w*(?:met(?:er|re)s?|grams?|lit(?:er|re)s?|seconds?|minutes|hours|feet|foot|inches|miles|yards|pounds|ounces)"
)
_SIGNS = re.compile(
    rf"\d\s*{_OPERATOR}|{_OPERATOR}\s*\d|{_OPERAND}\s*[=^<>≤≥]\s*[-−(\w]|\b(?:{_NAMED})\s*\(|[√∑∫½¼¾²³°π]|\\[a-z]+\s*\{{|"
    r"\b[a-z]\s*\([a-z]\)\s*=|[\u4e00-\u9fff]\s*\d|\d\s*[\u4e00-\u9fff]",
    re.IGNORECASE,
)
_WORDED = re.compile(
    rf"\b(?:{_VERBS})\b.*(?:\d|\b[b-hj-z]\b|\b(?:{_NAMED})\b)|\d.*\b(?:{_VERBS})\b|"
    r"\b(?:cu[áa]nto|wie ?viel|berechne|resuelve|löse)\b.*\d|"
    rf"\bhow many (?:{_UNITS})\b",
    re.IGNORECASE | re.DOTALL,
)
_PROSE = re.compile(r"\d{4,5}\s*[-/]\s*\d|\b\d+-year|\b\d+-(?=[a-z])|<\w+>|```", re.IGNORECASE)


def has_mathematics(question: str) -> bool:
    """Return whether a question holds something to calculate; it need not be one that is understood."""
    text = question[:_MAX_CHARACTERS]
    if _PROSE.search(text):
        return read_template(text) is not None
    return _SIGNS.search(text) is not None or _WORDED.search(text) is not None or _fits_whole(text)


def _fits_whole(text: str) -> bool:
    """Return whether a question is a plain story, or a sentence that is known whole."""
    return read_template(text) is not None or read_story(text) is not None


def resolve_reference(question: str, earlier: str) -> str:
    """Return a question with the mathematics of an earlier one in the place of “it” or “its”, or as what it answers."""
    if is_bare_answer(question):
        quoted = earlier.replace('"', " ")
        return f'My answer to "{quoted}" is {read_claims(question)[0].found}'
    mathematics = mathematics_of(earlier)
    if not mathematics:
        return question
    own = re.sub(r"^\s*(?:and|so|what about|now)\s+", "", question, flags=re.IGNORECASE)
    own = re.sub(r"\bits\s+([a-z ]+?)(?=[?.!]|$)", rf"the \1 of {mathematics}", own, flags=re.IGNORECASE)
    return re.sub(r"\b(?:it|that|this)\b", mathematics, own, flags=re.IGNORECASE)


def mathematics_of(question: str) -> str:
    """Return the longest expression or equation of a question as it was written."""
    try:
        tokens = tokenize(question[:_MAX_CHARACTERS])
    except AlgebraError:
        return ""
    runs, current = [""], ""
    for token in tokens:
        if _is_mathematics(token):
            current = f"{current} {token.text}".strip()
        else:
            runs.append(current)
            current = ""
    return max((*runs, current), key=len).strip(" ,.")


def _is_mathematics(token: QuestionToken) -> bool:
    return token.kind == "expression" or token.text in ("=", "<", ">", "<=", ">=")
