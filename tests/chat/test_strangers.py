"""The strangers' suite, which prints zero failures for each store."""

import json

import pytest

from tests.chat import strangers


def test_no_door_opens_to_a_stranger(capsys: pytest.CaptureFixture[str]) -> None:
    failed, printed = strangers.main(), capsys.readouterr().out
    assert not failed, printed
    counted = [json.loads(line) for line in printed.splitlines()]
    assert [(each["store"], each["failures"]) for each in counted] == [("SQLite", 0), ("DynamoDB", 0)]
    # What a stranger must not see is there to be seen.
    assert all(each["opened_to_owner"] >= 7 for each in counted)
