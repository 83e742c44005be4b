"""A run that was stopped goes on where it was; answers of another run, or half an answer, are not taken for its own."""

from pathlib import Path

import pytest

from tests.eval.journal import Journal, code_id

RUN = {"model": "m", "code": "1"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "new" / "answers.jsonl"
    journal = Journal(file, RUN, resume=False)
    journal.add("truth", "t-0001", {"text": "7"})
    journal.add("study", "t-0001", {"text": "a hint"})
    return file


def test_answers_are_read_back_by_suite_and_case(file: Path) -> None:
    kept = {("truth", "t-0001"): {"text": "7"}, ("study", "t-0001"): {"text": "a hint"}}
    assert Journal(file, RUN, resume=True).answers == kept
    assert Journal(file, RUN, resume=True).answers == kept, "a second time, too"


def test_half_a_line_of_a_killed_run_is_dropped_and_the_next_is_whole(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-5])
    journal = Journal(file, RUN, resume=True)
    assert list(journal.answers) == [("truth", "t-0001")]
    journal.add("study", "t-0001", {"text": "again"})
    assert Journal(file, RUN, resume=True).answers["study", "t-0001"] == {"text": "again"}


@pytest.mark.parametrize("other", [{"model": "m", "code": "2"}, {"model": "n", "code": "1"}])
def test_answers_of_another_run_are_dropped(file: Path, other: dict[str, str]) -> None:
    assert Journal(file, other, resume=True).answers == {}
    assert Journal(file, RUN, resume=True).answers == {}, "they are gone"


@pytest.mark.parametrize("text", ["", "null\n", "[1]\n", "half a li"])
def test_a_file_that_cannot_be_read_has_no_answers(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
    assert Journal(file, RUN, resume=True).answers == {}


def test_a_run_that_does_not_go_on_begins_anew_and_a_complete_one_leaves_nothing(file: Path) -> None:
    journal = Journal(file, RUN, resume=False)
    assert journal.answers == {}
    journal.remove()
    assert not file.exists()


def test_the_same_code_has_the_same_id() -> None:
    assert code_id() == code_id()
