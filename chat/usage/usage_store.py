"""The port to wherever usage is counted."""

from dataclasses import dataclass
from typing import Protocol

KEPT_DAYS = 400
MAX_ENTRIES = 5_000  # of one day that are read


@dataclass(frozen=True, slots=True)
class UsageTotals:
    """What some answers have used.

    Args:
        answers: How many.
        input_tokens: Read by the models.
        output_tokens: Written by them.
        cache_read_tokens: Read from the provider's cache.
        cache_write_tokens: Written to it.
    """

    answers: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0

    def __add__(self, other: "UsageTotals") -> "UsageTotals":
        return UsageTotals(
            self.answers + other.answers,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cache_read_tokens + other.cache_read_tokens,
            self.cache_write_tokens + other.cache_write_tokens,
        )


@dataclass(frozen=True, slots=True)
class UsageEntry:
    """What one person used of one model on one day.

    Args:
        day: As `2026-11-24`, in UTC.
        owner: Who.
        name: What the person is called.
        model: Which model.
        spent: How much.
    """

    day: str
    owner: str
    name: str
    model: str
    spent: UsageTotals


class UsageStore(Protocol):
    """Counts. What is counted is forgotten after `KEPT_DAYS`, or with its person. All raise `StoreError`."""

    async def add(self, entry: UsageEntry, turn_id: str) -> None:
        """Add what a turn used, once, however often this is tried in a row."""
        ...

    async def of_day(self, day: str) -> list[UsageEntry]:
        """Everybody's entries of a day, at most `MOST_ENTRIES`."""
        ...

    async def of_person(self, owner: str, since: str) -> list[UsageEntry]:
        """A person's entries since a day, the latest first."""
        ...

    async def erase(self, owner: str) -> int:
        """Forget a person's entries, and tell how many answers they counted."""
        ...

    async def sweep(self, before: str) -> int:
        """Remove what is older than a day, where the store does not do so by itself; tell how many entries it was."""
        ...
