"""The remembered facts and files as personal data: downloaded and erased with the rest."""

from typing import Any

from agents.memory.errors import MemoryUnavailable
from agents.memory.fact import Fact
from agents.memory.library import FileLibrary
from agents.memory.service import MemoryService
from chat.history.store import StoreError


class MemoryPersonalData:
    """The facts, notes and files of a person.

    Args:
        memory: The facts.
        library: The notes and files.
    """

    name = "memories"

    def __init__(self, memory: MemoryService, library: FileLibrary) -> None:
        self._memory = memory
        self._library = library

    async def read(self, owner: str) -> list[dict[str, Any]]:
        """See `PersonalData`."""
        try:
            facts = [export_fact(fact) for fact in await self._memory.facts(owner)]
            files = [export_fact(fact) for file in await self._library.documents(owner) for fact in file.passages]
        except MemoryUnavailable as error:
            raise StoreError(str(error)) from error
        return facts + files

    async def erase(self, owner: str) -> int:
        """See `PersonalData`."""
        try:
            return len(await self._memory.forget_all(owner))
        except MemoryUnavailable as error:
            raise StoreError(str(error)) from error


def export_fact(fact: Fact) -> dict[str, Any]:
    """Return a fact as its owner downloads it."""
    exported = {"text": fact.text, "savedAt": fact.saved_at}
    if fact.changed_at:
        exported["changedAt"] = fact.changed_at
    if fact.source is None:
        return {**exported, "conversation": fact.thread_id or None}
    return {**exported, "file": fact.source.name, "page": fact.source.page or None, "passage": fact.source.number}
