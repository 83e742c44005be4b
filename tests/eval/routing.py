"""Measures who answers a question on the embedded model: `python -m tests.eval.routing`.

The cases are split by a hash of their id: one half may be read while the router is changed, of the other only its
figures. A second unseen half, in a file of its own, was written when the first had been measured many times.
"""

import argparse
import asyncio
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from strands.types.content import Messages
from strands.types.tools import ToolSpec

from agents.demo_model.model import DemoModel
from agents.demo_model.router import Router
from agents.demo_model.runtime import DemoRuntime
from agents.embeddings.minilm import Embeddings, Vectors
from agents.embeddings.similarity import SentenceSimilarity
from agents.embeddings.weights import find_minilm
from agents.memory.answer_match import MIN_OTHER_SCORE, match_answer
from agents.memory.fact import Fact
from agents.memory.intent import Intent, asks_to_forget, decide
from agents.memory.ranking import rank
from agents.specialists import SPECIALISTS

CASES = Path(__file__).parent / "cases" / "routing.jsonl"
ACCEPTED = Path(__file__).parent / "accepted" / "routing.json"
SECOND = CASES.with_name("routing_unseen.jsonl")
DEVELOPMENT, UNSEEN, SECOND_UNSEEN = HALVES = ("development", "unseen", "second unseen")
NONE = "none"
"""The label of a question that the teacher or the memory answers itself; beside others, of one that they may."""
_SUFFIX = "_assistant"


@dataclass(frozen=True, slots=True)
class Case:
    """A question, and who may answer it.

    Args:
        id: The id, which also says in which half it is.
        language: `en`, `es`, `de` or `zh`.
        kind: What kind of question it is.
        question: The question.
        expect: The specialists that may answer; empty for the teacher or the memory itself.
        history: Who said what before, oldest first.
    """

    id: str
    language: str
    kind: str
    question: str
    expect: tuple[str, ...]
    history: tuple[tuple[str, str], ...] = ()

    @property
    def half(self) -> str:
        """The half of the cases that it belongs to."""
        return half_of(self.id)


def half_of(case_id: str) -> str:
    """Return the half of the cases that an id belongs to."""
    if case_id.startswith("n-"):
        return SECOND_UNSEEN
    return HALVES[hashlib.sha256(case_id.encode()).digest()[0] % 2]


@dataclass(frozen=True, slots=True)
class Routed:
    """A case, and who answers it."""

    case: Case
    chosen: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether only those answer that may."""
        return set(self.chosen or (NONE,)) <= set(self.case.expect or (NONE,))

    @property
    def abstains(self) -> bool:
        """Whether a specialist was expected, and the general one or the teacher answers."""
        return not self.is_right and set(self.chosen) <= {"general"}


def read_cases(path: Path = CASES) -> list[Case]:
    """Return the cases of a file, one JSON object a line."""
    return [
        Case(
            entry["id"],
            entry["language"],
            entry["kind"],
            entry["question"],
            tuple(entry["expect"]),
            tuple((role, text) for role, text in entry.get("history", ())),
        )
        for entry in map(json.loads, path.read_text("utf-8").splitlines())
    ]


class _PreparedRuntime(DemoRuntime):
    """A runtime whose router has the vectors of many questions already: together they take half the time.

    Args:
        questions: The questions.
    """

    def __init__(self, questions: Sequence[str]) -> None:
        super().__init__()
        folder = find_minilm()
        assert folder is not None
        self._embeddings = Embeddings(folder)
        self._vectors: dict[str, Vectors] = dict(zip(questions, self._embeddings.embed(questions), strict=True))
        self._prepared = Router(self._embed)

    async def router(self) -> Router:
        """Return the router."""
        return self._prepared

    def _embed(self, sentences: Sequence[str]) -> Vectors:
        if len(sentences) == 1 and (vector := self._vectors.get(sentences[0])) is not None:
            return vector.reshape(1, -1)
        return self._embeddings.embed(sentences)


class RoutingRun:
    """Routes cases as a turn on the embedded model does: memory's rules, the teacher's fixed replies, the router.

    Args:
        cases: The cases.
    """

    def __init__(self, cases: Sequence[Case]) -> None:
        self._model = DemoModel(_PreparedRuntime([case.question for case in cases]))
        self._similarity = SentenceSimilarity()
        query = {"json": {"type": "object", "properties": {"query": {"type": "string"}}}}
        self._tools: list[ToolSpec] = [
            {"name": specialist.name, "description": specialist.description, "inputSchema": query}
            for specialist in SPECIALISTS
        ]

    async def route(self, case: Case) -> Routed:
        """Return who answers a case."""
        return Routed(case, () if self._stays_with_memory(case) else await self._specialists(case))

    def _stays_with_memory(self, case: Case) -> bool:
        decision = decide(case.question)
        if asks_to_forget(case.question, of_own=True) or decision.kind not in (Intent.NOTHING, Intent.PERHAPS):
            return True
        told = [decide(text) for role, text in case.history if role == "user"]
        facts = [
            Fact(one.text, vector=self._similarity.vectors([one.text])[0])
            for one in told
            if one.kind in (Intent.STORE, Intent.TELLS)
        ]
        if not facts or decision.kind is not Intent.PERHAPS:
            return False
        found = rank(case.question, facts, self._similarity)
        return bool(match_answer(case.question, decision.kind, found, MIN_OTHER_SCORE))

    async def _specialists(self, case: Case) -> tuple[str, ...]:
        messages: Messages = [
            {"role": "user" if role == "user" else "assistant", "content": [{"text": text}]}
            for role, text in (*case.history, ("user", case.question))
        ]
        starts = [
            event["contentBlockStart"]["start"].get("toolUse")
            async for event in self._model.stream(messages, self._tools, "")
            if "contentBlockStart" in event
        ]
        return tuple(start["name"].removesuffix(_SUFFIX) for start in starts if start)


def accuracy(routed: Sequence[Routed]) -> float:
    """Return the share of the cases that only those answer who may."""
    return sum(one.is_right for one in routed) / len(routed) if routed else 0.0


def macro_f1(routed: Sequence[Routed]) -> float:
    """Return the mean of F1 over the specialists and `NONE`; of two at once, both have to be called."""
    found: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for one in routed:
        chosen, expected = set(one.chosen) or {NONE}, set(one.case.expect) or {NONE}
        found.update(chosen & expected)
        wrong.update(chosen - expected)
        if one.case.kind == "two":
            missed.update(expected - chosen)
        elif not chosen & expected:
            missed[(one.case.expect or (NONE,))[0]] += 1
    labels = sorted(found | missed)
    return sum(2 * found[name] / (2 * found[name] + wrong[name] + missed[name]) for name in labels) / len(labels)


def scores(routed: Sequence[Routed]) -> dict[str, float]:
    """Return the figures by name: of each half, of its languages and of its kinds."""
    figures: dict[str, float] = {}
    for half in HALVES:
        if not (part := [one for one in routed if one.case.half == half]):
            continue
        wrong = [one for one in part if not one.is_right]
        both = [len(set(one.chosen) & set(one.case.expect)) > 1 for one in part if one.case.kind == "two"]
        figures[f"{half}: accuracy"] = accuracy(part)
        figures[f"{half}: macro-F1"] = macro_f1(part)
        figures[f"{half}: abstains"] = sum(one.abstains for one in wrong) / len(part)
        figures[f"{half}: wrong turns"] = sum(not one.abstains for one in wrong) / len(part)
        if both:
            figures[f"{half}: both of two"] = sum(both) / len(both)
        for title, group in (("language", lambda case: case.language), ("kind", lambda case: case.kind)):
            for name, members in sorted(_grouped(part, group).items()):
                figures[f"{half}: {title} {name}"] = accuracy(members)
    return figures


def _grouped(routed: Iterable[Routed], key: Callable[[Case], str]) -> dict[str, list[Routed]]:
    groups: defaultdict[str, list[Routed]] = defaultdict(list)
    for one in routed:
        groups[key(one.case)].append(one)
    return groups


def confusion(routed: Sequence[Routed]) -> list[str]:
    """Return a line for each pair of who was expected and who answers instead, the most frequent first."""
    pairs = Counter(
        ("+".join(one.case.expect) or NONE, "+".join(one.chosen) or NONE) for one in routed if not one.is_right
    )
    return [f"{count:4} {expected} → {chosen}" for (expected, chosen), count in pairs.most_common()]


async def run(cases: Sequence[Case]) -> list[Routed]:
    """Return who answers each case."""
    routing = RoutingRun(cases)
    return [await routing.route(case) for case in cases]


def main() -> None:
    """Print the figures beside the accepted ones, the confusions, and the errors of the half that may be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accept", action="store_true", help="keep these figures to compare later ones with")
    parser.add_argument("--errors", action="store_true", help="print the wrong cases of the development half")
    parser.add_argument("--cases", type=Path, nargs="+", default=[CASES, SECOND], help="other files of cases")
    arguments = parser.parse_args()
    routed = asyncio.run(run([case for path in arguments.cases for case in read_cases(path)]))
    figures = scores(routed)
    before = json.loads(ACCEPTED.read_text()) if ACCEPTED.exists() else {}
    print(f"{'':42}{'before':>8}{'now':>8}")
    for name, value in figures.items():
        print(f"{name:42}{before.get(name, float('nan')):8.3f}{value:8.3f}")
    for half in HALVES:
        print(f"\n{half}: expected → chosen")
        print("\n".join(confusion([one for one in routed if one.case.half == half])))
    if arguments.errors:
        for one in routed:
            if one.case.half == DEVELOPMENT and not one.is_right:
                print(f"{one.case.id} {one.case.kind:16} {'+'.join(one.case.expect) or NONE:18} "
                      f"{'+'.join(one.chosen) or NONE:18} {one.case.question!r}")  # fmt: skip
    if arguments.accept:
        ACCEPTED.parent.mkdir(exist_ok=True)
        rounded = {name: round(value, 4) for name, value in figures.items()}
        ACCEPTED.write_text(json.dumps(rounded, indent=2) + "\n")


if __name__ == "__main__":
    main()
