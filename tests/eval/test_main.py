"""The exit code of a run: 1 when a score fell below the accepted report, 3 when not all was asked."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.eval import __main__ as main
from tests.eval import accepted
from tests.eval.faults import FAULTS
from tests.eval.run import EvalRun, Measurement
from tests.eval.suites import SUITES, cases_of

QUICK = {suite: [case.metadata or {} for case in cases_of(suite, quick=True)] for suite in SUITES}


def run_of(right: int, of: int = 12, stopped: str = "") -> EvalRun:
    answer = {"seconds": 1.0, "text": "It is 7.", "error": "", "tools": []}
    measured = [
        Measurement("truth", f"t-{place}", "What is 3 + 4?", {"truth: right": float(place < right)}, answer)
        for place in range(of)
    ]
    return EvalRun("embedded", measured=measured, stopped=stopped)


@pytest.mark.parametrize(
    ("run", "code", "told"),
    [
        (run_of(12), 0, "No score is below the accepted report by more than noise."),
        (run_of(11), 0, "No score is below"),
        (run_of(6), 1, "fell"),
        (run_of(12, stopped="the budget of $1 is spent"), 3, "Incomplete"),
    ],
)
def test_the_quick_check_fails_when_a_score_fell(
    run: EvalRun,
    code: int,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def evaluated(_: argparse.Namespace) -> EvalRun:
        return run

    monkeypatch.setattr(accepted, "FOLDER", tmp_path)
    monkeypatch.setattr(main, "REPORTS", tmp_path / "reports")
    monkeypatch.setattr(main, "evaluate", evaluated)
    monkeypatch.setattr(main, "stay_offline", lambda: None)
    monkeypatch.setattr(sys, "argv", ["eval", "--quick"])
    accepted.write(run_of(12, of=30), "make eval")
    assert main.main() == code
    assert told in capsys.readouterr().out


def test_the_quick_check_meets_every_kind_and_stays_small() -> None:
    assert sum(map(len, QUICK.values())) <= 75
    assert {one["language"] for one in QUICK["routing"]} == {"en", "es", "de", "zh"}
    assert {one["temper"] for one in QUICK["study"]} == {"eager", "stuck", "fishing"}
    assert {one["way"] for one in QUICK["safety"]} == {"question", "file", "memory", "tool"}
    assert {one["fault"] for one in QUICK["faults"]} == set(FAULTS)
    assert {bool(one["tool"]) for one in QUICK["tools"]} == {True, False}


@pytest.mark.parametrize("part", [["--only", "truth"], ["--quick"]])
def test_a_part_is_not_accepted_as_the_whole(part: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main.parse(["--accept", *part])
    assert "leave out ONLY and QUICK" in capsys.readouterr().err


def test_a_run_that_was_stopped_is_not_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def evaluated(_: argparse.Namespace) -> EvalRun:
        return run_of(12, stopped="the budget of $1 is spent")

    monkeypatch.setattr(accepted, "FOLDER", tmp_path)
    monkeypatch.setattr(main, "REPORTS", tmp_path / "reports")
    monkeypatch.setattr(main, "evaluate", evaluated)
    monkeypatch.setattr(sys, "argv", ["eval", "--accept", "--write-docs"])
    assert main.main() == 3
    assert "Incomplete" in capsys.readouterr().out
    assert accepted.read("embedded") == {}


def test_a_run_that_is_killed_leaves_no_report_that_counts(tmp_path: Path) -> None:
    before = accepted.file_of("embedded").read_bytes()
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.eval", "--accept", "--write-docs"]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "routing" in process.stdout.readline(), "it has begun"
        process.kill()
    assert not list((tmp_path / "reports").rglob("latest.*"))
    assert accepted.file_of("embedded").read_bytes() == before


def test_quick_asks_no_judge(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main.parse(["--quick", "--judge", "m"])
    assert "leave out JUDGE" in capsys.readouterr().err


@pytest.mark.parametrize("workers", ["0", "100000"])
def test_as_many_cases_run_at_once_as_a_server_admits(workers: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main.parse(["--workers", workers])
    assert "answers at once" in capsys.readouterr().err
