"""Writes what a run has measured: a table for the terminal, a file for programs, a page for people."""

import json
from collections.abc import Sequence
from pathlib import Path

from agents.models.factory import EMBEDDED
from tests.eval import accepted
from tests.eval.accepted import Comparison
from tests.eval.measures import LOWER_IS_BETTER
from tests.eval.page import page
from tests.eval.pedagogy import NOT_JUDGED, SCORES
from tests.eval.run import EvalRun, is_kept_apart


def heading(run: EvalRun) -> str:
    """Return in one line what was measured, and whether all of it was."""
    asked = f"{len(run.measured)} cases on {run.model}, {run.seconds / 60:.1f} minutes"
    unpriced = f", {run.unpriced} answers without a known price" if run.unpriced else ""
    costs = "" if run.model == EMBEDDED else f", ${run.cost:.4f}{unpriced}"
    return asked + costs + (f". Incomplete: {run.stopped}." if run.stopped else ".")


def table(run: EvalRun, compared: Sequence[Comparison]) -> str:
    """Return the table for the terminal."""
    lines = [heading(run), "", f"{'':30}{'now':>9}{'accepted':>10}{'noise':>9}"]
    for one in compared:
        before = "" if one.before is None else f"{one.before:.3f}"
        noise = "" if one.before is None else f"±{one.noise:.3f}"
        fell = "  fell" if one.fell else ""
        lines.append(f"{one.name:30}{one.now:9.3f}{before:>10}{noise:>9}{fell}")
    if (f1 := run.scores().get("routing: macro-F1")) is not None:
        lines.append(f"{'routing: macro-F1':30}{f1:9.3f}")
    doubts = run.pedagogy.doubts
    why = dict.fromkeys(doubts.values())
    lines += [f"{name:30}{NOT_JUDGED:>10}" for name in SCORES.values() if name in doubts]
    low = [one.name for one in compared if one.name in LOWER_IS_BETTER]
    legend = f"\nHigher is better, but not of: {', '.join(low)}." if low else ""
    return "\n".join([*lines, *(f"{NOT_JUDGED}: {doubt}" for doubt in why), legend])


def to_json(run: EvalRun) -> str:
    """Return the report for programs."""
    cases = [
        {"id": one.id, "suite": one.suite, "values": one.values}
        | ({} if is_kept_apart(one) else {"question": one.question, **one.answer})
        for one in (*run.measured, *run.judged)
    ]
    head = {
        "model": run.model,
        "date": f"{run.started:%Y-%m-%d}",
        "stopped": run.stopped,
        "cost": run.cost,
        "judge": run.pedagogy.id,
    }
    speed = {"median_seconds": run.median_seconds()}
    return json.dumps({**head, **speed, "scores": run.scores(), "cases": cases}, ensure_ascii=False, indent=1)


def write(run: EvalRun, compared: Sequence[Comparison], folder: Path) -> Path:
    """Write the files, and return where the page is."""
    folder.mkdir(parents=True, exist_ok=True)
    accepted.write_whole(folder / "latest.json", to_json(run))
    file = folder / "latest.html"
    accepted.write_whole(file, page(run, compared, heading(run)))
    return file
