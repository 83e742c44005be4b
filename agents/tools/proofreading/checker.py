"""Checks a text in two passes: first single words, then, in the text with these corrected, grammar."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agents.tools.proofreading import rules
from agents.tools.proofreading.agreement import Agreement
from agents.tools.proofreading.finding import Mistake, Note, correct, note, without_overlaps
from agents.tools.proofreading.frequency import frequencies
from agents.tools.proofreading.harper import SPELLING, sort_lint
from agents.tools.proofreading.misspelling import Misspellings
from agents.tools.proofreading.words import check_phrases, check_words

if TYPE_CHECKING:
    from harper import Lint


@dataclass(frozen=True, slots=True)
class Pass:
    """One reading of a text, and what was found in it."""

    text: str
    findings: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class CheckedText:
    """A checked text.

    Args:
        text: The text with the corrections, and nothing else changed.
        passes: The readings, in their order.
    """

    text: str
    passes: tuple[Pass, ...]

    def notes(self, certain: bool) -> list[Note]:
        """Return the corrections, or the hints."""
        notes = [
            note(one.text, finding) for one in self.passes for finding in one.findings if finding.certain is certain
        ]
        return list(dict.fromkeys(notes)) if not certain else notes


class Checker:
    """Harper and our own rules; building one takes a second and 200 MB."""

    def __init__(self) -> None:
        from harper import Language, Linter

        self._linter, self._plain = Linter(), Language.PLAINTEXT
        self._agreement = Agreement(frequencies())
        self._misspellings = Misspellings(frequencies())

    def check(self, text: str) -> CheckedText:
        """Return the text with its corrections, and what was found."""
        passes = []
        for find in (self._words, self._grammar):
            findings = without_overlaps(sorted(find(text), key=lambda finding: not finding.certain))
            passes.append(Pass(text, tuple(findings)))
            text = correct(text, findings)
        return CheckedText(text, tuple(passes))

    def _words(self, text: str) -> Iterator[Mistake]:
        yield from check_words(text)
        for lint in self._lints(text).get(SPELLING, ()):
            suggestions = [one.replacement_text for one in lint.suggestions]
            yield from self._misspellings.find(text, lint.span.start, lint.span.end, suggestions)

    def _grammar(self, text: str) -> Iterator[Mistake]:
        yield from rules.check(text)
        yield from check_phrases(text)
        yield from self._agreement.check(text)
        for rule, lints in self._lints(text).items():
            for lint in lints:
                if rule != SPELLING:
                    yield from sort_lint(text, rule, lint)

    def _lints(self, text: str) -> dict[str, list["Lint"]]:
        return self._linter.organized_lints(text, language=self._plain, dedup=False)
