"""Tells whether a question is one of mathematics, before anything reads it word by word."""

# ruff: noqa: RUF001 - signs of mathematics

import re

from agents.lazy_pattern import LazyPattern
from agents.mathematics.expressions.parser import FUNCTIONS, AlgebraError
from agents.mathematics.questions.claims import is_bare_answer, read_claims
from agents.mathematics.questions.stories import read_story
from agents.mathematics.questions.templates import read_template
from agents.mathematics.questions.tokens import QuestionToken, tokenize
from agents.mathematics.questions.unit_names import is_unit

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
_SIGNS = LazyPattern(
    rf"\d\s*{_OPERATOR}|{_OPERATOR}\s*\d|{_OPERAND}\s*[=^<>≤≥]\s*[-−(\w]|\b(?:{_NAMED})\s*\(|[√∑∫½¼¾²³°π]|\\[a-z]+\s*\{{|"
    r"\b[a-z]\s*\([a-z]\)\s*=|[\u4e00-\u9fff]\s*\d|\d\s*[\u4e00-\u9fff]",
)
_WORDED = LazyPattern(
    rf"\b(?:{_VERBS})\b.*(?:\d|\b[b-hj-z]\b|\b(?:{_NAMED})\b)|\A\D*\d.*\b(?:{_VERBS})\b|"
    r"\b(?:cu[áa]nto|wie ?viel|berechne|resuelve|löse)\b.*\d|"
    rf"\bhow many (?:{_UNITS})\b",
    re.IGNORECASE | re.DOTALL,
)
# Phrases that are mathematics where a number follows, which the words alone are not.
_PHRASED = LazyPattern(
    r"\b(?:(?:a|one|two|three|four|five|six|seven) (?:half|third|quarter|fourth|fifth|sixth|eighth|tenth)s? of|half of|"
    r"(?:double|twice|triple|thrice|quotient of|reciprocal of|opposite of|inverse of|absolute value of|"
    r"(?:square|cube) of|log of|digits? of|digit in|digit is in|maximum of|minimum of|range of|multiples? of|"
    r"divisible by|factors of|sum of|quartiles? of|iqr of|supplement of|complement of|transpose of|rank of|"
    r"magnitude of|trace of|det|det of|"
    r"vector(?: of)?|angle between|line through|prime after|combinations of|permutations of|ways to arrange|terms? of|"
    r"next in|comes next|next number|primes? between|mitad de|doble de|media de|promedio de|"
    r"ra[íi]z (?:cuadrada|c[úu]bica) de|(?:divisor|m[úu]ltiplo) de|Quadratwurzel (?:aus|von)|Hälfte von|Teiler von|"
    r"Vielfaches von|Mittelwert von|Radius|radio|cu[áa]nt[oa]s \w+ hay en)"
    r"[:,]?(?: the| a| an| el| la| numbers?| vectors?)*\s*[-−$({\[]*\d)|"
    r"\b(?:place value|(?:ones|tens|hundreds|thousands) (?:digit|place)|"
    r"how many (?:ways|combinations|permutations|divisors|factors))\b.*\d|"
    r"\bist \d+ eine Primzahl|\bes \d+ (?:un )?(?:n[úu]mero )?primo|\d\s*[x✕✖]\s*\d|"
    r"\d+ (?:more|less) than \d|\d mod \d|\d(?:st|nd|rd|th) (?:root|power|term|prime)|'th term|n-th term|"
    r"\bis -?\d+ (?:an? )?(?:even|odd|prime|composite|divisible|multiple|factor)|arrange the letters of|"
    r"\b(?:third|other) (?:angle|leg|side) of\b.*\d|\bpolygon\b.*\d|\d.*\bshared equally\b|"
    r"\beach \w+ (?:has|contains|costs?) \$?\d|"
    r"\bwie viele \w+ (?:sind|haben|hat)\b.*\d|\bnext (?:number|term)\b.*\d|"
    r"\b(?:is|are) -?\d.*\b(?:equal|leap year)\b|letters.*without replacement|"
    r"\b(?:change|increase|decrease) from [$€£]?\d.*\bto\b|\b(?:write|convert|express) [\d.]+ as\b|"
    r"\b(?:redondea|dividiere|multipliziere|addiere|subtrahiere|runde) -?\d|\d (?:\w+ ){1,3}per hour for \d|"
    r"\d.*\b(?:in|into|to|as|of) (?:roman numerals|scientific notation|a? ?percentage|decimal|\w+ order)\b|"
    r"\b(?:probability|chance|prob)\b.*\b(?:dice|die|coins?|heads|tails|tosses|flips|cards?|deck|sequence|picking|drawing)\b|"
    r"\broman numerals?\b|\b[MDCLXVI]{2,} in (?:numbers|digits)|\bcosts? [$€£]?\d.*\bhow much\b|"
    r"\d+ (?:minutes?|hours?) (?:before|after) \d{1,2}:\d\d|\b\d+ ?n?[CP]r? ?\d+\b|\b(?:n?[CP]r?|comb|perm)\(\s*\d|"
    rf"\[\s*\[|\b0[xb][\da-f]+\b|\b(?:{_NAMED})(?:_\d+)?\s*\(?(?:of\s+)?-?\d|\bd/d[a-z]\b|[∛⁻＋－＝]|"
    r"\\(?:sqrt|log|ln|sin|cos|tan|div|times|cdot|lfloor|lceil)(?![a-z])",
    re.IGNORECASE | re.DOTALL,
)
_BARE = LazyPattern(
    r"(?=.*[\d*/^+])(?=.*[a-z*/^+()−-])"
    r"(?:[\d.()\s+*/^−×÷-]|\b(?:[a-z]|pi)(?![a-z])|(?<=\d)(?:[a-z]|pi)(?![a-z]))+[?.]?",
)
_UNIT = r"(?:square |cubic |degrees )?([a-zA-Z°]+)(?:/[a-zA-Z]+)?"
_SHORT_UNITS = ("m", "s", "g", "l", "h")
_CONVERSIONS = (
    LazyPattern(rf"(?:\d|\bof an?)\s*{_UNIT}(?: \d+ \w+)?\s+(?:in|to|into)\s+{_UNIT}"),
    LazyPattern(rf"\bhow many {_UNIT} (?:are |is )?(?:there )?in\b[^.]*?(?:\d|\ban?|\bone)\s*(?:of an? )?{_UNIT}"),
)
_PROSE = LazyPattern(r"\d{4,5}\s*[-/]\s*\d|\b\d+-year|\b\d+-(?=[a-z]{2})|<\w+>|```")


def has_mathematics(question: str) -> bool:
    """Return whether a question holds something to calculate; it need not be one that is understood."""
    text = question[:_MAX_CHARACTERS]
    if _PROSE.search(text):
        return read_template(text) is not None
    found = _SIGNS.search(text) or _WORDED.search(text) or _PHRASED.search(text) or _BARE.fullmatch(text.strip())
    return found is not None or _is_conversion(text) or _fits_whole(text)


def _is_conversion(text: str) -> bool:
    """Return whether a quantity is asked for in another unit."""
    return any(
        found is not None and all(is_unit(unit) or unit in _SHORT_UNITS for unit in found.groups())
        for found in (pattern.search(text) for pattern in _CONVERSIONS)
    )


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
