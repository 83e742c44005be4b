"""Which counters limit a call, and that without budgets nothing is looked at."""

from datetime import UTC, datetime
from typing import cast

from agents.budgets import parse_budgets
from agents.models.factory import ModelFactory
from agents.parameters import Parameters, ParameterValues
from agents.pricing import NANO
from chat.budgets.budget_store import EVERYONE, Allowance, BudgetStore, Counter, Limit
from chat.budgets.periods import first_day_after
from chat.budgets.service import BudgetService, limits_of, raised
from chat.history.timestamps import epoch_seconds
from chat.history.write_queue import WriteQueue
from chat.identity.caller import Caller

BUDGETS = parse_budgets(
    '{"person": {"day": {"usd": 1, "tokens": 9}}, "groups": {"t": {"day": {"usd": 5}}}, '
    '"everyone": {"month": {"usd": 300}}}'
)
NOW = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
TEACHER = Caller("alice", "Alice", frozenset({"t"}))
DAY, MONTH = Counter("2026-12-31", "usd", "person#alice"), Counter("2026-12", "usd", EVERYONE)


class _Unset(Parameters):
    """Parameters without budgets."""

    async def current(self) -> ParameterValues:
        return ParameterValues()


async def test_without_budgets_no_store_is_called() -> None:
    untouched = cast(BudgetStore, object())  # any call of it would fail
    factory = ModelFactory("us-east-1")
    service = BudgetService(untouched, WriteQueue(), _Unset("us-east-1", "test"), factory)
    assert await service.guard(TEACHER) is None
    assert await service.standings(TEACHER) == []
    await factory.close()


def test_a_call_counts_in_its_own_unit_for_the_person_and_for_everyone() -> None:
    assert limits_of(BUDGETS, TEACHER, "usd", NOW) == [Limit(DAY, 5 * NANO), Limit(MONTH, 300 * NANO)]
    assert limits_of(BUDGETS, TEACHER, "tokens", NOW) == [Limit(Counter("2026-12-31", "tokens", "person#alice"), 9)]
    assert [first_day_after("day", NOW), first_day_after("month", NOW)] == ["2027-01-01", "2027-01-01"]


def test_an_allowance_raises_the_caps_of_the_person_until_it_ends() -> None:
    limits = limits_of(BUDGETS, TEACHER, "usd", NOW)
    more = Allowance("alice", NANO, 0, epoch_seconds() + 60)
    assert raised(limits, more) == [Limit(DAY, 6 * NANO), Limit(MONTH, 300 * NANO)]
    assert raised(limits, Allowance("alice", NANO, 0, epoch_seconds() - 1)) == raised(limits, None) == limits
