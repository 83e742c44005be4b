"""The port to wherever the events of learners are kept, and the counts of those who struggle."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from chat.teaching.events import LearningEvent

COUNTS_KEPT_DAYS = 60  # for which the counts of a week and the marks that belong to them are kept


@dataclass(frozen=True, slots=True)
class ClassMark:
    """Whether a learner is counted among those who struggle with a topic in a week, such as `2026-W10`."""

    week: str
    topic: str
    struggles: bool


class LearningStore(Protocol):
    """Keeps each learner's events under their owner. Every call raises `StoreError` when the store fails.

    Events expire as conversations do, by the `keep_days` of the store beside which they are kept. What is counted over
    learners holds no owner: whether somebody is counted is a mark under the owner, and gone with their data.
    """

    async def append(self, owner: str, event: LearningEvent) -> None:
        """Write an event; one whose id the owner has already is left as it is."""
        ...

    async def events(self, owner: str) -> list[LearningEvent]:
        """Return all events of a learner, in their order."""
        ...

    async def remove(self, owner: str, ids: Sequence[str]) -> int:
        """Delete events for good, and return how many there were."""
        ...

    async def set_struggling(self, owner: str, week: str, topic: str, struggles: bool) -> None:
        """Count a learner once among those who struggle with a topic in a week, or not any more."""
        ...

    async def struggling(self, week: str) -> dict[str, int]:
        """Return how many learners struggle in a week, by topic; topics without any are left out."""
        ...

    async def marks(self, owner: str) -> list[ClassMark]:
        """Return where a learner is or was counted, in order."""
        ...

    async def erase(self, owner: str, week: str) -> int:
        """Delete all events and marks of a learner for good.

        Args:
            owner: The learner.
            week: The week that is running. The learner is taken out of its counts; those of a week that has ended stay
                as they are, for a count that changed then would tell what the erased learner could not do.

        Returns:
            How many events there were.
        """
        ...

    async def sweep(self, before_week: str) -> int:
        """Remove expired events and the counts of the weeks before one, unless the store does so by itself.

        Returns:
            How many events were removed.
        """
        ...
