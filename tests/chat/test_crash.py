"""A server killed under load loses nothing that was acknowledged; `make crash-test` kills it a hundred times."""

from pathlib import Path

from tests.chat.crash import crash


async def test_kill_9_loses_no_acknowledged_message(tmp_path: Path) -> None:
    # The second kill hits a server that has recovered from the first.
    tally = await crash(tmp_path, 2)
    assert (tally.lost, tally.unreadable, tally.kills) == ([], [], 2)
    assert tally.questions
