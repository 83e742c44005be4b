"""The hostile suite, which prints zero failures."""

import json

import pytest

from tests.agents.tools.mcp import hostile_suite


def test_a_server_that_misbehaves_costs_its_own_tool_and_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert hostile_suite.main() == 0, capsys.readouterr().out
    assert json.loads(capsys.readouterr().out)["failures"] == 0
