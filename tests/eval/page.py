"""The report for people: one HTML page that needs nothing else, with its plots in SVG."""

import html
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from tests.eval import meanings, pedagogy
from tests.eval.accepted import Comparison
from tests.eval.measures import LOWER_IS_BETTER, POINTS
from tests.eval.run import EvalRun, Measurement, is_kept_apart

_COUNTS = ("study: turns to the answer",)
_MOST_TURNS = 8
_WORST = 12
_MOST_CHARACTERS = 800  # of one reply
_STYLE = Path(__file__).with_name("report.css").read_text("utf-8")
_HOW_TO_READ = (
    "Every case is a whole question to the assistant, and each score is a mean over its cases. ± is noise: with other "
    "cases of the same kind the score would lie within it 95 times in 100. A score has fallen when it is worse than "
    "the accepted report by more than noise; the thin line on a bar marks that report."
)


def page(run: EvalRun, compared: Sequence[Comparison], heading: str) -> str:
    """Return the page.

    Args:
        run: What was measured.
        compared: Each score beside the accepted report.
        heading: What was measured, in one line.
    """
    suites = dict.fromkeys(one.suite for one in run.measured)
    body = "".join(_suite(suite, run, compared) for suite in suites)
    model = html.escape(run.model)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>How well {model} teaches</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>How well the model “{model}” teaches</h1>"
        f"<p>{run.started:%d %B %Y}. {html.escape(heading)} Half of the cases take less than "
        f"{run.median_seconds():.1f} s.</p>{_verdict(run, compared)}{_glance(run)}<p>{_HOW_TO_READ}</p>{body}"
        f"{_pedagogy(run, compared)}</main></body></html>"
    )


def _verdict(run: EvalRun, compared: Sequence[Comparison]) -> str:
    parts = []
    if run.stopped:
        parts.append(f'<p class="bad">Incomplete: {html.escape(run.stopped)}.</p>')
    if fell := [one.name for one in compared if one.fell]:
        parts.append(f'<p class="bad">Fell by more than noise: {html.escape(", ".join(fell))}.</p>')
    elif any(one.before is not None for one in compared):
        parts.append('<p class="good">No score fell by more than noise.</p>')
    else:
        parts.append("<p>There is no accepted report of this model to compare with yet.</p>")
    return "".join(parts)


def _glance(run: EvalRun) -> str:
    """Return for each suite its first score, and the link to it."""
    scores = run.scores()
    lines = [
        f'<li><a href="#{suite}">{suite.capitalize()}</a>: '
        + ", ".join(
            f"<b>{_number(name, scores[name])}</b> {html.escape(said)}" for name, said in told if name in scores
        )
        for suite, told in meanings.GLANCE.items()
        if any(name in scores for name, _ in told)
    ]
    return f"<ul>{'</li>'.join(lines)}</li></ul>" if lines else ""


def _suite(suite: str, run: EvalRun, compared: Sequence[Comparison]) -> str:
    rows = "".join(_row(one) for one in compared if one.name.split(":")[0] == suite)
    if suite == "routing" and (f1 := run.scores().get("routing: macro-F1")) is not None:
        rows += f"<p>Macro-F1, in which each specialist counts the same: <b>{f1:.2f}</b> of 1.</p>"
    bad = sorted((one for one in run.measured if one.suite == suite and _badness(one)), key=_badness, reverse=True)
    worst = [one for one in bad if not is_kept_apart(one)]
    shown = "".join(_case(one) for one in worst[:_WORST])
    if hidden := len(bad) - len(worst):
        shown += f"<p>{hidden} more {'is' if hidden == 1 else 'are'} not shown: {meanings.KEPT_APART}</p>"
    more = f", {_WORST} of them here" if len(worst) > _WORST else ""
    count = f"<h3>To look at: {len(worst)} {'case' if len(worst) == 1 else 'cases'}{more}</h3>" if worst else ""
    return f'<h2 id="{suite}">{suite.capitalize()}</h2>' + f"<p>{meanings.SUITES[suite]}</p>{rows}{count}{shown}"


def _pedagogy(run: EvalRun, compared: Sequence[Comparison]) -> str:
    """Return what the judge says, and of each other column why it is not judged."""
    who = f" The judge is “{html.escape(run.pedagogy.id)}”." if run.pedagogy.id else ""
    rows = "".join(_row(one) for one in compared if one.name in pedagogy.SCORES.values())
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for name, why in run.pedagogy.doubts.items():
        by_reason[why].append(name.partition(": ")[2])
    doubts = "".join(
        f"<dt>{pedagogy.NOT_JUDGED.capitalize()}: {html.escape(', '.join(names))}</dt><dd>{html.escape(why)}</dd>"
        for why, names in by_reason.items()
    )
    return f"<h2>Pedagogy</h2><p>{meanings.PEDAGOGY}{who}</p>{rows}" + (f"<dl>{doubts}</dl>" if doubts else "")


def _row(one: Comparison) -> str:
    name = one.name.partition(": ")[2] or "in all"
    is_low = one.name in LOWER_IS_BETTER
    colour = "var(--bad)" if one.fell else "var(--bar)"
    number, spread = _number(one.name, one.now), _number(one.name, one.spread)
    mark = "" if one.before is None else _mark(_share(one.name, one.before))
    return (
        f'<div class="row"><div><b>{html.escape(name)}</b> <small>{"lower" if is_low else "higher"} is better</small>'
        f"<br><small>{html.escape(meanings.SCORES.get(one.name, ''))}</small></div>"
        f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{number}">'
        f'<rect width="100" height="10" fill="var(--soft)"/><rect width="{_share(one.name, one.now) * 100:.1f}" '
        f'height="10" fill="{colour}"/>{mark}</svg><div class="number"><b>{number}</b> <small>±{spread}, '
        f"{one.cases} cases<br>{_change(one)}</small></div></div>"
    )


def _change(one: Comparison) -> str:
    if one.before is None:
        return "no accepted report"
    change = one.now - one.before
    if abs(change) < 5e-4:
        return "as accepted"
    is_better = (change < 0) == (one.name in LOWER_IS_BETTER)
    size = _number(one.name, abs(change))
    step = f"{'+' if change > 0 else '−'}{f'{abs(change):.1%}' if size == '0%' else size}"
    told = "fell" if one.fell else "better" if is_better else "worse"
    within = "" if one.fell or abs(change) > one.noise else ", within noise"
    return f"{step}: {told}{within}"


def _number(name: str, value: float) -> str:
    return f"{value:.1f}" if name in _COUNTS else f"{value:.2f}" if name in POINTS else f"{value:.0%}"


def _share(name: str, value: float) -> float:
    return min(1.0, max(0.0, value / _MOST_TURNS if name in _COUNTS else value))


def _mark(share: float) -> str:
    return f'<rect x="{min(99.4, share * 100):.1f}" width=".6" height="10" fill="var(--ink)"/>'


def _badness(one: Measurement) -> float:
    """Return how far the numbers of a case are from the best; 0 for nothing to look at."""
    return sum(
        value if name in LOWER_IS_BETTER else 1 - value for name, value in one.values.items() if name not in _COUNTS
    )


def _case(one: Measurement) -> str:
    answer = one.answer
    replies = answer.get("replies") or [{"asked": one.question, "text": answer["text"] or answer["error"]}]
    said = "".join(
        f"<dt>{html.escape(str(each['asked']))}</dt><dd>{html.escape(_cut(str(each['text'])) or 'No text.')}</dd>"
        for each in replies
    )
    calls = ", ".join(call["name"] for call in answer["tools"]) or "nothing"
    values = ", ".join(f"{name} {value:g}" for name, value in one.values.items())
    expected = f"Expected: {one.expected}. " if one.expected else ""
    return (
        f"<details><summary>{html.escape(one.question[:90])} <small>{html.escape(one.id)}</small></summary>"
        f"<dl>{said}</dl><p><small>{html.escape(f'{expected}Called: {calls}. {values}')}</small></p></details>"
    )


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]} …"
