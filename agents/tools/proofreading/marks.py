"""Marks on a text: where a mistake is and of which kind, without the better words."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from agents.tools.proofreading.checker import CheckedText
from agents.tools.proofreading.finding import Note

MarkKind = Literal["spelling", "capitals", "punctuation", "grammar"]
MAX_MARKS = 25
_SPELLING_RULES = ("Spelling", "CommonMisspelling", "UnknownWord")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mistake without its correction.

    Args:
        words: The words of the text in which it is; empty where the checker only sees it once others are corrected.
        kind: What kind of mistake it is.
    """

    words: str
    kind: MarkKind


def encode_marks(text: str, checked: CheckedText) -> str:
    """Return the marks on a text as JSON, to send them between processes."""
    return json.dumps([[mark.words, mark.kind] for mark in _marks(text, checked)][:MAX_MARKS])


def decode_marks(encoded: str) -> list[Mark]:
    """Return the marks that were encoded."""
    return [Mark(words, kind) for words, kind in json.loads(encoded)]


def _marks(text: str, checked: CheckedText) -> Iterator[Mark]:
    for one in checked.notes(certain=True):
        # A later pass reads the text with its spelling corrected; these words are not the writer's, and stay hidden.
        is_own = re.search(rf"(?<!\w){re.escape(one.wrong)}(?!\w)", text) is not None
        yield Mark(one.wrong if is_own else "", _kind(one))


def _kind(one: Note) -> MarkKind:
    if one.rule in _SPELLING_RULES:
        return "spelling"
    if one.wrong.casefold() == one.better.casefold():
        return "capitals"
    return "punctuation" if _letters(one.wrong) == _letters(one.better) else "grammar"


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()
