"""The days and months of budgets, in UTC."""

from datetime import UTC, datetime, timedelta

from agents.budgets import Period

_NEXT_MONTH = timedelta(days=32)  # from its first day, it is in the next one


def period_name(period: Period, moment: datetime) -> str:
    """Return the name of the day or month in which a moment is, such as `2026-11-28` or `2026-11`."""
    return f"{moment:%Y-%m-%d}" if period == "day" else f"{moment:%Y-%m}"


def first_day_after(period: Period, moment: datetime) -> str:
    """Return the day on which the next period begins."""
    after = moment + timedelta(days=1) if period == "day" else moment.replace(day=1) + _NEXT_MONTH
    return f"{after:%Y-%m-%d}" if period == "day" else f"{after:%Y-%m}-01"


def utc_moment() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)
