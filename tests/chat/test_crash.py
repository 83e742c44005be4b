"""Killed under load, the server loses nothing that it acknowledged. `make crash-test` kills it a hundred times."""

from pathlib import Path

from tests.chat.crash import crash


async def test_kill_9_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    tally = await crash(tmp_path, 4)
    assert (tally.lost, tally.unopenable, tally.kills) == ([], [], 4)
    assert tally.questions
