"""Keeps the index outside in step with the truth, and says which facts it cannot know yet."""

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

DELAY = 600.0  # seconds until the index surely knows what it was given; two or three minutes are usual
NEVER = 1e12  # when a fact will have been read that the index did not take
_THREADS = 8
_AT_ONCE = 500


class IndexSync:
    """The index that the parameters name, and those that they named when older facts were saved.

    Args:
        truth: Where the facts are.
        aws: Where indexes are called.
        clock: Tells the time in seconds.
    """

    def __init__(self, repository: FactRepository, aws: AwsSession, clock: Callable[[], float] = time.time) -> None:
        self._truth = repository
        self._aws = aws
        self._clock = clock
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="memory")
        self._indexes: dict[str, Index] = {}

    def current(self, values: ParameterValues) -> Index | None:
        """Return the index in force, if there is one."""
        name = values.strands_knowledge_base_id
        return self._named(name) if name else None

    def is_young(self, fact: Fact, index: Index, place: str) -> bool:
        """Tell whether the index may not have read this fact yet."""
        return fact.indexed_in != place or fact.indexed_at > self._clock() - DELAY

    async def add(self, owner: str, facts: Sequence[Fact], values: ParameterValues) -> None:
        """Give facts of the truth to the index in force; what it does not take, the truth still finds."""
        index = self.current(values)
        if index is None or not facts:
            return
        marked: list[Fact] = []
        try:
            place = await index.place()
            missing = [fact for fact in facts if fact.indexed_in != place or fact.indexed_at == NEVER]
            for fact in missing[:_AT_ONCE]:
                # Said before it is done, so that whatever happens in between, forgetting knows where to look.
                mark = replace(fact, indexed_in=place, indexed_at=self._clock())
                if await self._truth.replace(owner, fact.key, mark.record(), was=fact.record()):
                    marked.append(mark)
            await index.add(owner, marked)
            kept = await self._truth.get(owner, [fact.key for fact in marked])
            await index.remove(owner, place, [fact.key for fact in marked if fact.key not in kept])
        except MemoryUnavailable as error:
            logger.warning("facts_not_indexed", extra={"reason": str(error), "count": len(facts)})
            for mark in marked:
                failed = replace(mark, indexed_at=NEVER).record()
                await self._truth.replace(owner, mark.key, failed, was=mark.record())

    async def remove(self, owner: str, facts: Sequence[Fact]) -> None:
        """Take facts out of every index that was given them.

        Raises:
            Unavailable: One of them could not be reached.
        """
        places: dict[str, list[str]] = defaultdict(list)
        for fact in facts:
            if fact.indexed_in:
                places[fact.indexed_in].append(fact.key)
        for place, keys in places.items():
            await self._named(place.partition("/")[0]).remove(owner, place, keys)

    def close(self) -> None:
        """Let go of the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _named(self, name: str) -> Index:
        if name not in self._indexes:
            self._indexes[name] = KnowledgeBase(self._aws, name, self._threads)
        return self._indexes[name]
