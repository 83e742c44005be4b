"""The page tells of each score what it means, which way is good, its noise and its change, and shows bad cases."""

import html
from pathlib import Path

from tests.eval import meanings, pedagogy, report
from tests.eval.accepted import compare
from tests.eval.measures import MEASURES
from tests.eval.page import page
from tests.eval.routing import DEVELOPMENT, UNSEEN, read_cases
from tests.eval.run import EvalRun, Measurement

ACCEPTED = {"truth: stated wrong": {f"t-{place}": 0.0 for place in range(20)}}


def shown(wrong: int) -> str:
    answer = {"seconds": 2.0, "text": "It is <b>9</b>.", "error": "", "tools": []}
    measured = [
        Measurement("truth", f"t-{place}", "What is 3 + 4?", {"truth: stated wrong": float(place < wrong)}, answer, "7")
        for place in range(20)
    ]
    run = EvalRun("<model>", measured=measured)
    return page(run, compare(ACCEPTED, run.by_score()), "20 cases.")


def test_every_suite_and_every_score_has_a_meaning() -> None:
    assert set(meanings.SUITES) == set(MEASURES)
    scores = {name for measures in MEASURES.values() for name in measures}
    assert set(meanings.SCORES) == scores | set(pedagogy.SCORES.values())


def test_a_score_that_fell_is_named_with_its_cases() -> None:
    text = shown(8)
    assert "Fell by more than noise: truth: stated wrong." in text
    assert "+40%: fell" in text
    assert "lower is better" in text
    assert "20 cases" in text
    assert "To look at: 8 cases" in text
    assert "What is 3 + 4?" in text
    assert "Expected: 7." in text
    assert '<a href="#truth">Truth</a>: <b>40%</b> are answered wrong' in text


def test_a_score_that_did_not_fall_is_told_so() -> None:
    assert "No score fell by more than noise." in shown(0)
    assert "as accepted" in shown(0)
    assert "+5%: worse, within noise" in shown(1)


def test_what_a_model_wrote_is_text() -> None:
    assert "<b>9</b>" not in shown(3)
    assert "<model>" not in shown(3)


def test_wrong_cases_of_the_half_that_is_kept_apart_are_counted_and_not_shown(tmp_path: Path) -> None:
    halves = {half: next(case for case in read_cases() if case.half == half) for half in (DEVELOPMENT, UNSEEN)}
    answer = {"seconds": 1.0, "text": "Routed.", "error": "", "tools": []}
    measured = [
        Measurement("routing", case.id, case.question, {"routing: right": 0.0}, answer) for case in halves.values()
    ]
    run = EvalRun("m", measured=measured)
    report.write(run, compare({}, run.by_score()), tmp_path)
    for name in ("latest.html", "latest.json"):
        shown = html.unescape((tmp_path / name).read_text("utf-8"))
        assert halves[DEVELOPMENT].question in shown
        assert halves[UNSEEN].question not in shown
    assert "1 more is not shown" in (tmp_path / "latest.html").read_text("utf-8")
