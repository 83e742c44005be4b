"""One person's memory, open in one turn: the owner is fixed, whatever a model says."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.memory.fact import Fact
from agents.memory.links import Links
from agents.memory.ranking import Found
from agents.memory.service import Memory, Saved, required


@dataclass(frozen=True, slots=True)
class Notebook:
    """The memory of the turn's owner.

    Args:
        memory: Everybody's.
        owner: The verified subject whose turn it is.
        thread_id: The conversation.
        links: Where answers lead.
    """

    memory: Memory
    owner: str
    thread_id: str
    links: Links

    def __post_init__(self) -> None:
        required(self.owner)

    async def save(self, text: str) -> Saved:
        """Remember a sentence that was told in this conversation."""
        return await self.memory.save(self.owner, text, self.thread_id)

    async def recall(self, query: str) -> list[Found]:
        """Return what matches a question, the best first."""
        return await self.memory.recall(self.owner, query)

    async def facts(self) -> Sequence[Fact]:
        """Return all that the owner told, the latest first."""
        return await self.memory.facts(self.owner)
