"""The counts of the proofreading measurement, on a corpus of our own in the form of the public one."""

from pathlib import Path

import pytest

from agents.tools.proofreading.checker import Checker
from tests.bench import __main__ as bench
from tests.bench.proofreading import join_tokens, measure, nearer, read_corpus, rules, table

LINES = {
    "src": ["The cat sat on teh mat .", "We do n't know .", "He like tea ."],
    "ref0": ["The cat sat on the mat .", "We do n't know .", "He likes tea ."],
    "ref1": ["The cat sat on a mat .", "We do not know .", "He likes a tea ."],
    "ref2": ["The cat sat on the mat .", "We do n't know .", "He likes tea ."],
    "ref3": ["The cat is on the mat .", "We do n't know .", "He enjoys tea ."],
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "dev").mkdir()
    for name, lines in LINES.items():
        (tmp_path / "dev" / f"dev.{name}").write_text("\n".join(lines) + "\n")
    return tmp_path


def test_corpus_is_read_as_it_is_written(corpus: Path) -> None:
    sentences = read_corpus(corpus, "dev")
    assert [one.source for one in sentences] == ["The cat sat on teh mat.", "We don't know.", "He like tea."]
    assert [one.is_correct for one in sentences] == [False, True, False]
    assert join_tokens('He said , " Come ( now ) . " Then he left .') == 'He said, "Come (now)." Then he left.'


def test_changes_are_counted(corpus: Path) -> None:
    sentences = read_corpus(corpus, "dev")
    outcome = measure(sentences, lambda text: text.replace("teh", "the").replace("know", "sow"))
    assert (outcome.correct, outcome.changed, outcome.broken) == (1, 1, 1)
    assert (outcome.wrong, outcome.mended) == (2, 1)
    assert (outcome.references, outcome.references_changed) == (8, 2)
    assert nearer("a b", "a c", ["a c"]) == 1
    assert nearer("a b", "a c", ["a b"]) == -1
    assert nearer("a b", "a c", ["a d"]) == 0


def test_each_rule_has_its_precision(corpus: Path) -> None:
    counts = rules(Checker(), read_corpus(corpus, "dev"))
    assert counts[True, "CommonMisspelling"]["right"] == 1
    assert "CommonMisspelling" in table(counts).split("hints")[0]


def test_measurement_that_needs_a_path_runs_only_if_it_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = []
    for name in ("gate", "proofreading"):
        monkeypatch.setattr(f"tests.bench.{name}.main", lambda name=name: ran.append(name))
    monkeypatch.setattr(
        "pkgutil.iter_modules", lambda _: [type("Module", (), {"name": one}) for one in ("gate", "proofreading")]
    )
    bench.main([])
    bench.main(["proofreading"])
    assert ran == ["gate", "proofreading"]
    assert "correct sentences" in capsys.readouterr().out
