"""Keeps the external index in step with the fact repository, and knows which facts it cannot find yet."""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from agents.aws import AwsSession
from agents.memory.errors import MemoryUnavailable
from agents.memory.fact import Fact
from agents.memory.fact_repository import FactRepository
from agents.memory.index import Index
from agents.memory.knowledge_base import KnowledgeBase
from agents.parameters import ParameterValues

logger = logging.getLogger(__name__)

MAX_INGESTION_SECONDS = 600.0  # until the index finds what was added; two or three minutes are usual
NEVER_INDEXED = 1e12  # `Fact.indexed_at` of a fact that the index did not accept
_THREADS = 8
_MAX_ADDED = 500  # facts of one call


class IndexSync:
    """Adds facts to the index that the parameters name, and removes them from whichever index they are in.

    Args:
        repository: The stored facts.
        aws: Makes the clients of the indexes.
        clock: Returns the time in seconds since the epoch.
    """

    def __init__(self, repository: FactRepository, aws: AwsSession, clock: Callable[[], float] = time.time) -> None:
        self._repository = repository
        self._aws = aws
        self._clock = clock
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="memory")
        self._indexes: dict[str, Index] = {}

    def current(self, values: ParameterValues) -> Index | None:
        """Return the index that the parameters name; None if they name none."""
        name = values.strands_knowledge_base_id
        return self._index(name) if name else None

    def is_pending(self, fact: Fact, location: str) -> bool:
        """Tell whether the index may not find this fact at this location yet."""
        return fact.indexed_in != location or fact.indexed_at > self._clock() - MAX_INGESTION_SECONDS

    async def add(self, owner: str, facts: Sequence[Fact], values: ParameterValues) -> None:
        """Add stored facts to the current index; the repository still finds those that it does not accept."""
        index = self.current(values)
        if index is None or not facts:
            return
        marked: list[Fact] = []
        try:
            location = await index.location()
            missing = [fact for fact in facts if fact.indexed_in != location or fact.indexed_at == NEVER_INDEXED]
            for fact in missing[:_MAX_ADDED]:
                # Recorded before the fact is added: whatever fails in between, it can be removed from the index.
                mark = replace(fact, indexed_in=location, indexed_at=self._clock())
                if await self._repository.replace(owner, fact.key, mark.to_record(), was=fact.to_record()):
                    marked.append(mark)
            await index.add(owner, marked)
            kept = await self._repository.get(owner, [fact.key for fact in marked])
            await index.remove(owner, location, [fact.key for fact in marked if fact.key not in kept])
        except MemoryUnavailable as error:
            logger.warning("facts_not_indexed", extra={"reason": str(error), "count": len(facts)})
            for mark in marked:
                failed = replace(mark, indexed_at=NEVER_INDEXED).to_record()
                await self._repository.replace(owner, mark.key, failed, was=mark.to_record())

    async def remove(self, owner: str, facts: Sequence[Fact]) -> None:
        """Remove facts from every index that they were added to.

        Raises:
            MemoryUnavailable: An index could not be reached.
        """
        keys_by_location: dict[str, list[str]] = defaultdict(list)
        for fact in facts:
            if fact.indexed_in:
                keys_by_location[fact.indexed_in].append(fact.key)
        for location, keys in keys_by_location.items():
            await self._index(location.partition("/")[0]).remove(owner, location, keys)

    def close(self) -> None:
        """Stop the threads; calls that have not begun are dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _index(self, knowledge_base_id: str) -> Index:
        if knowledge_base_id not in self._indexes:
            self._indexes[knowledge_base_id] = KnowledgeBase(self._aws, knowledge_base_id, self._threads)
        return self._indexes[knowledge_base_id]
