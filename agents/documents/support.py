"""Tells by words, numbers and negations whether a passage says what a sentence says; no model is asked."""

import re

from agents.documents.bm25 import tokens
from agents.documents.quotes import NEGATION, is_long, normalise

_MIN_SHARE = 0.6  # of the words of a sentence that stand in the passage
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ENDS = (".", "!", "。", "！")  # noqa: RUF001 - of a statement; a colon leads to the next one
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|\$\$.*?\$\$", re.DOTALL)
_MARKED = re.compile(r"([.!。！])((?:\s*\[?⁽[^⁾\n]{1,4}⁾(?:\]\([^)\s]*\))?)+)")  # noqa: RUF001 - a mark after its sentence
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|(?<=[。！？；])|\n")  # noqa: RUF001 - other scripts' signs


def last_sentence(text: str) -> str:
    """Return the last sentence of a text; empty if it has none."""
    sentences = [part for part in _SENTENCE.split(text) if re.search(r"\w", part)]
    return sentences[-1].strip() if sentences else ""


def has_unmarked(answer: str) -> bool:
    """Return whether an answer in Markdown states something without the mark of a quote or passage."""
    text = _MARKED.sub(r"\2\1", _CODE.sub(" ", answer))
    statements = (
        part.strip() for line in text.split("\n") if not line.startswith((">", "#")) for part in _SENTENCE.split(line)
    )
    return any(part.endswith(_ENDS) and "⁽" not in part and is_long(part) for part in statements)


def supports(passage: str, sentence: str) -> bool:
    """Return whether a passage has most words of a sentence, all its numbers, and a negation where it has one.

    It holds back rather than confirm: a sentence in another language than its passage is never supported.
    """
    passage, sentence = normalise(passage), normalise(sentence)
    claimed = set(tokens(sentence))
    if not claimed or len(claimed & set(tokens(passage))) < _MIN_SHARE * len(claimed):
        return False
    if not set(_NUMBER.findall(sentence)) <= set(_NUMBER.findall(passage)):
        return False
    parts = [part for part in _SENTENCE.split(passage) if part.strip()]
    nearest = max(parts, key=lambda part: len(claimed & set(tokens(part))))
    return bool(NEGATION.search(sentence)) == bool(NEGATION.search(nearest))
