"""What a question looks like to the classifier: its word and letter groups in any script, and which patterns it has."""

import re
import zlib
from collections.abc import Iterator
from itertools import pairwise

from agents.demo_model.question_patterns import PATTERNS
from agents.language_names import plain

GROUPS = 8192
"""The number of columns that groups of words and letters share by a hash."""
NAMES = tuple(PATTERNS)
"""The patterns in the order of their columns, which follow those of the groups."""

_MAX_CHARACTERS = 400  # the request stands at the beginning; what is pasted says little
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_TOKEN = re.compile(r"[a-z0]+|[^\W\d_a-z]+|[-+*/=^%<>(){}\[\];`]")
_LATIN = re.compile(r"[a-zà-ɏ]")


def groups_of(question: str) -> list[int]:
    """Return the columns of the groups that a question has, each once."""
    text = _NUMBER.sub("0", plain(question[:_MAX_CHARACTERS].lower()))
    tokens = _TOKEN.findall(text)
    return sorted({zlib.crc32(group.encode()) % GROUPS for group in _groups(tokens)})


def patterns_of(question: str) -> list[float]:
    """Return 1 for each pattern that a question has, else 0."""
    return [float(matches(question)) for matches in PATTERNS.values()]


def _groups(tokens: list[str]) -> Iterator[str]:
    for first, second in pairwise(tokens):
        yield f"{first} {second}"
    for token in tokens:
        if _LATIN.match(token):
            yield token
            padded = f"^{token}$"
            for size in (3, 4, 5):
                yield from (padded[start : start + size] for start in range(len(padded) - size + 1))
        else:  # a script without spaces, or a sign
            for size in (1, 2, 3):
                yield from (f"_{token[start : start + size]}" for start in range(len(token) - size + 1))
