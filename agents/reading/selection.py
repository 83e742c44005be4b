"""Selects the passages of attached files that a model gets with a question."""

from collections.abc import Sequence
from dataclasses import replace

from agents.documents.attachments import MAX_MATERIAL, Attachment, Excerpt
from agents.documents.passages import split
from agents.reading.search import PassageSearch

_MAX_OPENINGS = 4_000  # characters of the beginnings of long files, which say what the files are


def select(question: str, attachments: Sequence[Attachment], search: PassageSearch) -> tuple[Attachment, ...]:
    """Return the files with the passages that a model gets: all of them if there is room, else those that fit best.

    This computes for up to a second, so call it in a thread.

    Args:
        question: What the passages are searched for.
        attachments: The files, those of the question before those of earlier ones.
        search: Ranks the passages.
    """
    passages = [(at, *each) for at, file in enumerate(attachments) if _is_text(file) for each in split(file.text)]
    texts = [" ".join(attachments[at].text[start:end].split()) for at, _, start, end in passages]
    ranked = search.rank(question, texts)
    chosen = _choose(attachments, passages, ranked)
    ranks = {at: place for place, at in enumerate(ranked, 1)}
    excerpts: dict[int, list[Excerpt]] = {at: [] for at, file in enumerate(attachments) if _is_text(file)}
    for number, index in enumerate(sorted(chosen), 1):
        at, page, start, end = passages[index]
        excerpts[at].append(Excerpt(number, page, start, end, ranks.get(index, 0)))
    return tuple(
        replace(file, excerpts=tuple(excerpts[at])) if at in excerpts else file for at, file in enumerate(attachments)
    )


def _is_text(file: Attachment) -> bool:
    return bool(file.text) and not file.media_type.startswith("image/")


def _choose(
    attachments: Sequence[Attachment], passages: Sequence[tuple[int, int, int, int]], ranked: Sequence[int]
) -> set[int]:
    """Return the indexes of the passages for which there is room: openings, those that fit, and what is near them."""
    wanted = dict.fromkeys(_openings(passages))
    wanted |= dict.fromkeys(ranked)
    wanted |= dict.fromkeys(near for at in ranked for near in (at + 1, at - 1) if 0 <= near < len(passages))
    own_first = sorted(range(len(passages)), key=lambda at: attachments[passages[at][0]].earlier)
    wanted |= dict.fromkeys(own_first)
    chosen, left = set(), MAX_MATERIAL
    for index in wanted:
        _, _, start, end = passages[index]
        if end - start > left:
            break
        chosen.add(index)
        left -= end - start
    return chosen


def _openings(passages: Sequence[tuple[int, int, int, int]]) -> list[int]:
    """Return the indexes of the first passage of each file, as far as there is room for such."""
    first: dict[int, int] = {}
    for index, (at, *_) in enumerate(passages):
        first.setdefault(at, index)
    sizes = [(index, passages[index][3] - passages[index][2]) for index in first.values()]
    return [
        index for place, (index, _) in enumerate(sizes) if sum(size for _, size in sizes[: place + 1]) <= _MAX_OPENINGS
    ]
