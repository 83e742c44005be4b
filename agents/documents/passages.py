"""Splits pages into passages: whole paragraphs where they are short enough, else whole sentences."""

import re
from collections.abc import Iterator, Sequence

MAX_PASSAGE_CHARACTERS = 900  # about what the embeddings read
_PARAGRAPH = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|\n")  # noqa: RUF001 - other scripts' signs


def passages(pages: Sequence[str]) -> list[tuple[int, str]]:
    """Return the passages, each with the number of its page from 1; 0 when there is one page only."""
    return [
        (number if len(pages) > 1 else 0, passage)
        for number, page in enumerate(pages, 1)
        for passage in _join_short(_split(page))
    ]


def _split(page: str) -> Iterator[str]:
    """Yield the paragraphs, or the parts of those that are too long."""
    for paragraph in _PARAGRAPH.split(page):
        if len(text := " ".join(paragraph.split())) <= MAX_PASSAGE_CHARACTERS:
            yield text
            continue
        for sentence in _SENTENCE.split(paragraph):
            words = " ".join(sentence.split())
            yield from (words[at : at + MAX_PASSAGE_CHARACTERS] for at in range(0, len(words), MAX_PASSAGE_CHARACTERS))


def _join_short(pieces: Iterator[str]) -> Iterator[str]:
    """Join short pieces, up to the length of a passage."""
    passage = ""
    for piece in filter(None, pieces):
        if passage and len(passage) + len(piece) + 1 > MAX_PASSAGE_CHARACTERS:
            yield passage
            passage = ""
        passage = f"{passage} {piece}".strip()
    if passage:
        yield passage
