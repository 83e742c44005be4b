"""Tells by words, numbers and negations whether a passage says what a sentence says; no model is asked."""

import re
import unicodedata
from enum import Enum, auto

from agents.documents.bm25 import tokens
from agents.documents.other_language import in_other_languages
from agents.documents.quotes import NEGATION, is_long, normalise

_MIN_SHARE = 0.6  # of the words of a sentence that stand in the passage
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_DIGIT_SPACE = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d)")
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_ENDS = (".", "!", "。", "！")  # noqa: RUF001 - of a statement; a colon leads to the next one
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|\$\$.*?\$\$", re.DOTALL)
_MARKED = re.compile(r"([.!。！])((?:\s*\[?⁽[^⁾\n]{1,4}⁾(?:\]\([^)\s]*\))?)+)")  # noqa: RUF001 - a mark after its sentence
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|(?<=[。！？；])|\n")  # noqa: RUF001 - other scripts' signs


class Support(Enum):
    """What a comparison of a sentence with a passage shows."""

    SAID = auto()
    """The passage says it."""
    NOT_SAID = auto()
    """The passage has other words, other numbers, or a negation more or less."""
    NOT_COMPARED = auto()
    """The passage is in another language and has the numbers of the sentence; no more can be told."""


def compare(passage: str, sentence: str) -> Support:
    """Compare a sentence with the passage on which it is said to rest."""
    if supports(passage, sentence):
        return Support.SAID
    if in_other_languages(passage, sentence) and _numbers(sentence) <= _numbers(passage):
        return Support.NOT_COMPARED
    return Support.NOT_SAID


def _numbers(text: str) -> set[str]:
    """Return the numbers of a text in one form, whichever digits and separators its language writes."""
    text = "".join(str(unicodedata.decimal(sign, sign)) for sign in _DIGIT_SPACE.sub("", text))
    return {number.replace(",", ".") for number in _NUMBER.findall(_THOUSANDS.sub("", text))}


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
