"""Budgets as a service: a guard for each turn, what is left, and who is near the end."""

import asyncio
import logging
import time
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from agents.agent.spend_guard import SpendRefused
from agents.budgets import Budgets, Caps, Period, Unit
from agents.events import Usage
from agents.models.factory import ModelFactory
from agents.parameters import Parameters
from agents.pricing import Price, to_nano
from chat.budgets.budget_store import EVERYONE, Allowance, BudgetStore, Counter, Hold, Limit, Standing, person_scope
from chat.budgets.periods import period_name, utc_moment
from chat.budgets.refusal import UNCHECKED, cheaper_model, refusal
from chat.history.store import StoreError
from chat.history.timestamps import epoch_seconds
from chat.history.write_queue import WriteQueue
from chat.identity.caller import Caller

logger = logging.getLogger(__name__)

HOLD_SECONDS = 300  # longer than any turn
STORE_SECONDS = 10.0  # for which a call waits for the store
NEAR = 0.8  # of a cap: from here on a person is warned
_QUEUE = "budget"  # begins the name of a person's queue of writes
_PERIODS: tuple[Period, ...] = ("day", "month")
_UNITS: tuple[Unit, ...] = ("usd", "tokens")


class BudgetService:
    """The budgets of all people.

    Args:
        store: Counts spending.
        writer: Retries settlements that fail.
        parameters: The live parameters: budgets and prices.
        factory: Knows the models that can be chosen.
    """

    name = "budgets"

    def __init__(self, store: BudgetStore, writer: WriteQueue, parameters: Parameters, factory: ModelFactory) -> None:
        self.store = store
        self.parameters = parameters
        self.factory = factory
        self._writer = writer
        self._warned: set[Counter] = set()

    async def guard(self, caller: Caller) -> "BudgetGuard | None":
        """Return the guard of a turn of this person; None where there are no budgets."""
        values = await self.parameters.current()
        return BudgetGuard(self, caller) if values.budgets else None

    def settle(self, owner: str, hold_id: str, amount: int) -> None:
        """Settle a reservation, without waiting until it is written."""
        self._writer.submit(f"{_QUEUE}:{owner}", lambda: self.store.settle(hold_id, amount))

    def withdraw(self, owner: str, hold_id: str) -> None:
        """Release a reservation that may or may not be made, without waiting until that is written."""
        self._writer.submit(f"{_QUEUE}:{owner}", lambda: self.store.withdraw(hold_id))

    async def flush(self, owner: str) -> None:
        """Wait until the calls of a person that have ended are settled."""
        await self._writer.flush(f"{_QUEUE}:{owner}")

    async def standings(self, caller: Caller) -> list[Standing]:
        """Return how a person stands in each of their budgets and in everyone's, with the caps in force.

        Raises:
            StoreError: The store fails.
        """
        budgets = (await self.parameters.current()).budgets
        found = [limit for unit in _UNITS for limit in limits_of(budgets, caller, unit, utc_moment())]
        if not found:
            return []
        await self.flush(caller.sub)
        read = {one.counter: one for one in await self.store.read([limit.counter for limit in found])}
        allowance = await self.store.get_allowance(caller.sub)
        return [
            replace(read.get(limit.counter) or Standing(limit.counter, 0, 0, 0), cap=limit.cap)
            for limit in raised(found, allowance)
        ]

    async def running(self) -> list[Standing]:
        """Return the counters of this day and this month.

        Raises:
            StoreError: The store fails.
        """
        now = utc_moment()
        return [one for period in _PERIODS for one in await self.store.of_period(period_name(period, now))]

    def newly_near(self, standings: Sequence[Standing]) -> list[Standing]:
        """Return those who have passed `NEAR` of a cap since this was asked for last."""
        near = [one for one in standings if is_near(one) and one.counter not in self._warned]
        self._warned.update(one.counter for one in near)
        return near

    async def read(self, owner: str) -> list[dict[str, Any]]:
        """See `PersonalData`."""
        await self.flush(owner)
        now = utc_moment()
        counters = [
            Counter(period_name(period, now), unit, person_scope(owner)) for period in _PERIODS for unit in _UNITS
        ]
        return [
            {"period": one.counter.period, "unit": one.counter.unit, "used": one.used}
            for one in await self.store.read(counters)
        ]

    async def erase(self, owner: str) -> int:
        """See `PersonalData`: nothing is erased, or erasing would refill a budget; counters end with their period."""
        return 0


class BudgetGuard:
    """Reserves the calls of one turn; see `SpendGuard`.

    Args:
        service: The budgets.
        caller: Who asks.
    """

    def __init__(self, service: BudgetService, caller: Caller) -> None:
        self._service = service
        self._caller = caller
        self.has_reserved = False

    async def reserve(self, model_id: str, input_tokens: int, output_tokens: int) -> "_BudgetReservation | None":
        """See `SpendGuard`."""
        values = await self._service.parameters.current()
        price = values.price(model_id)
        amount = price.at_most(input_tokens, output_tokens) if price else input_tokens + output_tokens
        limits = limits_of(values.budgets, self._caller, "usd" if price else "tokens", utc_moment())
        if not limits or not amount:
            return None
        hold = Hold(uuid.uuid4().hex, amount, epoch_seconds() + HOLD_SECONDS)
        try:
            async with asyncio.timeout(STORE_SECONDS):
                refused = await self._reserve(hold, limits)
                if refused is not None:
                    left = await self._left(refused)
        except BaseException as error:
            self._service.withdraw(self._caller.sub, hold.id)  # its write may be under way, and no call is made
            if not isinstance(error, StoreError | TimeoutError):
                raise
            logger.warning("budget_not_checked", extra={"reason": str(error) or type(error).__name__})
            raise SpendRefused(UNCHECKED.template, code="budget_unknown") from error
        if refused is not None:
            logger.info("budget_refused", extra={"period": refused.counter.period, "unit": refused.counter.unit})
            other = cheaper_model(
                await self._service.factory.choices(values), values, (input_tokens, output_tokens), refused, left
            )
            sentence = refusal(refused, utc_moment(), other)
            raise SpendRefused(sentence.template, "budget", **sentence.values)
        self.has_reserved = True
        return _BudgetReservation(self._service, self._caller.sub, hold, price)

    async def _reserve(self, hold: Hold, limits: Sequence[Limit]) -> Limit | None:
        await self._service.flush(self._caller.sub)
        refused = await self._service.store.reserve(hold, limits)
        if refused is None or refused.counter.scope == EVERYONE:
            return refused
        allowance = await self._service.store.get_allowance(self._caller.sub)
        higher = raised(limits, allowance)
        return refused if higher == limits else await self._service.store.reserve(hold, higher)

    async def _left(self, limit: Limit) -> int:
        standings = await self._service.store.read([limit.counter])
        return limit.cap - sum(one.used for one in standings)


class _BudgetReservation:
    """One call that may be made."""

    def __init__(self, service: BudgetService, owner: str, hold: Hold, price: Price | None) -> None:
        self._service, self._owner, self._hold, self._price = service, owner, hold, price

    def settle(self, used: Usage) -> None:
        """See `Reservation`."""
        amount = to_nano(self._price.of(used)) if self._price else used.tokens
        self._service.settle(self._owner, self._hold.id, amount)


def limits_of(budgets: Budgets, caller: Caller, unit: Unit, moment: datetime) -> list[Limit]:
    """Return what limits a call of a model: the caps of the person before those of everyone."""
    scopes: list[tuple[str, Caps]] = [
        (person_scope(caller.sub), budgets.of_person(caller.groups)),
        (EVERYONE, budgets.everyone),
    ]
    return [
        Limit(Counter(period_name(period, moment), unit, scope), caps[period, unit])
        for scope, caps in scopes
        for period in _PERIODS
        if (period, unit) in caps
    ]


def raised(limits: Sequence[Limit], allowance: Allowance | None) -> list[Limit]:
    """Return the limits with the caps of the person raised by an allowance that is in force."""
    if allowance is None or allowance.until <= time.time():
        return list(limits)
    more = {"usd": allowance.usd, "tokens": allowance.tokens}
    return [
        limit if limit.counter.scope == EVERYONE else replace(limit, cap=limit.cap + more[limit.counter.unit])
        for limit in limits
    ]


def is_near(standing: Standing) -> bool:
    """Return whether a person, or everyone, has used most of a budget."""
    return standing.used >= NEAR * standing.cap
