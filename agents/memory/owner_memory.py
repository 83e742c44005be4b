"""The memory of one owner in one turn: no input of a model can name another owner."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from agents.memory.fact import Fact
from agents.memory.fact_repository import require_owner
from agents.memory.formatting import MemoryLinks
from agents.memory.ranking import Match
from agents.memory.service import MemoryService, SavedFact


@dataclass(frozen=True, slots=True)
class OwnerMemory:
    """The memory of the turn's owner.

    Args:
        memory: The memory of all owners.
        owner: The verified subject of the person who asks.
        thread_id: The conversation.
        links: The addresses to which answers link.
        recalled: Is told what an answer may quote.
        saved: What this turn has saved that is new.
    """

    memory: MemoryService
    owner: str
    thread_id: str
    links: MemoryLinks
    recalled: Callable[[Sequence[Fact]], None] = lambda facts: None
    saved: list[SavedFact] = field(default_factory=list)

    def __post_init__(self) -> None:
        require_owner(self.owner)

    async def save(self, text: str) -> SavedFact:
        """Save a sentence from this conversation."""
        saved = await self.memory.save(self.owner, text, self.thread_id)
        if saved.is_new:
            self.saved.append(saved)
        return saved

    async def take_back(self) -> None:
        """Remove what this turn has saved, and save again what stood in its place before the turn."""
        new = {saved.fact.id for saved in self.saved}
        await self.memory.forget(self.owner, list(new))
        for fact in (one for saved in self.saved for one in saved.replaced if one.id not in new):
            await self.memory.save(self.owner, fact.text, fact.thread_id)

    async def recall(self, query: str) -> list[Match]:
        """Return the facts that match a question, the best first."""
        found = await self.memory.recall(self.owner, query)
        self.recalled([match.fact for match in found])
        return found

    async def facts(self) -> Sequence[Fact]:
        """Return all facts that the owner told, the latest first."""
        return await self.memory.facts(self.owner)
