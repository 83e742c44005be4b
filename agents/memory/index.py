"""The port to an external search index, which may be minutes behind the fact repository."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from agents.memory.fact import Fact


@dataclass(frozen=True, slots=True)
class Hit:
    """The key of a fact that the index found, and its score from 0 to 1."""

    key: str
    score: float


class Index(Protocol):
    """Finds facts of one owner by meaning.

    Every call raises `MemoryUnavailable` when the index fails. `add`, `remove` and `search` raise `ValueError` for an
    empty owner, which never means "every owner".
    """

    async def location(self) -> str:
        """Return the name of the place to which facts are added now, under which they can be removed later."""
        ...

    async def add(self, owner: str, facts: Sequence[Fact]) -> None:
        """Add facts; a search finds them once the index has ingested them."""
        ...

    async def remove(self, owner: str, location: str, keys: Sequence[str]) -> None:
        """Remove facts from the location to which they were added."""
        ...

    async def search(self, owner: str, query: str, limit: int) -> list[Hit]:
        """Return the best matches among the facts of this owner."""
        ...
