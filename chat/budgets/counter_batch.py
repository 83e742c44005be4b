"""Changes counters in DynamoDB: what waits in this server is written in one transaction.

The counters of everyone are changed by every call. Transactions on one item refuse each other, so that many at once
would spend their time on retries; with one at a time from each server, and all that waits in it, few meet.
"""

import asyncio
from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chat.budgets.budget_store import Counter
from chat.history.dynamodb.client import ConditionFailed, Item, TableClient
from chat.history.dynamodb.table import counter_key
from chat.history.store import StoreError

_MAX_CHANGES = 20  # in one transaction, which may hold 100 items; a change has at most five
_ATTEMPTS = 12  # of a transaction that meets another


@dataclass(frozen=True, slots=True)
class Change:
    """A change of several counters, together with a write of the hold that it belongs to.

    Args:
        own: The write of the hold.
        counters: What is changed.
        used: What is added to what they have used.
        reserved: What is added to what is reserved of it.
        caps: What they may have used afterwards; empty if it does not matter.
        expires: When a counter that is created expires, in seconds since the epoch.
    """

    own: Item
    counters: tuple[Counter, ...]
    used: int
    reserved: int
    caps: Mapping[Counter, int] = field(default_factory=dict)
    expires: int = 0


class CounterBatch:
    """Makes changes, all that wait in one transaction.

    Args:
        client: The table.
    """

    def __init__(self, client: TableClient) -> None:
        self._client = client
        self._waiting: list[tuple[Change, asyncio.Future[bool]]] = []
        self._worker: asyncio.Task[None] | None = None

    async def make(self, change: Change) -> bool:
        """Make a change, and return whether its conditions hold; if one does not, nothing is changed.

        Raises:
            StoreError: DynamoDB fails.
        """
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((change, done))
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work())
        return await done

    async def _work(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:_MAX_CHANGES], self._waiting[_MAX_CHANGES:]
            if len(batch) == 1 or not await self._write(batch):
                for one in batch:
                    await self._write([one], alone=True)

    async def _write(self, batch: Sequence[tuple[Change, "asyncio.Future[bool]"]], *, alone: bool = False) -> bool:
        """Write changes together; return whether they are done with, and need not be tried one by one."""
        try:
            await self._client.transact(self._actions([change for change, _ in batch]), attempts=_ATTEMPTS)
        except ConditionFailed:
            if not alone:
                return False
            _set(batch, False)
        except Exception as error:
            for _, done in batch:
                if not done.done():
                    done.set_exception(error if isinstance(error, StoreError) else StoreError(type(error).__name__))
        else:
            _set(batch, True)
        return True

    def _actions(self, changes: Sequence[Change]) -> list[Item]:
        used: Tally[Counter] = Tally()
        reserved: Tally[Counter] = Tally()
        caps: dict[Counter, int] = {}
        expires: dict[Counter, int] = {}
        for change in changes:
            for counter in change.counters:
                used[counter] += change.used
                reserved[counter] += change.reserved
                if counter in change.caps:
                    caps[counter] = min(change.caps[counter], caps.get(counter, change.caps[counter]))
                    expires[counter] = change.expires
        own = [change.own for change in changes]
        return own + [
            self._action(counter, used[counter], reserved[counter], caps.get(counter), expires.get(counter))
            for counter in used
        ]

    def _action(self, counter: Counter, used: int, reserved: int, cap: int | None, expires: int | None) -> Item:
        key = counter_key(counter.period, counter.unit, counter.scope)
        add = {"used": used, "reserved": reserved}
        if cap is None:
            return self._client.build_update(key, put={}, add=add)
        put = {"scope": counter.scope, "cap": cap}
        # A counter that does not exist has room for the whole cap.
        fits = "#used <= :room" if used > cap else "(attribute_not_exists(#used) OR #used <= :room)"
        return self._client.build_update(
            key, put=put, once={"expires": expires}, add=add, condition=fits, room=cap - used
        )


def _set(batch: Sequence[tuple[Change, "asyncio.Future[bool]"]], made: bool) -> None:
    for _, done in batch:
        if not done.done():
            done.set_result(made)
