"""The worker process that checks text, with the offline grammar checker Harper and our own rules."""

import re

from agents.tools.proofreading.finding import Mistake, correct, without_overlaps
from agents.tools.proofreading.readability import readability
from agents.tools.proofreading.rules import check
from agents.workers.process import Handle, serve

_MAX_FINDINGS = 25
_MAX_QUOTE_CHARACTERS = 60
_DISCLAIMER = "The checker knows typical mistakes only; it judges neither meaning nor style, and it may be wrong."


def load() -> Handle:
    """Build the checker here, because it takes half a second and 160 MB."""
    from harper import Language, Linter, SuggestionKind

    linter = Linter()

    def harper(text: str) -> list[Mistake]:
        findings = []
        for lint in linter.lint(text, language=Language.PLAINTEXT):
            better = None
            if lint.suggestions:
                suggestion = lint.suggestions[0]
                wrong = lint.problem_text if suggestion.kind is SuggestionKind.INSERT_AFTER else ""
                better = wrong + suggestion.replacement_text
                if lint.lint_kind == "Spelling":
                    better = _spelling(lint.problem_text, [one.replacement_text for one in lint.suggestions])
            findings.append(
                Mistake(lint.span.start, lint.span.end, better, _escape(re.sub(r"`([^`]*)`", r"“\1”", lint.message)))
            )
        return findings

    def handle(request: dict[str, str]) -> dict[str, str]:
        text = request["text"]
        return {"text": report(text, without_overlaps([*check(text), *harper(text)]))}

    return handle


def report(text: str, findings: list[Mistake]) -> str:
    """Return the mistakes with their rules, the corrected text, and the readability."""
    lines = []
    for number, finding in enumerate(findings[:_MAX_FINDINGS], 1):
        wrong = _quote(text[finding.start : finding.end].strip() or text[max(0, finding.start - 12) : finding.end + 12])
        better = f" → {_quote(finding.better.strip())}" if finding.better and finding.better.strip() else ""
        lines.append(f"{number}. {wrong}{better}: {finding.why}")
    if len(findings) > _MAX_FINDINGS:
        lines.append(f"\n…and {len(findings) - _MAX_FINDINGS} more.")
    corrected = correct(text, findings)
    if corrected != text:
        lines.append(f"\n**Corrected:** {_escape(corrected)}")
    elif not findings:
        lines.append("Nothing to correct was found.")
    if ease := readability(text):
        lines.append(f"\n**Readability:** {ease}")
    return "\n".join([*lines, f"\n{_DISCLAIMER}"])


def _spelling(wrong: str, suggestions: list[str]) -> str:
    """Prefer the same word in capitals, such as Monday, to another word."""
    return next((one for one in suggestions if one.lower() == wrong.lower()), suggestions[0])


def _quote(text: str) -> str:
    return f"“{_escape(text)[:_MAX_QUOTE_CHARACTERS]}”"


def _escape(text: str) -> str:
    """Return text escaped for Markdown."""
    return re.sub(r"([\\`*_<>\[\]#|~])", r"\\\1", text)


if __name__ == "__main__":
    serve(load)
