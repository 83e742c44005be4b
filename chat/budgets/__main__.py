"""`python -m chat.budgets`: proves that a budget holds, and that what a cache saves is priced.

It asks the default model a few questions, which are paid for, and counts those of the budget in the store of the
server, with the settings `HISTORY_URL`, `AWS_REGION` and `TEACHERS_ASSISTANT_ENV` of the server. Each line is ok, or
says what to do, or why it was not asked; the exit status is 1 when there is something to do.
"""

import asyncio
import os
import sys

from agents.models.factory import ModelFactory
from agents.parameters import Parameters
from chat.budgets.dynamodb import DynamoBudgetStore
from chat.budgets.sqlite import SqliteBudgetStore
from chat.budgets.trial import TrialFinding, run_trials
from chat.history.open_store import open_beside, open_store, place_of_history
from chat.history.store import StoreError


def main() -> int:
    """Run the trials, print a line for each, and return the exit status."""
    url, region = place_of_history(os.environ)
    try:
        findings = asyncio.run(_run(url, region, os.environ.get("TEACHERS_ASSISTANT_ENV") or "dev"))
    except StoreError as error:
        print(f"The history at {url} cannot be opened: {error}.", file=sys.stderr)  # noqa: T201
        return 2
    for finding in findings:
        print(f"{finding.verdict:<10} {finding.name:<17} {finding.sentence}")  # noqa: T201
    return 1 if any(finding.verdict == "to do" for finding in findings) else 0


async def _run(url: str, region: str, environment: str) -> list[TrialFinding]:
    store, factory = await open_store(url, region), ModelFactory(region)
    try:
        budgets = open_beside(store, SqliteBudgetStore, DynamoBudgetStore)
        return await run_trials(budgets, Parameters(region, environment, factory.aws), factory)
    finally:
        await factory.close()
        await store.close()


if __name__ == "__main__":
    sys.exit(main())
