"""What is remembered, as a part of what is kept of a person: downloaded and erased with the rest."""

from typing import Any

from agents.memory.errors import MemoryUnavailable
from agents.memory.fact import Fact
from agents.memory.library import FileLibrary
from agents.memory.service import MemoryService
from chat.history.store import StoreError


class MemoryPersonalData:
    """All that one person told and brought.

    Args:
        memory: What they told.
        library: What they brought.
    """

    name = "memories"

    def __init__(self, memory: MemoryService, library: FileLibrary) -> None:
        self._memory = memory
        self._library = library

    async def read(self, owner: str) -> list[dict[str, Any]]:
        """See `Holding`."""
        try:
            facts = [exported(fact) for fact in await self._memory.facts(owner)]
            files = [exported(fact) for document in await self._library.documents(owner) for fact in document.passages]
        except MemoryUnavailable as error:
            raise StoreError(str(error)) from error
        return facts + files

    async def erase(self, owner: str) -> int:
        """See `Holding`."""
        try:
            return len(await self._memory.forget_all(owner))
        except MemoryUnavailable as error:
            raise StoreError(str(error)) from error


def exported(fact: Fact) -> dict[str, Any]:
    """Return a fact as its owner takes it along."""
    kept = {"text": fact.text, "savedAt": fact.saved_at}
    if fact.changed_at:
        kept["changedAt"] = fact.changed_at
    if fact.source is None:
        return {**kept, "conversation": fact.thread_id or None}
    return {**kept, "file": fact.source.name, "page": fact.source.page or None, "passage": fact.source.number}
