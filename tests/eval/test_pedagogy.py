"""A judge's scores stand in the report where its agreement was measured and is high enough, and nowhere else."""

from agents.demo_model.model import DemoModel
from agents.demo_model.runtime import DemoRuntime
from tests.eval import document, report
from tests.eval.accepted import compare
from tests.eval.agreement import Agreement
from tests.eval.judge import Judge
from tests.eval.page import page
from tests.eval.pedagogy import NO_JUDGE, NOT_JUDGED, NOT_MEASURED, SCORES, Pedagogy, comparable, first_attempt
from tests.eval.run import EvalRun, Measurement


def test_a_student_who_only_fishes_for_the_answer_attempts_nothing() -> None:
    replies = [{"asked": "Solve 2x = 4", "text": "Hint."}, {"asked": "x = 3", "text": "Look again."}]
    assert first_attempt("eager", {"replies": replies}) == (
        "Student: Solve 2x = 4\nTutor: Hint.\nStudent: x = 3", "Look again.",
    )  # fmt: skip
    assert first_attempt("fishing", {"replies": replies}) is None
    assert first_attempt("eager", {"replies": replies[:1]}) is None
    assert first_attempt("stuck", {}) is None


def test_what_another_judge_said_is_not_compared() -> None:
    values = {"truth": {"t-1": 1.0}, "pedagogy: tone": {"study-1": 0.5}}
    accepted = {"judge": "one", "values": values}
    assert comparable(accepted, "one") == values
    assert comparable(accepted, "two") == comparable(accepted, "") == {"truth": {"t-1": 1.0}}
    assert comparable({}, "one") == {}


def test_every_column_says_that_it_is_not_judged_and_why() -> None:
    run = EvalRun("m", measured=[Measurement("truth", "t-1", "1 + 1?", {"truth": 1.0}, {"seconds": 1.0})])
    for text in (report.table(run, []), page(run, compare({}, run.by_score()), "One case.")):
        assert all(name.partition(": ")[2] in text for name in SCORES.values())
        assert NOT_JUDGED in text.lower()
        assert NO_JUDGE in text
        assert NOT_MEASURED not in text
    accepted = {"date": "2026-01-01", "command": "make eval", "cases": 1, "model": "m", "minutes": 1, "scores": {}}
    assert document.quality(accepted).count(NOT_JUDGED) == len(SCORES)


def test_agreement_in_one_dimension_says_nothing_of_another() -> None:
    agreements = {"Coherence": Agreement(1600, 0.9, 0.8, 0), "Tutor_Tone": Agreement(1600, 0.9, 0.2, 0)}
    pedagogy = Pedagogy("m", Judge(DemoModel(DemoRuntime())), agreements)
    assert "pedagogy: coherent" not in pedagogy.doubts
    assert "κ 0.20" in pedagogy.doubts["pedagogy: tone"]
    assert pedagogy.doubts["pedagogy: guidance"] == NOT_MEASURED
