"""A server that does nothing but call models within budgets, as many turns at once as it is told, and can be killed."""

import asyncio
import logging
import os
import random
import sys
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any, NoReturn

from strands.models import Model
from strands.types.content import Messages
from strands.types.streaming import StreamEvent

from agents.agent.spend_guard import GuardedModel, SpendRefused
from agents.budgets import Budgets
from agents.events import Usage
from agents.models.factory import ModelFactory
from agents.parameters import Parameters, ParameterValues
from agents.pricing import NANO, Price, to_nano
from chat.budgets import service as budget_service
from chat.budgets.dynamodb import DynamoBudgetStore
from chat.budgets.service import BudgetService
from chat.budgets.sqlite import SqliteBudgetStore
from chat.history.open_store import open_beside, open_store
from chat.history.write_queue import WriteQueue
from chat.identity.caller import Caller

REGION = "us-east-1"
PEOPLE = 10
CALLS = 15  # of a turn
MODEL = "measured"
UNCHECKED = "unchecked"  # in the ledger, of a call that is not made because the store does not answer in time
PRICE = Price(1, 2)
MAX_TOKENS = 1_000
PERSON_CAP, EVERYONE_CAP = NANO // 5, NANO * 3 // 2
_LONGEST_CALL = 0.05  # seconds


class _Parameters(Parameters):
    """Budgets for each person and for everyone, of which both are reached."""

    def __init__(self) -> None:
        super().__init__(REGION, "bench")
        budgets = Budgets(person={("day", "usd"): PERSON_CAP}, everyone={("day", "usd"): EVERYONE_CAP})
        self._fixed = ParameterValues(budgets=budgets, model_prices={MODEL: PRICE})

    async def current(self) -> ParameterValues:
        return self._fixed


class _Provider(Model):
    """Bills each call as it begins, in a file that outlives the server, and then takes its time."""

    def __init__(self, ledger: Path, owner: str) -> None:
        self._ledger, self._owner = ledger, owner

    def update_config(self, **model_config: Any) -> NoReturn:
        raise NotImplementedError

    def get_config(self) -> dict[str, Any]:
        return {"model_id": MODEL, "max_tokens": MAX_TOKENS}

    def structured_output(self, *_: Any, **__: Any) -> NoReturn:
        raise NotImplementedError

    async def stream(self, messages: Messages, *_: Any, **__: Any) -> AsyncGenerator[StreamEvent, None]:
        used = Usage((), random.randint(1, 600), random.randint(1, MAX_TOKENS))
        with self._ledger.open("a") as ledger:
            ledger.write(f"{self._owner} {to_nano(PRICE.of(used))}\n")
        yield {"messageStart": {"role": "assistant"}}
        await asyncio.sleep(random.uniform(0, _LONGEST_CALL))
        counts: Any = {"inputTokens": used.input_tokens, "outputTokens": used.output_tokens, "totalTokens": 0}
        yield {"metadata": {"usage": counts, "metrics": {"latencyMs": 1}}}


async def serve(history_url: str, ledger: Path, turns: int, store_seconds: float) -> None:
    """Run turns in parallel, and settle what they have used."""
    budget_service.STORE_SECONDS = store_seconds
    store = await open_store(history_url, REGION)
    writer, factory = WriteQueue(), ModelFactory(REGION)
    budgets = BudgetService(open_beside(store, SqliteBudgetStore, DynamoBudgetStore), writer, _Parameters(), factory)

    async def turn(number: int) -> None:
        caller = Caller(f"person-{number % PEOPLE}", "")
        guard = await budgets.guard(caller)
        assert guard is not None
        model = GuardedModel(_Provider(ledger, caller.sub), guard)
        for _ in range(CALLS):
            try:
                async for _chunk in model.stream([{"role": "user", "content": [{"text": "x" * 100}]}]):
                    pass
            except SpendRefused as refused:
                if refused.code != "budget":  # the store took too long
                    with ledger.open("a") as file:
                        file.write(f"{caller.sub} {UNCHECKED}\n")
                return

    await asyncio.gather(*map(turn, range(turns)))
    await writer.close()
    await factory.close()
    await store.close()


if __name__ == "__main__":
    logging.disable()
    random.seed(os.getpid())
    asyncio.run(serve(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])))
