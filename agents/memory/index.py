"""The port to an index outside, which searches beside the truth and may be minutes behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from agents.memory.fact import Fact


@dataclass(frozen=True, slots=True)
class Hit:
    """A key that the index found for the owner, and how well it matches, from 0 to 1."""

    key: str
    score: float


class Index(Protocol):
    """Finds by meaning. An empty owner is an error, never "everybody". All raise `Unavailable`."""

    async def place(self) -> str:
        """Return the name under which what is added now can be removed later."""
        ...

    async def add(self, owner: str, facts: Sequence[Fact]) -> None:
        """Give facts to the index; it finds them when it has read them."""
        ...

    async def remove(self, owner: str, place: str, keys: Sequence[str]) -> None:
        """Take facts out of the index, wherever they were added."""
        ...

    async def search(self, owner: str, query: str, limit: int) -> list[Hit]:
        """Return what matches best, of this owner's alone."""
        ...
