"""The notes and files that people bring: stored as passages and recalled together with their facts."""

import asyncio
import logging
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.documents.passages import passages
from agents.memory.errors import MemoryRefused, MemoryUnavailable
from agents.memory.fact import PASSAGE_PREFIX, Fact, Source, clean_text, utc_now
from agents.memory.fact_repository import require_owner
from agents.memory.service import MemoryService

logger = logging.getLogger(__name__)

MAX_FILES = 50  # of one person
MAX_PASSAGES = 3_000  # of one person
_MAX_NAME_CHARACTERS = 120
_VECTOR_BATCH = 8  # passages whose vectors are computed before other work may run


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """A note or file.

    Args:
        id: A random unique id.
        name: The name its owner gave it.
        saved_at: ISO 8601, UTC.
        passages: The passages of its text, in order.
    """

    id: str
    name: str
    saved_at: str
    passages: tuple[Fact, ...]

    @property
    def pages(self) -> int:
        """The number of pages with text; 0 for a note or file without pages."""
        return len({fact.source.page for fact in self.passages if fact.source and fact.source.page})


class FileLibrary:
    """The notes and files of all owners; every call reads and changes those of one owner.

    Every call raises `MemoryUnavailable` when the store fails, and `ValueError` for an empty owner.

    Args:
        memory: Stores and recalls the passages.
    """

    def __init__(self, memory: MemoryService) -> None:
        self._memory = memory
        self._vector_tasks: set[asyncio.Task[None]] = set()

    async def add(self, owner: str, name: str, pages: Sequence[str]) -> LibraryFile:
        """Save a file.

        Args:
            owner: The owner.
            name: The name of the file.
            pages: The text of each page.

        Raises:
            MemoryRefused: It has no text, or there is no room for it.
        """
        cut = await asyncio.to_thread(_cut, pages)  # takes seconds for a long text
        kept = await self.documents(require_owner(owner))
        if len(kept) >= MAX_FILES:
            raise MemoryRefused(
                "At most {most} notes and files are kept for one person; forget one of them first.", most=MAX_FILES
            )
        room = MAX_PASSAGES - sum(len(document.passages) for document in kept)
        if len(cut) > room:
            raise MemoryRefused(
                "It has {count} passages, and there is room for {room} more; bring a smaller part of it.",
                count=f"{len(cut):,}",
                room=f"{max(room, 0):,}",
            )
        if not cut:
            raise MemoryRefused("There is no text in it.")
        document_id, saved_at = uuid.uuid4().hex, utc_now()
        title = clean_text(name)[:_MAX_NAME_CHARACTERS] or "Note"
        facts = [
            Fact(text, saved_at=saved_at, source=Source(document_id, title, page, number))
            for number, (page, text) in enumerate(cut, 1)
        ]
        await self._memory.repository.put(owner, {fact.key: fact.to_record() for fact in facts})
        await self._memory.indexing.add(owner, facts, await self._memory.parameters.current())
        if self._memory.similarity.installed:
            task = asyncio.create_task(self._add_vectors(owner, [fact.key for fact in facts]))
            self._vector_tasks.add(task)
            task.add_done_callback(self._vector_tasks.discard)
        return LibraryFile(document_id, title, saved_at, tuple(facts))

    async def documents(self, owner: str) -> list[LibraryFile]:
        """Return all files of the owner, the latest first."""
        records = await self._memory.repository.under(require_owner(owner), PASSAGE_PREFIX)
        return _documents([Fact.from_record(record) for record in records.values()])

    async def get(self, owner: str, document_id: str) -> LibraryFile | None:
        """Return one file; None if the owner has no such file."""
        records = await self._memory.repository.under(require_owner(owner), f"{PASSAGE_PREFIX}{document_id}#")
        return next(iter(_documents([Fact.from_record(record) for record in records.values()])), None)

    async def forget(self, owner: str, document_id: str) -> list[Fact]:
        """Remove a file from the index and from the store; return the passages it had."""
        document = await self.get(owner, document_id)
        return await self._memory.remove(owner, list(document.passages)) if document else []

    async def wait_for_vectors(self) -> None:
        """Wait until the vectors of all files are computed."""
        await asyncio.gather(*self._vector_tasks)

    def close(self) -> None:
        """Stop computing vectors; passages without one are still found by their words."""
        for task in self._vector_tasks:
            task.cancel()

    async def _add_vectors(self, owner: str, keys: list[str]) -> None:
        """Compute the vectors of passages, a few at a time."""
        try:
            for at in range(0, len(keys), _VECTOR_BATCH):
                records = await self._memory.repository.get(owner, keys[at : at + _VECTOR_BATCH])
                facts = [Fact.from_record(record) for record in records.values()]
                vectors = await asyncio.to_thread(self._memory.similarity.vectors, [fact.text for fact in facts])
                for fact, vector in zip(facts, vectors, strict=True):
                    with_vector = replace(fact, vector=vector).to_record()
                    await self._memory.repository.replace(owner, fact.key, with_vector, was=fact.to_record())
        except MemoryUnavailable as error:
            logger.warning("vectors_not_saved", extra={"reason": str(error)})


def _cut(pages: Sequence[str]) -> list[tuple[int, str]]:
    return [(page, text) for page, raw in passages(pages) if (text := clean_text(raw))]


def _documents(facts: list[Fact]) -> list[LibraryFile]:
    grouped: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.source is not None:
            grouped[fact.source.document].append(fact)
    found = [
        LibraryFile(document_id, group[0].source.name, group[0].saved_at, tuple(group))
        for document_id, group in grouped.items()
        if group[0].source is not None
    ]
    return sorted(found, key=lambda document: document.saved_at, reverse=True)
