"""Budgets in the history table."""

import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, suppress

from agents.budgets import Unit
from chat.budgets.budget_store import EVERYONE, KEEP_DAYS, MAX_COUNTERS, Allowance, Counter, Hold, Limit, Standing
from chat.budgets.counter_batch import Change, CounterBatch
from chat.history.dynamodb.client import ConditionFailed, Item
from chat.history.dynamodb.store import DynamoStore
from chat.history.dynamodb.table import HOLD_PARTITIONS, allowance_key, counter_key, hold_key
from chat.history.store import StoreError
from chat.history.timestamps import epoch_seconds, expiry_after

SWEEP_SECONDS = 60.0  # between looks for what dead servers reserved
REFUSED_SWEEP_SECONDS = 1.0  # the same after a refusal, which such a reservation may have caused
_LIKELY_SECONDS = 5.0  # for which a limit that refused a call is likely to refuse the next one
_RELEASED_DAYS = 1  # for which a call of a server that was thought dead can still be settled
_MAX_ATTEMPTS = 8  # of a change that others overtake
_UNITS: tuple[Unit, ...] = ("usd", "tokens")


class DynamoBudgetStore:
    """The spending of all people in the history table.

    Args:
        store: The conversations, in whose table they are.
    """

    def __init__(self, store: DynamoStore) -> None:
        self._client = store.client
        self._batch = CounterBatch(store.client)
        self._swept_at = float("-inf")
        self._refused_at: dict[Counter, float] = {}

    async def reserve(self, hold: Hold, limits: Sequence[Limit]) -> Limit | None:
        """See `BudgetStore`."""
        await self._release_expired(SWEEP_SECONDS)
        refused = await self._reserve(hold, limits)
        if refused is not None and await self._release_expired(REFUSED_SWEEP_SECONDS):
            refused = await self._reserve(hold, limits)
        return refused

    async def settle(self, hold_id: str, amount: int) -> None:
        """See `BudgetStore`."""
        for _ in range(_MAX_ATTEMPTS):
            item = await self._client.get(hold_key(hold_id))
            if item is None:
                return
            delete = self._client.build_delete(hold_key(hold_id), "#amount = :amount", amount=item["amount"])
            held = int(item["amount"])
            if await self._batch.make(Change(delete, _counters(item), amount - held, -held)):
                return
        raise StoreError("settlement")

    async def withdraw(self, hold_id: str) -> None:
        """See `BudgetStore`: what stays in its place refuses a reservation that arrives later."""
        put = {"counters": [], "amount": 0, "until": epoch_seconds(), "expires": expiry_after(_RELEASED_DAYS)}
        none = self._client.build_update(hold_key(hold_id), put=put, condition="attribute_not_exists(#owner)")
        for _ in range(_MAX_ATTEMPTS):
            with suppress(ConditionFailed):
                await self._client.update(none)
                return
            item = await self._client.get(hold_key(hold_id))
            if item is not None and (not item["amount"] or await self._release(item)):
                return
        raise StoreError("withdrawal")

    async def read(self, counters: Sequence[Counter]) -> list[Standing]:
        """See `BudgetStore`."""
        items = [(counter, await self._client.get(counter_key(*_key(counter)))) for counter in counters]
        return [_standing(counter, item) for counter, item in items if item is not None]

    async def of_period(self, period: str) -> list[Standing]:
        """See `BudgetStore`."""
        found: list[Standing] = []
        for unit in _UNITS:
            partition = counter_key(period, unit, EVERYONE)["owner"]
            items = self._client.query("#owner = :owner", {"owner": partition})
            async with aclosing(items):
                number = 0
                async for item in items:
                    found.append(_standing(Counter(period, unit, item["scope"]), item))
                    number += 1
                    if number == MAX_COUNTERS:
                        break
        return found

    async def put_allowance(self, allowance: Allowance) -> None:
        """See `BudgetStore`."""
        values = {
            "usd": allowance.usd,
            "tokens": allowance.tokens,
            "until": allowance.until,
            "expires": allowance.until,
        }
        await self._client.put({**allowance_key(allowance.owner), **values})

    async def get_allowance(self, owner: str) -> Allowance | None:
        """See `BudgetStore`."""
        item = await self._client.get(allowance_key(owner))
        return Allowance(owner, int(item["usd"]), int(item["tokens"]), int(item["until"])) if item else None

    async def sweep(self, before: str) -> int:
        """Do nothing: DynamoDB removes expired items."""
        return 0

    async def _reserve(self, hold: Hold, limits: Sequence[Limit]) -> Limit | None:
        for _ in range(_MAX_ATTEMPTS):
            if refused := await self._known_refusal(hold, limits):
                return refused
            if await self._batch.make(self._reservation(hold, limits)):
                return None
            if (made := await self._client.get(hold_key(hold.id))) is not None:
                if not made["amount"]:
                    raise StoreError("withdrawn")
                return None  # made by an attempt whose response was lost
            if refused := await self._first_passed(hold, limits):
                self._refused_at[refused.counter] = time.monotonic()
                return refused
        raise StoreError("reservation")

    async def _known_refusal(self, hold: Hold, limits: Sequence[Limit]) -> Limit | None:
        """Return a limit that would be passed, looking only where it is likely: a look costs less than an attempt."""
        if over := next((limit for limit in limits if hold.amount > limit.cap), None):
            return over
        since = time.monotonic() - _LIKELY_SECONDS
        self._refused_at = {counter: at for counter, at in self._refused_at.items() if at > since}
        return await self._first_passed(hold, [limit for limit in limits if limit.counter in self._refused_at])

    async def _first_passed(self, hold: Hold, limits: Sequence[Limit]) -> Limit | None:
        used = {one.counter: one.used for one in await self.read([limit.counter for limit in limits])}
        return next((limit for limit in limits if used.get(limit.counter, 0) + hold.amount > limit.cap), None)

    def _reservation(self, hold: Hold, limits: Sequence[Limit]) -> Change:
        counters = [list(_key(limit.counter)) for limit in limits]
        put = {"counters": counters, "amount": hold.amount, "until": hold.until}
        own = self._client.build_update(hold_key(hold.id), put=put, condition="attribute_not_exists(#owner)")
        caps = {limit.counter: limit.cap for limit in limits}
        return Change(own, tuple(caps), hold.amount, hold.amount, caps, expiry_after(KEEP_DAYS) or 0)

    async def _release_expired(self, every: float) -> bool:
        """Release what dead servers reserved, unless it was done lately; return whether there was anything."""
        if time.monotonic() - self._swept_at < every:
            return False
        self._swept_at = time.monotonic()
        released = False
        async for item in self._expired():
            released |= await self._release(item)
        return released

    async def _release(self, hold: Item) -> bool:
        """Release a reservation, and return whether it was still the same."""
        key, held = {"owner": hold["owner"], "item": hold["item"]}, int(hold["amount"])
        put = {"amount": 0, "expires": expiry_after(_RELEASED_DAYS)}
        own = self._client.build_update(key, put=put, condition="#amount = :held", held=held)
        return await self._batch.make(Change(own, _counters(hold), -held, -held))

    async def _expired(self) -> AsyncGenerator[Item, None]:
        for number in range(HOLD_PARTITIONS):
            partition = hold_key(f"{number:x}")["owner"]
            values = {"owner": partition, "now": epoch_seconds(), "none": 0}
            items = self._client.query("#owner = :owner", values, where="#until < :now AND #amount > :none")
            async with aclosing(items):
                async for item in items:
                    yield item


def _key(counter: Counter) -> tuple[str, Unit, str]:
    return counter.period, counter.unit, counter.scope


def _counters(hold: Item) -> tuple[Counter, ...]:
    return tuple(Counter(*key) for key in hold["counters"])


def _standing(counter: Counter, item: Item) -> Standing:
    return Standing(counter, int(item["used"]), int(item["reserved"]), int(item.get("cap", 0)))
