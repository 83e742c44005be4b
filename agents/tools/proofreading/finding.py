"""Mistakes in a text, and their correction."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake, or what may be one.

    Args:
        start: The index of its first character.
        end: The index behind its last character.
        better: The replacement; None if only the writer can say.
        why: The rule, in a sentence.
        rule: The name of the rule, by which its precision is measured.
        certain: Whether it is corrected; otherwise it is a hint, which the writer decides on.
    """

    start: int
    end: int
    better: str | None
    why: str
    rule: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """A mistake as it is shown: the words, the better ones if there are any, and the rule."""

    wrong: str
    better: str
    why: str
    rule: str


def without_overlaps(findings: Iterable[Mistake]) -> list[Mistake]:
    """Return the findings in the order of the text; of two that overlap, the earlier argument stays."""
    kept: list[Mistake] = []
    for finding in findings:
        if not any(finding.start < other.end and other.start < finding.end for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda finding: finding.start)


def correct(text: str, findings: Iterable[Mistake]) -> str:
    """Return the text with every certain correction made."""
    for finding in sorted(findings, key=lambda finding: -finding.start):
        if finding.certain and finding.better is not None:
            text = text[: finding.start] + finding.better + text[finding.end :]
    return text


def note(text: str, finding: Mistake) -> Note:
    """Return what is shown of a finding; a place between two words is shown with some of the text around it."""
    wrong = text[finding.start : finding.end]
    better = finding.better or ""
    if finding.better is not None and not (re.search(r"\w", wrong) and re.search(r"\w", better)):
        start, end = text.rfind(" ", 0, max(0, finding.start - 8)) + 1, text.find(" ", finding.end + 8)
        end = len(text) if end < 0 else end
        better = text[start : finding.start] + better + text[finding.end : end]
        wrong = text[start:end]
    return Note(wrong.strip(), better.strip(), finding.why, finding.rule)
