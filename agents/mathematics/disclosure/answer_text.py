"""What of an answer is the answer: the calculator adds a letter, a base, a direction or a weekday to some."""

import re

_ADDED = re.compile(
    r", which appears? .*$|, an? \w+day$|\s*\((?:base \d+|increase|decrease)\)$|^\([a-h]\)\s*", re.IGNORECASE
)


def bare_answer(text: str) -> str:
    """Return an answer without what is only said about it."""
    return _ADDED.sub("", text)
