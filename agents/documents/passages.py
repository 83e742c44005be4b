"""Splits texts into passages: whole paragraphs where they are short enough, else whole sentences."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from agents.documents.attachments import PAGE_END

MAX_PASSAGE_CHARACTERS = 900  # about what the embeddings read
_PARAGRAPH = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|\n")  # noqa: RUF001 - other scripts' signs
_WORD = re.compile(r"\S+")

Span = tuple[int, int]
"""Where a part of a text begins and ends."""


def passages(pages: Sequence[str]) -> list[tuple[int, str]]:
    """Return the passages, each with the number of its page from 1; 0 when there is one page only."""
    return [
        (number if len(pages) > 1 else 0, " ".join(page[start:end].split()))
        for number, page in enumerate(pages, 1)
        for start, end in spans(page)
    ]


def spans(page: str) -> list[Span]:
    """Return where each passage of a page stands, without the space around it."""
    return list(_join_short(page, _split(page)))


@lru_cache(maxsize=16)
def split(text: str) -> tuple[tuple[int, int, int], ...]:
    """Return the page, the beginning and the end of each passage of a file's text; the page is 0 if there is one."""
    pages = text.split(PAGE_END)
    found, offset = [], 0
    for number, page in enumerate(pages, 1):
        found += [(number if len(pages) > 1 else 0, offset + start, offset + end) for start, end in spans(page)]
        offset += len(page) + len(PAGE_END)
    return tuple(found)


def _split(page: str) -> Iterator[Span]:
    """Yield the paragraphs, or the parts of those that are too long."""
    for start, end in _parts(page, 0, len(page), _PARAGRAPH):
        if _length(page[start:end]) <= MAX_PASSAGE_CHARACTERS:
            yield start, end
            continue
        for first, last in _parts(page, start, end, _SENTENCE):
            yield from _cut(page, first, last)


def _parts(page: str, start: int, end: int, separator: re.Pattern[str]) -> Iterator[Span]:
    """Yield what stands between the separators, without the space around it."""
    for found in separator.finditer(page, start, end):
        yield from _trimmed(page, start, found.start())
        start = found.end()
    yield from _trimmed(page, start, end)


def _trimmed(page: str, start: int, end: int) -> Iterator[Span]:
    text = page[start:end]
    if stripped := text.strip():
        start += len(text) - len(text.lstrip())
        yield start, start + len(stripped)


def _cut(page: str, start: int, end: int) -> Iterator[Span]:
    """Yield a sentence, in parts of whole words if it is too long, and a word that is too long in parts."""
    if _length(page[start:end]) <= MAX_PASSAGE_CHARACTERS:
        yield start, end
        return
    first, last, length = start, start, 0
    for word in _WORD.finditer(page, start, end):
        if length and length + 1 + len(word[0]) > MAX_PASSAGE_CHARACTERS:
            yield first, last
            length = 0
        if not length:
            first, length = word.start(), -1
        length, last = length + 1 + len(word[0]), word.end()
        while last - first > MAX_PASSAGE_CHARACTERS and length > MAX_PASSAGE_CHARACTERS:
            yield first, first + MAX_PASSAGE_CHARACTERS
            first += MAX_PASSAGE_CHARACTERS
            length = last - first
    if length > 0:
        yield first, last


def _join_short(page: str, pieces: Iterator[Span]) -> Iterator[Span]:
    """Join short pieces that follow on each other, up to the length of a passage."""
    start, end, length = 0, 0, 0
    for first, last in pieces:
        more = _length(page[first:last])
        if length and length + more + 1 > MAX_PASSAGE_CHARACTERS:
            yield start, end
            length = 0
        if not length:
            start, length = first, -1
        length, end = length + 1 + more, last
    if length:
        yield start, end


def _length(text: str) -> int:
    """Return the length of a text in one line."""
    return len(" ".join(text.split()))
