"""How many correct sentences the proofreader changes, how many wrong ones it mends, and how often each rule is right.

`python -m tests.bench proofreading --corpus PATH [--split test]` reads a copy of the public learner corpus JFLEG
(https://github.com/keisks/jfleg, CC BY-NC-SA 4.0), which stands in no file of ours: `PATH/test/test.src` and four
references, `PATH/test/test.ref0` to `.ref3`. Rules are tuned on the split `dev` alone.

- A sentence is *correct* if at least one of its references leaves it as it is, and *wrong* otherwise. A changed
  correct sentence is *broken* if the change brings it no nearer to any reference: some references leave mistakes.
- The references themselves are correct sentences as well: each says the whole of what its writer would write.
- A wrong sentence is *mended* if the result is one of its references.
- A finding is *right* if it alone brings the sentence nearer to a reference, counted in words, and *wrong* if it takes
  it away from all of them.

`--show` prints what was changed in correct sentences and in references.
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from agents.tools.proofreading.checker import Checker
from agents.tools.proofreading.finding import Mistake, correct

NEEDS_ARGUMENTS = True
_REFERENCES = 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a learner, and what four native speakers made of it."""

    source: str
    references: tuple[str, ...]

    @property
    def is_correct(self) -> bool:
        """Return whether a reference leaves it as it is."""
        return self.source in self.references


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a checker does with the sentences of a corpus."""

    correct: int
    changed: int
    broken: int
    references: int
    references_changed: int
    wrong: int
    mended: int

    def __str__(self) -> str:
        """Say it in a line."""
        return (
            f"correct sentences changed {self.changed} of {self.correct}, broken {self.broken}; references changed "
            f"{self.references_changed} of {self.references}; wrong sentences mended exactly {self.mended} of "
            f"{self.wrong}"
        )


def read_corpus(folder: Path, split: str) -> list[Sentence]:
    """Return the sentences, with the spaces of written English and not those between the corpus's tokens."""
    source, *references = (
        (folder / split / f"{split}.{name}").read_text(encoding="utf-8").splitlines()
        for name in ("src", *(f"ref{number}" for number in range(_REFERENCES)))
    )
    return [
        Sentence(join_tokens(own), tuple(map(join_tokens, others)))
        for own, *others in zip(source, *references, strict=True)
    ]


def join_tokens(line: str) -> str:
    """Return a line of tokens as it is written: no space before a comma, quotes at their words."""
    line = re.sub(r" (n['’]t|['’](?:s|re|ve|ll|d|m))\b", r"\1", line.strip(), flags=re.IGNORECASE)
    line = re.sub(r"\s+([.,;:!?%)\]])", r"\1", line)
    line = re.sub(r"([(\[$])\s+", r"\1", re.sub(r"``|''", '"', line))
    quoted = [part.strip() for part in line.split('"')]
    joined = quoted[0]
    for number, part in enumerate(quoted[1:], 1):
        if number % 2:
            joined += f'{" " if joined else ""}"{part}'
        else:
            joined += '"' + ("" if not part or part[0] in ".,;:!?)" else " ") + part
    return re.sub(r"\s+", " ", joined).strip()


def measure(corpus: Iterable[Sentence], check: Callable[[str], str], show: bool = False) -> Outcome:
    """Return what a checker, a function from a text to its correction, does with the sentences."""
    correct_ones, changed, broken, wrong, mended = 0, 0, 0, 0, 0
    references: dict[str, bool] = {}
    for sentence in corpus:
        result = check(sentence.source)
        if sentence.is_correct:
            correct_ones += 1
            changed += result != sentence.source
            if result != sentence.source and nearer(sentence.source, result, sentence.references) < 1:
                broken += 1
                _show(show, "broken", sentence.source, result)
        else:
            wrong += 1
            mended += result in sentence.references
        for reference in sentence.references:
            if reference not in references:
                references[reference] = (better := check(reference)) != reference
                _show(show and better != reference, "reference", reference, better)
    return Outcome(correct_ones, changed, broken, len(references), sum(references.values()), wrong, mended)


def nearer(before: str, after: str, references: Sequence[str]) -> int:
    """Return 1 if the text comes nearer to a reference, -1 if it goes away from all of them, otherwise 0."""
    own, new = _tokens(before), _tokens(after)
    moves = [_distance(new, one) - _distance(own, one) for one in map(_tokens, references)]
    return 1 if min(moves) < 0 else -1 if min(moves) > 0 else 0


def rules(checker: Checker, corpus: Iterable[Sentence]) -> dict[tuple[bool, str], Counter[str]]:
    """Return for each rule, as correction and as hint, how often it is right, wrong, or neither."""
    counts: dict[tuple[bool, str], Counter[str]] = defaultdict(Counter)
    for sentence in corpus:
        for text, finding in _findings(checker, sentence.source):
            if finding.better is None:
                verdict = "no proposal"
            else:
                after = correct(text, [_certain(finding)])
                verdict = {1: "right", 0: "neither", -1: "wrong"}[nearer(text, after, sentence.references)]
            counts[finding.certain, finding.rule][verdict] += 1
    return counts


def table(counts: dict[tuple[bool, str], Counter[str]]) -> str:
    """Lay the counts out, corrections before hints, the most frequent rules first."""
    lines = []
    for certain in (True, False):
        lines.append(
            f"{'corrections' if certain else 'hints':34}{'right':>7}{'wrong':>7}{'neither':>9}{'precision':>11}"
        )
        rows = [(rule, row) for (kind, rule), row in counts.items() if kind is certain]
        for rule, row in sorted(rows, key=lambda one: (-one[1].total(), one[0])):
            judged = row["right"] + row["wrong"] + row["neither"]
            share = f"{row['right'] / judged:.0%}" if judged else "·"
            lines.append(f"{rule:34}{row['right']:>7}{row['wrong']:>7}{row['neither']:>9}{share:>11}")
    return "\n".join(lines)


def harper_alone(checker: Checker) -> Callable[[str], str]:
    """Return Harper with the first suggestion of every rule, against which ours is measured."""
    from harper import Language, Linter, SuggestionKind

    linter = Linter()

    def check(text: str) -> str:
        findings = []
        for lint in linter.lint(text, language=Language.PLAINTEXT):
            if lint.suggestions:
                first = lint.suggestions[0]
                own = lint.problem_text if first.kind is SuggestionKind.INSERT_AFTER else ""
                findings.append(Mistake(lint.span.start, lint.span.end, own + first.replacement_text, "", ""))
        return correct(text, findings)

    return check


def main() -> None:
    """Print both outcomes and the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench proofreading")
    parser.add_argument("--corpus", type=Path, required=True, help="the folder of JFLEG")
    parser.add_argument("--split", default="test", choices=("dev", "test"))
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args([one for one in sys.argv[1:] if one != "proofreading"])
    corpus = read_corpus(options.corpus, options.split)
    checker = Checker()
    print(f"{len(corpus)} sentences of the split {options.split}")
    print(table(rules(checker, corpus)))
    print(f"Harper's first suggestions: {measure(corpus, harper_alone(checker))}")
    print(f"the proofreader: {measure(corpus, lambda text: checker.check(text).text, options.show)}")


def _findings(checker: Checker, text: str) -> Iterator[tuple[str, Mistake]]:
    for one in checker.check(text).passes:
        for finding in one.findings:
            yield one.text, finding


def _certain(finding: Mistake) -> Mistake:
    return Mistake(finding.start, finding.end, finding.better, finding.why, finding.rule)


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+(?:['’]\w+)?|[^\w\s]", text)


def _distance(first: Sequence[str], second: Sequence[str]) -> int:
    row = list(range(len(second) + 1))
    for i, one in enumerate(first, 1):
        before, row = row, [i]
        for j, other in enumerate(second, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (one != other)))
    return row[-1]


def _show(wanted: bool, kind: str, before: str, after: str) -> None:
    if wanted:
        print(f"{kind}: {before}\n{' ' * len(kind)}→ {after}")


if __name__ == "__main__":
    main()
