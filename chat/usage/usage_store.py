"""The port to wherever usage is counted."""

from dataclasses import dataclass
from typing import Protocol

RETENTION_DAYS = 400
MAX_ENTRIES = 5_000  # of one day that are returned


@dataclass(frozen=True, slots=True)
class UsageTotals:
    """The tokens that a number of answers used.

    Args:
        answers: The number of answers.
        input_tokens: Tokens read by the models.
        output_tokens: Tokens written by the models.
        cache_read_tokens: Tokens read from the provider's cache.
        cache_write_tokens: Tokens written to the provider's cache.
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
    """The usage of one model by one person on one day.

    Args:
        day: The day in UTC, such as `2026-11-24`.
        owner: The subject of the person.
        name: The name of the person.
        model: The id of the model.
        totals: The usage.
    """

    day: str
    owner: str
    name: str
    model: str
    totals: UsageTotals


class UsageStore(Protocol):
    """Counts usage. Entries expire after `RETENTION_DAYS`. Every call raises `StoreError` when the store fails."""

    async def add(self, entry: UsageEntry, turn_id: str) -> None:
        """Add the usage of a turn; repeated attempts for the same turn in a row count once."""
        ...

    async def of_day(self, day: str) -> list[UsageEntry]:
        """Return the entries of all people on a day, at most `MAX_ENTRIES`."""
        ...

    async def of_person(self, owner: str, since: str) -> list[UsageEntry]:
        """Return the entries of a person since a day, the latest first."""
        ...

    async def erase(self, owner: str) -> int:
        """Delete the entries of a person, and return how many answers they counted."""
        ...

    async def sweep(self, before: str) -> int:
        """Remove the entries before a day, unless the store does so by itself; return how many were removed."""
        ...
