"""A mistake in a text, and the text without it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake.

    Args:
        start: Where it begins.
        end: Where it ends.
        better: What should stand there; None if that is for the writer to say.
        why: The rule, in a sentence.
    """

    start: int
    end: int
    better: str | None
    why: str


def without_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings in the order of the text; of two that overlap, the one named first stays."""
    kept: list[Finding] = []
    for finding in findings:
        if not any(finding.start < other.end and other.start < finding.end for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda finding: finding.start)


def corrected(text: str, findings: Iterable[Finding]) -> str:
    """Return the text with every finding mended that says what is better."""
    for finding in sorted(findings, key=lambda finding: -finding.start):
        if finding.better is not None:
            text = text[: finding.start] + finding.better + text[finding.end :]
    return text
