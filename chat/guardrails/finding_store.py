"""The port to wherever it is counted what guardrails find; no count belongs to a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

FINDINGS_KEPT_DAYS = 40


@dataclass(frozen=True, slots=True)
class FindingCount:
    """How often one server has found one thing on one day.

    Args:
        day: The day in UTC, such as `2026-11-28`.
        server: Names the process that has counted.
        category: What was found, such as `content.HATE`.
        action: What became of it, such as `BLOCKED`.
        count: How often, until now.
    """

    day: str
    server: str
    category: str
    action: str
    count: int


class FindingStore(Protocol):
    """Keeps the counts of all servers for `FINDINGS_KEPT_DAYS`. Every call raises `StoreError` when the store fails."""

    async def put(self, count: FindingCount) -> None:
        """Store a count in the place of the one before: to repeat it changes nothing."""
        ...

    async def since(self, day: str) -> Sequence[FindingCount]:
        """Return the counts of a day and of those after it."""
        ...

    async def sweep(self, before: str) -> int:
        """Remove the counts of days before a day, unless the store does so; return how many were removed."""
        ...
