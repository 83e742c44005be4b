"""Mistakes in a text, and their correction."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake.

    Args:
        start: The index of its first character.
        end: The index behind its last character.
        better: The replacement; None if only the writer can say.
        why: The rule, in a sentence.
    """

    start: int
    end: int
    better: str | None
    why: str


def without_overlaps(findings: Iterable[Mistake]) -> list[Mistake]:
    """Return the findings in the order of the text; of two that overlap, the earlier argument stays."""
    kept: list[Mistake] = []
    for finding in findings:
        if not any(finding.start < other.end and other.start < finding.end for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda finding: finding.start)


def correct(text: str, findings: Iterable[Mistake]) -> str:
    """Return the text with every replacement made."""
    for finding in sorted(findings, key=lambda finding: -finding.start):
        if finding.better is not None:
            text = text[: finding.start] + finding.better + text[finding.end :]
    return text
