"""What people told to remember: save, recall, list, edit, forget, always for one owner."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.aws import AwsSession
from agents.embeddings.similarity import SentenceSimilarity
from agents.memory.errors import MemoryUnavailable
from agents.memory.fact import FACTS, MAX_LENGTH, PASSAGES, Fact, now, same, tidy
from agents.memory.fact_repository import FactRepository
from agents.memory.index import Index
from agents.memory.index_sync import IndexSync
from agents.memory.ranking import Match, fuse, rank
from agents.memory.secret_detection import is_secret
from agents.parameters import Parameters
from agents.user_messages import ToolError, TranslatableText

logger = logging.getLogger(__name__)

MAX_COUNT = 10_000  # facts of one person
_MENDED = 16  # vectors that one recall works out where they are missing


@dataclass(frozen=True, slots=True)
class Saved:
    """A fact, and whether it was not remembered before."""

    fact: Fact
    is_new: bool


class MemoryService:
    """The memory of everybody, opened for one owner at a time.

    The owner is the verified subject; no call takes it from a model or a page. Everything raises `Unavailable`
    when the truth cannot be reached.

    Args:
        truth: Where it is kept.
        parameters: The live parameters: which index, how many results, how good a match.
        aws: Where the index is called.
    """

    def __init__(
        self, repository: FactRepository, parameters: Parameters, aws: AwsSession, indexing: IndexSync | None = None
    ) -> None:
        self.repository = repository
        self.parameters = parameters
        self.indexing = indexing or IndexSync(repository, aws)
        self.meaning = SentenceSimilarity()

    async def save(self, owner: str, text: str, thread_id: str = "") -> Saved:
        """Remember a sentence.

        Raises:
            ToolError: It is not one to remember; the message says why.
        """
        text = check(text)
        kept = await self.facts(owner)
        for fact in kept:
            if same(fact.text) == same(text) != "" or fact.text == text:
                return Saved(fact, is_new=False)
        if len(kept) >= MAX_COUNT:
            raise ToolError(
                TranslatableText(
                    "At most {most} facts are remembered for one person; forget some of them first.",
                    most=f"{MAX_COUNT:,}",
                )
            )
        fact = Fact(text, thread_id=thread_id, vector=await self._vector(text))
        await self.repository.put(required(owner), {fact.key: fact.record()})
        await self.indexing.add(owner, [fact, *kept], await self.parameters.current())
        return Saved(fact, is_new=True)

    async def recall(self, owner: str, query: str) -> list[Match]:
        """Return what matches a question, the best first."""
        values = await self.parameters.current()
        index = self.indexing.current(values)
        found = None if index is None else await self._indexed(required(owner), query, index, values.max_results)
        if found is None:
            facts = await self._mended(owner, [*await self.facts(owner), *await self._read(owner, PASSAGES)])
            found = await asyncio.to_thread(rank, query, facts, self.meaning)
        return [one for one in found if one.score >= values.min_score][: values.max_results]

    async def facts(self, owner: str) -> list[Fact]:
        """Return all that the owner told, the latest first."""
        facts = await self._read(owner, FACTS)
        return sorted(facts, key=lambda fact: (fact.saved_at, fact.id), reverse=True)

    async def get(self, owner: str, fact_id: str) -> Fact | None:
        """Return one fact, if the owner has it."""
        key = f"{FACTS}{fact_id}"
        record = (await self.repository.get(required(owner), [key])).get(key)
        return Fact.of(record) if record else None

    async def edit(self, owner: str, fact_id: str, text: str) -> Fact | None:
        """Change what is remembered; None if it was forgotten meanwhile.

        Raises:
            ToolError: The new text is not one to remember; the message says why.
        """
        text = check(text)
        fact = await self.get(owner, fact_id)
        if fact is None:
            return None
        if fact.text == text:
            return fact
        await self.indexing.remove(owner, [fact])
        changed = replace(
            fact, text=text, changed_at=now(), vector=await self._vector(text), indexed_in="", indexed_at=0.0
        )
        if not await self.repository.replace(owner, changed.key, changed.record(), was=fact.record()):
            return None
        await self.indexing.add(owner, [changed], await self.parameters.current())
        return changed

    async def forget(self, owner: str, fact_ids: Sequence[str]) -> list[Fact]:
        """Forget facts, in the index first and then in the truth, and return what they were."""
        records = await self.repository.get(required(owner), [f"{FACTS}{fact_id}" for fact_id in fact_ids])
        return await self.remove(owner, [Fact.of(record) for record in records.values()])

    async def forget_all(self, owner: str) -> list[Fact]:
        """Forget everything that the owner told or brought, and return what it was."""
        return await self.remove(owner, [*await self._read(owner, FACTS), *await self._read(owner, PASSAGES)])

    async def remove(self, owner: str, facts: list[Fact]) -> list[Fact]:
        """Remove facts or passages from the index and from the truth."""
        await self.indexing.remove(required(owner), facts)
        await self.repository.remove(owner, [fact.key for fact in facts])
        return facts

    def close(self) -> None:
        """Let go of what it holds."""
        self.indexing.close()

    async def _indexed(self, owner: str, query: str, index: Index, limit: int) -> list[Match] | None:
        """Search the index and, from the truth, what it cannot know yet; None when it cannot be reached."""
        try:
            place = await index.place()
            hits = await index.search(owner, query, limit)
        except MemoryUnavailable as error:
            logger.warning("index_not_searched", extra={"reason": str(error)})
            return None
        facts = {fact.key: fact for fact in [*await self.facts(owner), *await self._read(owner, PASSAGES)]}
        # What the index says is only where to look: the text, and whether it is there at all, comes from the truth.
        known = [Match(facts[hit.key], min(max(hit.score, 0.0), 1.0)) for hit in hits if hit.key in facts]
        young = [fact for fact in facts.values() if self.indexing.is_young(fact, index, place)]
        ranked = await asyncio.to_thread(rank, query, await self._mended(owner, young), self.meaning)
        return fuse(known, ranked)

    async def _read(self, owner: str, prefix: str) -> list[Fact]:
        records = await self.repository.under(required(owner), prefix)
        # Off the loop: thousands of them hold it up.
        return await asyncio.to_thread(lambda: [Fact.of(record) for record in records.values()])

    async def _vector(self, text: str) -> bytes:
        if not self.meaning.installed:
            return b""
        return (await asyncio.to_thread(self.meaning.vectors, [text]))[0]

    async def _mended(self, owner: str, facts: list[Fact]) -> list[Fact]:
        """Work out some of the vectors that are missing, and keep them."""
        missing = [fact for fact in facts if not fact.vector][:_MENDED] if self.meaning.installed else []
        vectors = await asyncio.to_thread(self.meaning.vectors, [fact.text for fact in missing])
        mended = {fact.key: replace(fact, vector=v) for fact, v in zip(missing, vectors, strict=True)}
        for fact in missing:
            await self.repository.replace(owner, fact.key, mended[fact.key].record(), was=fact.record())
        return [mended.get(fact.key, fact) for fact in facts]


def required(owner: str) -> str:
    """Return the owner, who must be somebody."""
    if not owner:
        raise ValueError("what is remembered belongs to somebody")
    return owner


def check(text: str) -> str:
    """Return the text as it is remembered.

    Raises:
        ToolError: It is not one to remember; the message says why.
    """
    tidied = tidy(text[: 10 * MAX_LENGTH])
    if not tidied:
        raise ToolError(TranslatableText("There is nothing in it to remember."))
    if len(tidied) > MAX_LENGTH:
        raise ToolError(
            TranslatableText(
                "A fact may have {most} characters; put longer notes into a file on the page.", most=f"{MAX_LENGTH:,}"
            )
        )
    if is_secret(tidied):
        raise ToolError(
            TranslatableText(
                "Passwords, keys and card numbers are not remembered; a password manager is the place for them."
            )
        )
    return tidied
