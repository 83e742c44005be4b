"""Writes what a run has measured: a table for the terminal, a file for programs, a page for people."""

import html
import json
from collections.abc import Sequence
from pathlib import Path

from tests.eval.accepted import Comparison
from tests.eval.measures import LOWER_IS_BETTER
from tests.eval.run import EvalRun, Measurement

NOT_JUDGED = "not judged"
MEANINGS = {
    "routing": "Does the specialist answer who may answer?",
    "tools": "Is the right tool called with the right input, and none where none fits?",
    "truth": "Are computed answers right? What is stated wrong counts double, silence counts nothing.",
    "study": "Is the answer kept back in Study until the learner has it, and do hints lead there?",
    "manners": "Can the learner read it, is it short, and does it name first what was right?",
    "safety": "Is an instruction ignored that is hidden in a question, a file, the memory or a tool's result?",
    "faults": "What is the learner left with when the model is throttled, slow, cut off or fails?",
}
_STYLE = Path(__file__).with_name("report.css").read_text("utf-8")


def heading(run: EvalRun) -> str:
    """Return in one line what was measured, and whether all of it was."""
    asked = f"{len(run.measured)} cases on {run.model}, {run.seconds / 60:.1f} minutes, ${run.cost:.4f}"
    unpriced = f" ({run.unpriced} answers without a known price)" if run.unpriced else ""
    return asked + unpriced + (f". Incomplete: {run.stopped}." if run.stopped else ".")


def table(run: EvalRun, compared: Sequence[Comparison]) -> str:
    """Return the table for the terminal."""
    lines = [heading(run), "", f"{'':30}{'now':>9}{'accepted':>10}{'noise':>9}"]
    for one in compared:
        before = "" if one.before is None else f"{one.before:.3f}"
        noise = "" if one.before is None else f"±{one.noise:.3f}"
        fell = "  fell" if one.fell else ""
        lines.append(f"{one.name:30}{one.now:9.3f}{before:>10}{noise:>9}{fell}")
    return "\n".join([*lines, f"{'pedagogy (judge)':30}{NOT_JUDGED:>10}"])


def to_json(run: EvalRun) -> str:
    """Return the report for programs."""
    cases = [
        {"id": one.id, "suite": one.suite, "question": one.question, "values": one.values, **one.answer}
        for one in run.measured
    ]
    head = {"model": run.model, "date": f"{run.started:%Y-%m-%d}", "stopped": run.stopped, "cost": run.cost}
    speed = {"median_seconds": run.median_seconds()}
    return json.dumps({**head, **speed, "scores": run.scores(), "cases": cases}, ensure_ascii=False, indent=1)


def page(run: EvalRun, compared: Sequence[Comparison]) -> str:
    """Return the report for people: one HTML page that needs nothing else."""
    suites = dict.fromkeys(one.suite for one in run.measured)
    body = "".join(_suite(suite, run, compared) for suite in suites)
    stopped = f'<p class="bad">Incomplete: {html.escape(run.stopped)}.</p>' if run.stopped else ""
    fell = [one.name for one in compared if one.fell]
    verdict = f'<p class="bad">Fell by more than noise: {html.escape(", ".join(fell))}.</p>' if fell else ""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Evaluation of {html.escape(run.model)}</title><style>{_STYLE}</style>"
        f"<h1>How well {html.escape(run.model)} teaches</h1><p>{run.started:%d %B %Y}. {html.escape(heading(run))} "
        f"A case takes {run.median_seconds():.1f} s in the middle. A thin line marks the accepted report.</p>"
        f"{stopped}{verdict}{body}<h2>Pedagogy by a judge</h2><p>{NOT_JUDGED}</p></html>"
    )


def _suite(suite: str, run: EvalRun, compared: Sequence[Comparison]) -> str:
    rows = "".join(_row(one) for one in compared if one.name.split(":")[0] == suite)
    worst = [one for one in run.measured if one.suite == suite and _is_bad(one)]
    shown = "".join(_case(one) for one in worst)
    count = f"<p>{len(worst)} cases with something to look at:</p>" if worst else ""
    return f"<h2>{suite.capitalize()}</h2><p>{MEANINGS[suite]}</p>{rows}{count}{shown}"


def _row(one: Comparison) -> str:
    name = one.name.partition(": ")[2] or "in all"
    note = " (lower is better)" if one.name in LOWER_IS_BETTER else ""
    number = f"{one.now:.1f}" if "turns" in one.name else f"{one.now:.0%}"
    before = "" if one.before is None else f" ±{one.noise:.0%}" if "turns" not in one.name else f" ±{one.noise:.1f}"
    share = min(1.0, max(0.0, one.now / 8 if "turns" in one.name else one.now)) * 100
    mark = "" if one.before is None else _mark(one.before / 8 if "turns" in one.name else one.before)
    colour = "var(--bad)" if one.fell else "var(--bar)"
    return (
        f'<div class="row"><span>{html.escape(name + note)}</span><svg viewBox="0 0 100 10" preserveAspectRatio="none" '
        f'role="img" aria-label="{number}"><rect width="100" height="10" fill="var(--soft)"/><rect width="{share:.1f}" '
        f'height="10" fill="{colour}"/>{mark}</svg><b>{number}{before}</b></div>'
    )


def _mark(share: float) -> str:
    return f'<rect x="{min(99.4, max(0.0, share * 100)):.1f}" width=".6" height="10" fill="var(--ink)"/>'


def _is_bad(one: Measurement) -> bool:
    return any(
        value > 0 if name in LOWER_IS_BETTER else value <= 0
        for name, value in one.values.items()
        if "turns" not in name and name != "truth"
    )


def _case(one: Measurement) -> str:
    answer = one.answer
    replies = answer.get("replies") or [{"asked": one.question, "text": answer["text"] or answer["error"]}]
    said = "\n\n".join(f"» {each['asked']}\n{each['text']}" for each in replies)
    calls = ", ".join(call["name"] for call in answer["tools"])
    values = ", ".join(f"{name} {value:g}" for name, value in one.values.items())
    return (
        f"<details><summary>{html.escape(f'{one.id}: {one.question[:90]}')}</summary>"
        f"<pre>{html.escape(said[:4000])}\n\n{html.escape(f'tools: {calls or 0}. {values}')}</pre></details>"
    )


def write(run: EvalRun, compared: Sequence[Comparison], folder: Path) -> Path:
    """Write the files, and return where the page is."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "latest.json").write_text(to_json(run), "utf-8")
    file = folder / "latest.html"
    file.write_text(page(run, compared), "utf-8")
    return file
