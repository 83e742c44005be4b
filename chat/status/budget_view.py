"""What the page "Status" shows of budgets: what is left for a person, and who is near the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from agents.budgets import Unit
from agents.pricing import NANO
from chat.budgets.budget_store import EVERYONE, Allowance, Standing, owner_of
from chat.budgets.periods import first_day_after, utc_moment
from chat.budgets.refusal import period_of
from chat.budgets.service import is_near
from chat.i18n.language import format_number, translate, translate_plural

MAX_PEOPLE = 20  # in the table of administrators


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One budget.

    Args:
        first: The period, or whose budget it is.
        cells: What is used, the cap, what is left, and when it begins again.
        is_near: Whether most of it is used.
        owner: The subject of the person; empty for everyone's.
    """

    first: str
    cells: Sequence[str]
    is_near: bool
    owner: str = ""


def own_budgets(standings: Sequence[Standing]) -> list[BudgetRow]:
    """Return the budgets of the person who looks."""
    return [_row(_period(one), one) for one in standings if one.counter.scope != EVERYONE]


def budgets_of_all(standings: Sequence[Standing], names: Mapping[str, str]) -> list[BudgetRow]:
    """Return the budgets of everyone and of the people who have used most of theirs.

    Args:
        standings: The counters of this day and month.
        names: The names of people by subject, as far as they are known.
    """
    shared = [one for one in standings if one.counter.scope == EVERYONE]
    people = sorted((one for one in standings if one.counter.scope != EVERYONE), key=_share, reverse=True)
    rows = []
    for one in [*shared, *people[:MAX_PEOPLE]]:
        owner = owner_of(one.counter)
        whose = names.get(owner, owner) if owner else translate("Everyone")
        rows.append(_row(f"{whose} · {_period(one)}", one))
    return rows


def people_of(rows: Sequence[BudgetRow], names: Mapping[str, str]) -> dict[str, str]:
    """Return the people among the rows, each once: their names by subject."""
    return {row.owner: names.get(row.owner, row.owner) for row in rows if row.owner}


def allowance_note(allowance: Allowance | None) -> str:
    """Return the sentence about what an administrator has added; empty if nothing is in force."""
    if allowance is None or allowance.until <= utc_moment().timestamp():
        return ""
    amounts = [_amount(allowance.usd, "usd")] if allowance.usd else []
    amounts += [_amount(allowance.tokens, "tokens")] if allowance.tokens else []
    return translate(
        "An administrator has added {amount} until {moment} UTC.",
        amount=", ".join(amounts),
        moment=f"{datetime.fromtimestamp(allowance.until, UTC):%Y-%m-%d %H:%M}",
    )


def _row(first: str, standing: Standing) -> BudgetRow:
    unit, period = standing.counter.unit, period_of(standing.counter)
    amounts = (standing.used, standing.cap, max(0, standing.cap - standing.used))
    cells = [*(_amount(amount, unit) for amount in amounts), first_day_after(period, utc_moment())]
    return BudgetRow(first, cells, is_near(standing), owner_of(standing.counter))


def _period(standing: Standing) -> str:
    return translate("Today") if period_of(standing.counter) == "day" else translate("This month")


def _share(standing: Standing) -> float:
    return standing.used / standing.cap if standing.cap else 1.0


def _amount(amount: int, unit: Unit) -> str:
    if unit == "tokens":
        return translate_plural("{count} token", "{count} tokens", count=amount)
    dollars = amount / NANO
    return f"${format_number(dollars, 4 if 0 < dollars < 0.1 else 2)}"
