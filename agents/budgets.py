"""What people may spend on models: the caps that an operator sets, by day and by month."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from agents.json_text import parse_json
from agents.pricing import NANO

Period = Literal["day", "month"]
Unit = Literal["usd", "tokens"]
Caps = Mapping[tuple[Period, Unit], int]
"""Caps in billionths of a dollar and in tokens; what is missing has no cap."""

_MAX = {"usd": 1_000_000, "tokens": 10**12}
_FORMAT = (
    'JSON such as {"person": {"day": {"usd": 0.5, "tokens": 200000}}, "groups": {"teachers": {"day": {"usd": 5}}}, '
    '"everyone": {"month": {"usd": 300}}}'
)


@dataclass(frozen=True, slots=True)
class Budgets:
    """The caps in force.

    Args:
        person: What each person may spend.
        groups: What each member of a Cognito group may spend.
        everyone: What all people may spend together.
    """

    person: Caps = field(default_factory=dict)
    groups: Mapping[str, Caps] = field(default_factory=dict)
    everyone: Caps = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.person or self.groups or self.everyone)

    def of_person(self, groups: Collection[str]) -> Caps:
        """Return what a member of these groups may spend: the widest cap of them, else that of every person."""
        caps = dict(self.person)
        own: dict[tuple[Period, Unit], int] = {}
        for name in groups:
            for cell, cap in self.groups.get(name, {}).items():
                own[cell] = max(cap, own.get(cell, 0))
        return caps | own


def parse_budgets(text: str) -> Budgets:
    """Parse the parameter `budgets`.

    Raises:
        ValueError: It is no such table; the message says what it must be.
    """
    try:
        table = parse_json(text)
    except ValueError:
        raise ValueError(_FORMAT) from None
    found = _table(table, ("person", "groups", "everyone"))
    groups = found.get("groups", {})
    if not isinstance(groups, dict) or not all(groups):
        raise ValueError(_FORMAT)
    return Budgets(
        person=_caps(found.get("person", {})),
        groups={name: _caps(caps) for name, caps in groups.items()},
        everyone=_caps(found.get("everyone", {})),
    )


def _caps(entry: Any) -> Caps:
    caps: dict[tuple[Period, Unit], int] = {}
    periods: tuple[Period, ...] = ("day", "month")
    units: tuple[Unit, ...] = ("usd", "tokens")
    found = _table(entry, periods)
    for period in periods:
        amounts = _table(found.get(period, {}), units)
        for unit in units:
            if unit in amounts:
                caps[period, unit] = _cap(amounts[unit], unit)
    return caps


def _cap(number: Any, unit: Unit) -> int:
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise ValueError(_FORMAT)
    if not 0 <= number <= _MAX[unit] or (unit == "tokens" and number != int(number)):
        raise ValueError(_FORMAT)
    return round(number * NANO) if unit == "usd" else int(number)


def _table(entry: Any, names: Iterable[str]) -> dict[str, Any]:
    if not isinstance(entry, dict) or not set(entry) <= set(names):
        raise ValueError(_FORMAT)
    return entry
