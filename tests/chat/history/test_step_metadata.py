"""Reading the metadata of stored steps, whatever is in it."""

from typing import Any

import pytest

from chat.history.step_metadata import attachment_records, question_id, read_metadata, saved_fact_ids

FILE = {"id": "1b4e28ba-2fa1-41d2-883f-0016d3cca427", "name": "notes.txt", "type": "text/plain", "whole": True}


@pytest.mark.parametrize("step", [{"id": "s"}, {"id": "s", "metadata": None}, {"id": "s", "metadata": {}}])
def test_missing_metadata_reads_as_empty(step: dict[str, Any]) -> None:
    assert read_metadata(step) == {}
    assert question_id(step) is None
    assert saved_fact_ids(step) == []
    assert attachment_records(step) == []


def test_metadata_is_read() -> None:
    step = {"id": "s", "metadata": {"question": "q", "saved": ["f1", "f2"], "attachments": [FILE]}}
    assert question_id(step) == "q"
    assert saved_fact_ids(step) == ["f1", "f2"]
    assert attachment_records(step) == [FILE]


@pytest.mark.parametrize("value", [None, "file", {"id": "no-uuid", "name": "x"}, {"id": FILE["id"]}, {"id": 1}])
def test_malformed_attachments_are_left_out(value: object) -> None:
    assert attachment_records({"id": "s", "metadata": {"attachments": [value, FILE]}}) == [FILE]
    assert attachment_records({"id": "s", "metadata": {"attachments": value}}) == []
