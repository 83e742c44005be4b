"""Writes what the proofreader found: the corrections, the hints apart from them, and the corrected text."""

import re
from collections.abc import Iterable, Iterator

from agents.tools.proofreading.checker import CheckedText
from agents.tools.proofreading.finding import Note
from agents.tools.proofreading.readability import readability

_MAX_CORRECTIONS = 25
_MAX_HINTS = 8
_MAX_QUOTE_CHARACTERS = 60
_MIN_CLAUSE_WORDS = 3
_CLAUSES = re.compile(r"(?<=[.,;:!?])\s+|\s+(?:and|but|because|so|or)\s+")
_DISCLAIMER = "The checker knows typical mistakes only; it judges neither meaning nor style, and it may be wrong."


def report(text: str, checked: CheckedText) -> str:
    """Return the corrections with their rules, the hints, the corrected text, and the readability of the original."""
    corrections, hints = checked.notes(certain=True), checked.notes(certain=False)
    lines = [f"{number}. {_line(one)}" for number, one in enumerate(corrections[:_MAX_CORRECTIONS], 1)]
    if corrections and (untouched := _untouched(text, checked.text, [*corrections, *hints])):
        lines.insert(0, f"Nothing to correct was found in {_quote(untouched)}.\n")
    lines += _rest(corrections[_MAX_CORRECTIONS:])
    if checked.text != text:
        lines.append(f"\n**Corrected:** {_escape(checked.text)}")
    else:
        lines.append("Nothing to correct was found.")
    if hints:
        lines.append("\n**Worth a look** (left as it is; you decide):\n")
        lines += [f"- {_line(one)}" for one in hints[:_MAX_HINTS]]
        lines += _rest(hints[_MAX_HINTS:])
    if ease := readability(text):
        lines.append(f"\n**Readability:** {ease}")
    return "\n".join([*lines, f"\n{_DISCLAIMER}"])


def _untouched(text: str, corrected: str, notes: Iterable[Note]) -> str:
    """Return the longest clause that no note is about, so that the learner reads first what stands; empty for none."""
    wrong = [note.wrong for note in notes]
    clauses = [
        clause.strip(" .,;:!?")
        for clause in _CLAUSES.split(text)
        if clause in corrected and not any(part in clause for part in wrong)
    ]
    whole = [one for one in clauses if len(one.split()) >= _MIN_CLAUSE_WORDS and len(one) <= _MAX_QUOTE_CHARACTERS]
    return max(whole, key=len, default="")


def _line(note: Note) -> str:
    better = f" → {_quote(note.better)}" if note.better else ""
    return f"{_quote(note.wrong)}{better}: {_escape(note.why)}"


def _rest(notes: Iterable[Note]) -> Iterator[str]:
    if count := len(list(notes)):
        yield f"\n…and {count} more."


def _quote(text: str) -> str:
    return f"“{_escape(text[:_MAX_QUOTE_CHARACTERS])}”"


def _escape(text: str) -> str:
    """Return text escaped for Markdown."""
    return re.sub(r"([\\`*_<>\[\]#|~])", r"\\\1", text)
