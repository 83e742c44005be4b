"""Labels of people are read from each edition of MRBench; another file is refused."""

import json
from pathlib import Path

import pytest

from agents.errors import UserFacingError
from tests.eval.labelled import write_labels
from tests.eval.mrbench import LABELS, read_labels


def test_labels_are_read_in_both_spellings(tmp_path: Path) -> None:
    replies = read_labels(write_labels(tmp_path / "labels.json", 6))
    assert replies[0].conversation.startswith("Tutor: What is 0 + 1?")
    assert set(replies[0].labels) == set(LABELS)
    assert replies[1].labels["Revealing_of_the_Answer"] == "Yes"


def test_the_third_edition_has_another_key_fewer_dimensions_and_replies_without_labels(tmp_path: Path) -> None:
    path = tmp_path / "mrbench_v3_devset.json"
    annotation = {"Mistake_Identification": "Yes", "Actionability": "To some extent"}
    replies = {"Sonnet": {"response": "Look again.", "annotation": annotation}, "GPT4": {"response": "Why?"}}
    entry = {"conversation_id": "1", "conversation_history": "Student: 3", "tutor_responses": replies}
    path.write_text(json.dumps([entry]), "utf-8")
    assert [(one.reply, one.labels) for one in read_labels(path)] == [("Look again.", annotation)]


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[1]", "[]", '[{"conversation_history": "x"}]', "[" * 100_000,
     '[{"conversation_history": "x", "tutor_responses": {"GPT4": {"response": "y"}}}]'],
    ids=["empty", "object", "number", "none", "no replies", "deep", "no labels"],
)  # fmt: skip
def test_another_file_is_refused_in_a_sentence(text: str, tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UserFacingError, match=r"other\.json cannot be read as labels of MRBench"):
        read_labels(path)
