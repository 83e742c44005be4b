"""Saves, recalls, lists, changes and forgets the facts of one owner."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.aws import AwsSession
from agents.embeddings.similarity import SentenceSimilarity
from agents.memory.contradictions import replaced_by
from agents.memory.errors import MemoryRefused, MemoryUnavailable
from agents.memory.fact import (
    FACT_PREFIX,
    MAX_FACT_CHARACTERS,
    PASSAGE_PREFIX,
    Fact,
    clean_text,
    utc_now,
    words_of,
)
from agents.memory.fact_repository import FactRepository, require_owner
from agents.memory.index import Index
from agents.memory.index_sync import IndexSync
from agents.memory.ranking import Match, fuse, rank
from agents.memory.secret_detection import is_secret
from agents.parameters import Parameters

logger = logging.getLogger(__name__)

MAX_FACTS = 10_000  # of one person
_MAX_ADDED_VECTORS = 16  # missing ones that one recall computes


@dataclass(frozen=True, slots=True)
class SavedFact:
    """A saved fact, whether it is new rather than remembered already, and the facts that it took the place of."""

    fact: Fact
    is_new: bool
    replaced: Sequence[Fact] = ()


class MemoryService:
    """The memory of all owners; every call reads and changes the facts of one owner.

    The owner is the verified subject of a person, never the input of a model or a page. Every call raises
    `MemoryUnavailable` when the repository fails, and `ValueError` for an empty owner.

    Args:
        repository: Stores the facts.
        parameters: The live parameters: the index, the number of results and their lowest score.
        aws: Makes the clients of the index.
        indexing: Keeps the index in step with the repository; None makes one.
    """

    def __init__(
        self, repository: FactRepository, parameters: Parameters, aws: AwsSession, indexing: IndexSync | None = None
    ) -> None:
        self.repository = repository
        self.parameters = parameters
        self.indexing = indexing or IndexSync(repository, aws)
        self.similarity = SentenceSimilarity()

    async def save(self, owner: str, text: str, thread_id: str = "") -> SavedFact:
        """Save a sentence, unless a fact with the same words is saved already; what it replaces is removed.

        Raises:
            MemoryRefused: It is not accepted, or the owner has too many facts.
        """
        text = validate_fact(text)
        kept = await self.facts(owner)
        for fact in kept:
            if words_of(fact.text) == words_of(text) != "" or fact.text == text:
                return SavedFact(fact, is_new=False)
        if len(kept) >= MAX_FACTS:
            raise MemoryRefused(
                "At most {most} facts are remembered for one person; forget some of them first.", most=f"{MAX_FACTS:,}"
            )
        old = replaced_by(text, kept)
        before = "\n".join(one.text for one in old)
        fact = Fact(text, thread_id=thread_id, vector=await self._vector(text), replaced=before)
        await self.repository.put(require_owner(owner), {fact.key: fact.to_record()})
        await self.remove(owner, old)
        still_kept = [one for one in kept if one not in old]
        await self.indexing.add(owner, [fact, *still_kept], await self.parameters.current())
        return SavedFact(fact, is_new=True, replaced=old)

    async def recall(self, owner: str, query: str) -> list[Match]:
        """Return the facts and passages that match a question, the best first."""
        values = await self.parameters.current()
        index = self.indexing.current(values)
        found = None if index is None else await self._search_index(owner, query, index, values.max_results)
        if found is None:
            facts = await self._with_vectors(owner, await self._facts_and_passages(owner))
            found = await asyncio.to_thread(rank, query, facts, self.similarity)
        return [one for one in found if one.score >= values.min_score][: values.max_results]

    async def facts(self, owner: str) -> list[Fact]:
        """Return all facts that the owner told, the latest first."""
        facts = await self._read(owner, FACT_PREFIX)
        return sorted(facts, key=lambda fact: (fact.saved_at, fact.id), reverse=True)

    async def get(self, owner: str, fact_id: str) -> Fact | None:
        """Return one fact; None if the owner has no such fact."""
        key = f"{FACT_PREFIX}{fact_id}"
        record = (await self.repository.get(require_owner(owner), [key])).get(key)
        return Fact.from_record(record) if record else None

    async def edit(self, owner: str, fact_id: str, text: str) -> Fact | None:
        """Change the text of a fact and return it; None if it was forgotten or changed meanwhile.

        Raises:
            MemoryRefused: The new text is not accepted.
        """
        text = validate_fact(text)
        fact = await self.get(owner, fact_id)
        if fact is None:
            return None
        if fact.text == text:
            return fact
        await self.indexing.remove(owner, [fact])
        changed = replace(
            fact, text=text, changed_at=utc_now(), vector=await self._vector(text), indexed_in="", indexed_at=0.0
        )
        if not await self.repository.replace(owner, changed.key, changed.to_record(), was=fact.to_record()):
            return None
        await self.indexing.add(owner, [changed], await self.parameters.current())
        return changed

    async def forget(self, owner: str, fact_ids: Sequence[str]) -> list[Fact]:
        """Remove facts from the index and from the store, and return those that existed."""
        records = await self.repository.get(require_owner(owner), [f"{FACT_PREFIX}{fact_id}" for fact_id in fact_ids])
        return await self.remove(owner, [Fact.from_record(record) for record in records.values()])

    async def undo(self, owner: str, fact_ids: Sequence[str]) -> list[Fact]:
        """Remove facts as if they had never been told: what they took the place of is remembered again.

        Returns:
            The facts that existed.
        """
        removed = await self.forget(owner, fact_ids)
        for fact in removed:
            for text in fact.replaced.splitlines():
                await self.save(owner, text, fact.thread_id)
        return removed

    async def forget_all(self, owner: str) -> list[Fact]:
        """Remove all facts and passages of the owner, and return them."""
        return await self.remove(owner, await self._facts_and_passages(owner))

    async def remove(self, owner: str, facts: list[Fact]) -> list[Fact]:
        """Remove facts or passages, from the index first and then from the store.

        If the index fails, the store still has them, so they can be removed again.
        """
        await self.indexing.remove(require_owner(owner), facts)
        await self.repository.remove(owner, [fact.key for fact in facts])
        return facts

    def close(self) -> None:
        """Stop the threads of the index."""
        self.indexing.close()

    async def _search_index(self, owner: str, query: str, index: Index, limit: int) -> list[Match] | None:
        """Return the matches of the index and of the facts it cannot find yet; None if it cannot be reached."""
        require_owner(owner)
        try:
            location = await index.location()
            hits = await index.search(owner, query, limit)
        except MemoryUnavailable as error:
            logger.warning("index_not_searched", extra={"reason": str(error)})
            return None
        facts = {fact.key: fact for fact in await self._facts_and_passages(owner)}
        # The index only says which keys match; whether such a fact exists and what it says, the repository says.
        known = [Match(facts[hit.key], min(max(hit.score, 0.0), 1.0)) for hit in hits if hit.key in facts]
        pending = [fact for fact in facts.values() if self.indexing.is_pending(fact, location)]
        ranked = await asyncio.to_thread(rank, query, await self._with_vectors(owner, pending), self.similarity)
        return fuse(known, ranked)

    async def _facts_and_passages(self, owner: str) -> list[Fact]:
        return [*await self.facts(owner), *await self._read(owner, PASSAGE_PREFIX)]

    async def _read(self, owner: str, prefix: str) -> list[Fact]:
        records = await self.repository.under(require_owner(owner), prefix)
        # In a thread: thousands of records block the event loop.
        return await asyncio.to_thread(lambda: [Fact.from_record(record) for record in records.values()])

    async def _vector(self, text: str) -> bytes:
        if not self.similarity.installed:
            return b""
        return (await asyncio.to_thread(self.similarity.vectors, [text]))[0]

    async def _with_vectors(self, owner: str, facts: list[Fact]) -> list[Fact]:
        """Compute and save some of the missing vectors, and return the facts with them."""
        missing = [fact for fact in facts if not fact.vector][:_MAX_ADDED_VECTORS] if self.similarity.installed else []
        vectors = await asyncio.to_thread(self.similarity.vectors, [fact.text for fact in missing])
        updated = {fact.key: replace(fact, vector=v) for fact, v in zip(missing, vectors, strict=True)}
        for fact in missing:
            await self.repository.replace(owner, fact.key, updated[fact.key].to_record(), was=fact.to_record())
        return [updated.get(fact.key, fact) for fact in facts]


def validate_fact(text: str) -> str:
    """Return the text of a fact, cleaned.

    Raises:
        MemoryRefused: It is empty, too long or a secret.
    """
    cleaned = clean_text(text[: 10 * MAX_FACT_CHARACTERS])
    if not cleaned:
        raise MemoryRefused("There is nothing in it to remember.")
    if len(cleaned) > MAX_FACT_CHARACTERS:
        raise MemoryRefused(
            "A fact may have {most} characters; put longer notes into a file on the page.",
            most=f"{MAX_FACT_CHARACTERS:,}",
        )
    if is_secret(cleaned):
        raise MemoryRefused(
            "Passwords, keys and card numbers are not remembered; a password manager is the place for them."
        )
    return cleaned
