"""The port to wherever the events of learners are kept, and the counts of those who struggle."""

from collections.abc import Sequence
from typing import Protocol

from chat.teaching.events import LearningEvent


class LearningStore(Protocol):
    """Keeps each learner's events under their owner. Every call raises `StoreError` when the store fails.

    Events expire as conversations do, by the `keep_days` of the store beside which they are kept. What is counted over
    learners holds no owner: who is counted is a mark under the owner, and gone with their data.
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

    async def erase(self, owner: str) -> int:
        """Delete all events of a learner for good, and return how many there were."""
        ...

    async def sweep(self) -> int:
        """Remove expired events, unless the store does so by itself; return how many were removed."""
        ...
