"""A small part of `python -m tests.bench budgets`, which does the same with 200 turns and on DynamoDB's API too."""

from pathlib import Path

from tests.bench.budget_server import EVERYONE_CAP
from tests.bench.budgets import spend


async def test_servers_that_are_killed_never_pass_a_budget(tmp_path: Path) -> None:
    spending = await spend(f"sqlite:///{tmp_path}/history.db", tmp_path, turns=16, kills=1)
    assert spending.overshoot == 0
    assert spending.killed == 1
    assert 0 < spending.billed.total() <= spending.used <= EVERYONE_CAP
