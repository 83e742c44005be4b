"""The notes and files that people brought: kept as passages, found beside what they told."""

import asyncio
import logging
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.documents.passages import passages
from agents.memory.errors import MemoryUnavailable
from agents.memory.fact import PASSAGES, Fact, Source, now, tidy
from agents.memory.service import MemoryService, required
from agents.user_messages import ToolError, TranslatableText

logger = logging.getLogger(__name__)

MAX_FILES = 50  # of one person
MAX_PASSAGES = 3_000  # of one person
_MAX_NAME = 120
_AT_A_TIME = 8  # passages whose meaning is worked out before others may have a turn


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """A note or file.

    Args:
        id: Unique, and without meaning.
        name: What its owner calls it.
        saved_at: ISO 8601, UTC.
        passages: What it was cut into, in order.
    """

    id: str
    name: str
    saved_at: str
    passages: tuple[Fact, ...]

    @property
    def pages(self) -> int:
        """How many pages have text; 0 where there are none."""
        return len({fact.source.page for fact in self.passages if fact.source and fact.source.page})


class FileLibrary:
    """The files of everybody, opened for one owner at a time.

    Args:
        memory: What they are kept and found with.
    """

    def __init__(self, memory: MemoryService) -> None:
        self._memory = memory
        self._reading: set[asyncio.Task[None]] = set()

    async def add(self, owner: str, name: str, pages: Sequence[str]) -> LibraryFile:
        """Keep a file.

        Raises:
            ToolError: There is no room for it; the message says so.
        """
        cut = await asyncio.to_thread(_cut, pages)  # of a long text it takes seconds
        kept = await self.documents(required(owner))
        if len(kept) >= MAX_FILES:
            raise ToolError(
                TranslatableText(
                    "At most {most} notes and files are kept for one person; forget one of them first.", most=MAX_FILES
                )
            )
        room = MAX_PASSAGES - sum(len(document.passages) for document in kept)
        if len(cut) > room:
            raise ToolError(
                TranslatableText(
                    "It has {count} passages, and there is room for {room} more; bring a smaller part of it.",
                    count=f"{len(cut):,}",
                    room=f"{max(room, 0):,}",
                )
            )
        if not cut:
            raise ToolError(TranslatableText("There is no text in it."))
        document_id, moment = uuid.uuid4().hex, now()
        title = tidy(name)[:_MAX_NAME] or "Note"
        facts = [
            Fact(text, saved_at=moment, source=Source(document_id, title, page, number))
            for number, (page, text) in enumerate(cut, 1)
        ]
        await self._memory.repository.put(owner, {fact.key: fact.record() for fact in facts})
        await self._memory.indexing.add(owner, facts, await self._memory.parameters.current())
        if self._memory.meaning.installed:
            task = asyncio.create_task(self._understand(owner, [fact.key for fact in facts]))
            self._reading.add(task)
            task.add_done_callback(self._reading.discard)
        return LibraryFile(document_id, title, moment, tuple(facts))

    async def documents(self, owner: str) -> list[LibraryFile]:
        """Return all that the owner brought, the latest first."""
        records = await self._memory.repository.under(required(owner), PASSAGES)
        return _documents([Fact.of(record) for record in records.values()])

    async def get(self, owner: str, document_id: str) -> LibraryFile | None:
        """Return one file, if the owner has it."""
        records = await self._memory.repository.under(required(owner), f"{PASSAGES}{document_id}#")
        return next(iter(_documents([Fact.of(record) for record in records.values()])), None)

    async def forget(self, owner: str, document_id: str) -> list[Fact]:
        """Forget a file, its passages in the index first, and return what they were."""
        document = await self.get(owner, document_id)
        return await self._memory.remove(owner, list(document.passages)) if document else []

    async def settled(self) -> None:
        """Wait until the meaning of everything that was brought is worked out."""
        await asyncio.gather(*self._reading)

    def close(self) -> None:
        """Stop working in the background; what is missing is found by its words."""
        for task in self._reading:
            task.cancel()

    async def _understand(self, owner: str, keys: list[str]) -> None:
        """Work out what passages mean, a few at a time."""
        try:
            for at in range(0, len(keys), _AT_A_TIME):
                records = await self._memory.repository.get(owner, keys[at : at + _AT_A_TIME])
                facts = [Fact.of(record) for record in records.values()]
                vectors = await asyncio.to_thread(self._memory.meaning.vectors, [fact.text for fact in facts])
                for fact, vector in zip(facts, vectors, strict=True):
                    understood = replace(fact, vector=vector).record()
                    await self._memory.repository.replace(owner, fact.key, understood, was=fact.record())
        except MemoryUnavailable as error:
            logger.warning("passages_not_understood", extra={"reason": str(error)})


def _cut(pages: Sequence[str]) -> list[tuple[int, str]]:
    return [(page, text) for page, raw in passages(pages) if (text := tidy(raw))]


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
