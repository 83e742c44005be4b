"""What is read from a stored step."""

from typing import cast

import pytest

from chat.history.step import (
    StepRecord,
    fold_case,
    is_message,
    is_unfinished,
    searchable_text,
    with_interruption_note,
    without_feedback,
)
from chat.history.step_metadata import StepMetadata

ANSWER: StepRecord = {"id": "a", "type": "assistant_message", "output": "Half of it"}


@pytest.mark.parametrize(
    ("metadata", "unfinished"),
    [
        (None, False),
        ({"question": "q", "stop_reason": "end_turn"}, False),
        ({"question": "q", "partial": True}, True),
        ({"question": "q", "stop_reason": "max_tokens"}, True),
        ({"question": "q", "stop_reason": "cancelled"}, True),
        ({"question": "q", "stop_reason": "limit"}, True),
    ],
)
def test_a_partial_answer_or_one_that_was_cut_off_is_unfinished(
    metadata: StepMetadata | None, unfinished: bool
) -> None:
    assert is_unfinished(cast(StepRecord, {**ANSWER, "metadata": metadata})) is unfinished


def test_only_a_partial_answer_gets_the_note() -> None:
    assert with_interruption_note(ANSWER) == ANSWER
    partial: StepRecord = {**ANSWER, "metadata": {"partial": True}}
    assert with_interruption_note(partial)["output"] == "Half of it\n\n*This answer was interrupted.*"
    assert partial["output"] == "Half of it"


def test_only_messages_are_searched() -> None:
    assert is_message(ANSWER)
    assert searchable_text(ANSWER) == "half of it"
    assert searchable_text({"id": "t", "type": "tool", "output": "Half of it"}) == ""
    assert searchable_text({"id": "a", "type": "user_message"}) == ""
    assert searchable_text({"id": "a", "type": "user_message", "output": "a\ud83d"}) == "a?"
    assert fold_case("Straße") == fold_case("STRASSE")


def test_a_step_without_its_rating_is_a_copy() -> None:
    rated: StepRecord = {**ANSWER, "feedback": {"value": 1, "comment": None}}
    assert without_feedback(rated) == ANSWER
    assert without_feedback(ANSWER) == ANSWER
    assert "feedback" in rated
