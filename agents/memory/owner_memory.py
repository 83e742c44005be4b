"""One person's memory, open in one turn: the owner is fixed, whatever a model says."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.memory.fact import Fact
from agents.memory.links import MemoryLinks
from agents.memory.ranking import Match
from agents.memory.service import MemoryService, Saved, required


@dataclass(frozen=True, slots=True)
class OwnerMemory:
    """The memory of the turn's owner.

    Args:
        memory: Everybody's.
        owner: The verified subject whose turn it is.
        thread_id: The conversation.
        links: Where answers lead.
    """

    memory: MemoryService
    owner: str
    thread_id: str
    links: MemoryLinks

    def __post_init__(self) -> None:
        required(self.owner)

    async def save(self, text: str) -> Saved:
        """Remember a sentence that was told in this conversation."""
        return await self.memory.save(self.owner, text, self.thread_id)

    async def recall(self, query: str) -> list[Match]:
        """Return what matches a question, the best first."""
        return await self.memory.recall(self.owner, query)

    async def facts(self) -> Sequence[Fact]:
        """Return all that the owner told, the latest first."""
        return await self.memory.facts(self.owner)
