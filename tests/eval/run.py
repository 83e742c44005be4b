"""Runs suites on one model, in parallel, within a budget, and stops early without losing what was measured."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from strands_evals import Case, Experiment
from strands_evals.types.evaluation_report import EvaluationReport

from agents.errors import UserFacingError
from agents.turn.run_turn import TurnContext
from tests.eval.journal import Journal
from tests.eval.measures import MEASURES, Measured, routed
from tests.eval.pedagogy import SUITE as PEDAGOGY
from tests.eval.pedagogy import Pedagogy, first_attempt
from tests.eval.routing import DEVELOPMENT, half_of, macro_f1
from tests.eval.suites import SUITES, Asking, cases_of, memory_of

DEFAULT_WORKERS = 8
JUDGED_AT_ONCE = 4
Show = Callable[[str], None]


class Stopped(Exception):
    """The run was stopped before this case."""


@dataclass(slots=True)
class Measurement:
    """One case and its numbers."""

    suite: str
    id: str
    question: str
    values: dict[str, float]
    answer: dict[str, Any]
    expected: str = ""


@dataclass(slots=True)
class EvalRun:
    """What a run has measured so far, and why it ended.

    Args:
        model: The id of the model.
        budget: In USD; None sets no limit.
        show: Takes the lines of progress.
        pedagogy: What a judge says of it.
        journal: Where answers are kept as they come; None keeps none.
    """

    model: str
    budget: float | None = None
    show: Show = lambda line: None
    measured: list[Measurement] = field(default_factory=list)
    cost: float = 0.0
    unpriced: int = 0
    stopped: str = ""
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    seconds: float = 0.0
    pedagogy: Pedagogy = field(default_factory=Pedagogy)
    judged: list[Measurement] = field(default_factory=list)
    journal: Journal | None = None
    paid_before: float = 0.0

    def stop(self, why: str) -> None:
        """Ask no further case."""
        self.stopped = self.stopped or why

    async def run(
        self,
        context: TurnContext,
        suites: Sequence[str] = SUITES,
        only: Collection[str] = (),
        workers: int = DEFAULT_WORKERS,
        *,
        quick: bool = False,
    ) -> None:
        """Run the suites one after the other."""
        started = time.monotonic()
        async with memory_of(context) as memory:
            asking = Asking(context, memory)
            for suite in suites:
                if not self.stopped and (cases := cases_of(suite, only, quick=quick)):
                    await self._run_suite(suite, cases, asking, workers)
        await self._judge()
        self.seconds = time.monotonic() - started

    async def _run_suite(self, suite: str, cases: list[Case[str, Any]], asking: Asking, workers: int) -> None:
        answers: dict[str, dict[str, Any]] = {}

        async def task(case: Case[str, Any]) -> dict[str, Any]:
            if self.stopped:
                raise Stopped(self.stopped)
            answer = answers[str(case.name)] = await self._answer(suite, case, asking)
            self._show_progress(suite, len(answers), len(cases))
            return {"output": answer, "trajectory": [call["name"] for call in answer["tools"]]}

        evaluators = [Measured(name, measure) for name, measure in MEASURES[suite].items()]
        experiment: Experiment[str, Any, Any] = Experiment(cases=cases, evaluators=list(evaluators))
        report = await experiment.run_evaluations_async(task, max_workers=workers)
        values = _values(report, answers)
        for case in cases:
            name = str(case.name)
            if name in answers:
                self.measured.append(Measurement(suite, name, case.input, values[name], answers[name], _expected(case)))

    async def _answer(self, suite: str, case: Case[str, Any], asking: Asking) -> dict[str, Any]:
        """Return the answer that an earlier part of this run has kept, or ask."""
        if self.journal and (kept := self.journal.answers.get((suite, str(case.name)))) is not None:
            self.cost += kept["cost"] or 0.0
            self.paid_before += kept["cost"] or 0.0
            return kept
        answer = await asking.ask(suite, case.metadata or {})
        if self.journal:
            self.journal.add(suite, str(case.name), answer)
        self._pay(answer)
        return answer

    async def _judge(self) -> None:
        """Let the judge see the replies to first attempts, a few at a time, so that the budget holds."""
        judge = self.pedagogy.judge
        if judge is None or not self.pedagogy.is_believed:
            return
        asked = [
            (one, attempt)
            for one in self.measured
            if one.suite == "study" and (attempt := first_attempt(_entry(one)["temper"], one.answer))
        ]
        for start in range(0, len(asked), JUDGED_AT_ONCE):
            if self.stopped:
                return
            batch, before = asked[start : start + JUDGED_AT_ONCE], judge.cost
            found = await asyncio.gather(*(self.pedagogy.values(judge, *attempt) for _, attempt in batch))
            for (one, (conversation, reply)), values in zip(batch, found, strict=True):
                answer = {**one.answer, "replies": [{"asked": conversation, "text": reply}]}
                self.judged.append(Measurement(PEDAGOGY, one.id, one.question, values, answer))
            self._pay({"cost": None if judge.price is None else judge.cost - before})
            self._show_progress(PEDAGOGY, len(self.judged), len(asked))
        self.pedagogy.doubt_unread([one.values for one in self.judged])

    def _pay(self, answer: dict[str, Any]) -> None:
        if answer["cost"] is None:
            self.unpriced += 1
        self.cost += answer["cost"] or 0.0
        if self.budget is not None and self.cost - self.paid_before >= self.budget:
            self.stop(f"the budget of ${self.budget:g} is spent")

    def _show_progress(self, suite: str, done: int, all_: int) -> None:
        if done % 20 == 0 or done == all_:
            self.show(f"{suite:9} {done:4}/{all_:<4} cost so far ${self.cost:.4f}")

    def by_score(self) -> dict[str, dict[str, float]]:
        """Return the number of each case, by the name of the score."""
        values: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for one in (*self.measured, *self.judged):
            for name, value in one.values.items():
                values[name][one.id] = value
        return dict(values)

    def scores(self) -> dict[str, float]:
        """Return the mean of each score over its cases, and the router's macro-F1."""
        means = {name: sum(values.values()) / len(values) for name, values in self.by_score().items()}
        if turns := [routed(_entry(one), one.answer) for one in self.measured if one.suite == "routing"]:
            means["routing: macro-F1"] = macro_f1(turns)
        return {name: round(value, 4) for name, value in means.items()}

    def median_seconds(self) -> float:
        """Return the median seconds of a case."""
        times = sorted(one.answer["seconds"] for one in self.measured)
        return float(times[len(times) // 2]) if times else 0.0


def _values(report: EvaluationReport, answers: Collection[str]) -> dict[str, dict[str, float]]:
    """Return the numbers of each case; a case that was not asked has none.

    Raises:
        UserFacingError: A measure failed, which would count as a bad answer otherwise.
    """
    values: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for case, score, reason, details in zip(
        report.cases, report.scores, report.reasons, report.detailed_results, strict=True
    ):
        if case["name"] not in answers:
            continue
        if not details:
            raise UserFacingError(f"The measure “{case['evaluator']}” failed on {case['name']}: {reason}")
        if not all(detail.not_applicable for detail in details):
            values[case["name"]][case["evaluator"]] = float(score)
    return values


def _expected(case: Case[str, Any]) -> str:
    """Return in words what the right outcome is; empty where it is none that can be written down."""
    entry = case.metadata or {}
    if "expect" in entry:
        return " or ".join(entry["expect"]) or "no specialist"
    if "tool" in entry:
        return entry["tool"] or "no tool"
    return " or ".join(entry["accept"]) if "accept" in entry else entry.get("answer", entry.get("right", ""))


def _entry(one: Measurement) -> dict[str, Any]:
    return next(case.metadata for case in cases_of(one.suite, [one.id]) if case.name == one.id) or {}


def is_kept_apart(one: Measurement) -> bool:
    """Return whether a case is of the half whose figures alone may be read, so that the router is not fitted to it."""
    return one.suite == "routing" and half_of(one.id) != DEVELOPMENT


async def check_model(context: TurnContext) -> None:
    """Make the model once.

    Raises:
        UserFacingError: This machine cannot offer it.
    """
    await context.factory.create(context.model_id, await context.parameters.current())
