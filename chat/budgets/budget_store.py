"""The port to wherever spending is counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from agents.budgets import Unit

EVERYONE = "everyone"
KEEP_DAYS = 40  # a counter after the first day of its period
MAX_COUNTERS = 5_000  # of one period that are returned


@dataclass(frozen=True, slots=True)
class Counter:
    """What is counted: the spending of a person or of everyone in a period.

    Args:
        period: A day in UTC, such as `2026-11-28`, or a month, such as `2026-11`.
        unit: Billionths of a dollar, or tokens.
        scope: `EVERYONE`, or what `person_scope` returns.
    """

    period: str
    unit: Unit
    scope: str


@dataclass(frozen=True, slots=True)
class Limit:
    """The cap of a counter, in its unit."""

    counter: Counter
    cap: int


@dataclass(frozen=True, slots=True)
class Hold:
    """An amount that is reserved in several counters until a call is settled.

    Args:
        id: Names it.
        amount: In the unit of the counters.
        until: When it expires, in seconds since the epoch; no call takes so long, so its server is gone.
    """

    id: str
    amount: int
    until: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a counter.

    Args:
        counter: What is counted.
        used: What is spent and reserved.
        reserved: The part of it that is reserved.
        cap: The cap when something was last reserved.
    """

    counter: Counter
    used: int
    reserved: int
    cap: int


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a person may spend beyond their caps for a time.

    Args:
        owner: The subject of the person.
        usd: Billionths of a dollar.
        tokens: Tokens.
        until: When it ends, in seconds since the epoch.
    """

    owner: str
    usd: int
    tokens: int
    until: int


class BudgetStore(Protocol):
    """Counts spending. Every call raises `StoreError` when the store fails."""

    async def reserve(self, hold: Hold, limits: Sequence[Limit]) -> Limit | None:
        """Reserve an amount in all counters or in none; what dead servers reserved is released before.

        Returns:
            A limit that would be passed; None if the amount is reserved.
        """
        ...

    async def settle(self, hold_id: str, amount: int) -> None:
        """Replace a reservation by what was spent, once; one that has expired meanwhile is counted too."""
        ...

    async def withdraw(self, hold_id: str) -> None:
        """Release a reservation of which it is not known whether it was made; it is not made afterwards either."""
        ...

    async def read(self, counters: Sequence[Counter]) -> list[Standing]:
        """Return the counters that exist."""
        ...

    async def of_period(self, period: str) -> list[Standing]:
        """Return the counters of a period, at most `MAX_COUNTERS` of a unit."""
        ...

    async def put_allowance(self, allowance: Allowance) -> None:
        """Store the allowance of a person in the place of an earlier one."""
        ...

    async def get_allowance(self, owner: str) -> Allowance | None:
        """Return the allowance of a person, in force or not."""
        ...

    async def sweep(self, before: str) -> int:
        """Remove the counters of periods before a day, unless the store does so; return how many were removed."""
        ...


def person_scope(owner: str) -> str:
    """Return the scope of a person's counters."""
    return f"person#{owner}"


def owner_of(counter: Counter) -> str:
    """Return the subject of the person whose spending is counted; empty for everyone's."""
    return counter.scope.partition("#")[2]
