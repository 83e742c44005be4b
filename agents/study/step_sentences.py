"""The calculator's own steps as sentences that can be translated."""

import re

from agents.lazy_pattern import LazyPattern
from agents.user_messages import TranslatableText

SENTENCES = {
    "coefficients": "Write it as {equation}, so {coefficients}.",
    "discriminant": "The discriminant is {working}.",
    "two_solutions": "{letter} is positive, so there are two real solutions.",
    "complex_solutions": "{letter} is negative, so there is no real solution; the two solutions are complex.",
    "double_solution": "{letter} is zero, so there is one (double) solution.",
    "formula": "Use {formula}.",
    "start": "Start from {equation}.",
    "terms": "Bring the terms with {unknown} to one side: {equation}.",
    "from": "From {number}: {equation}.",
    "into": "Put into {number}: {equation}.",
    "one_side": "Bring everything to one side: {equation}.",
    "signs": "Find where that side is zero or has a gap, and look at its sign in between.",
    "differentiate": "Differentiate {expression} with respect to {unknown}.",
    "integrate": "Integrate {expression} with respect to {unknown}.",
    "term": "The term {term} gives {derivative}.",
    "factor": "Look for common factors and known patterns in {expression}.",
    "expand": "Multiply out {expression}, each term with each.",
    "collect": "Collect the like terms.",
}
_VALUES = {"letter": "D", "formula": r"x = .+", "number": r"\(\d\)", "unknown": r"[a-zA-Zθ]", "coefficients": r"a = .+"}
_BEGINS = ("Start from", "(1)", "(2)")


def _pattern(sentence: str) -> LazyPattern:
    parts = re.split(r"\{(\w+)\}", sentence)
    named = (f"(?P<{part}>{_VALUES.get(part, '.+?')})" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return LazyPattern("".join(named), 0)


_PATTERNS = tuple((_pattern(sentence), sentence) for sentence in SENTENCES.values())


def translatable(step: str) -> str:
    """Return a step of the calculator as a translatable text; as it is where nothing but signs stands in it."""
    for pattern, sentence in _PATTERNS:
        if found := pattern.fullmatch(step):
            return TranslatableText(sentence, **found.groupdict())
    return step


def repeats_problem(step: str) -> bool:
    """Return whether a step only writes down the problem again."""
    return step.startswith(_BEGINS)
