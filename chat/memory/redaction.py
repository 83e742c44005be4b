"""Takes what was forgotten out of the conversations too, where it stands in the words in which it was remembered."""

import asyncio
import re
from collections.abc import Sequence
from typing import Any

from agents.memory.fact import Fact
from agents.memory.wording import quote
from chat.history.store import Record, Store, StoreError, Thread
from chat.history.writer import Writer
from chat.mydata.archive import threads

FORGOTTEN = "[forgotten]"
_WORD = re.compile(r"\w+")
_BETWEEN = r"[\W_]{1,9}"  # Markdown may have put a sign before each sign


class Redaction:
    """The words that are to disappear.

    Args:
        facts: What was forgotten.
    """

    def __init__(self, facts: Sequence[Fact]) -> None:
        texts = {quote(fact.text) if fact.source else fact.text for fact in facts}
        self._parts = [(frozenset(_words(text)), _pattern(text)) for text in texts]

    def of(self, value: Any) -> Any:
        """Return a record, or a part of one, without them."""
        if isinstance(value, dict):
            return {name: self.of(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self.of(part) for part in value]
        if not isinstance(value, str):
            return value
        there = set(_words(value))
        for words, pattern in self._parts:
            if words <= there:
                value = pattern.sub(FORGOTTEN, value)
        return value


async def redact(owner: str, facts: Sequence[Fact], store: Store, writer: Writer) -> None:
    """Take facts out of all conversations of their owner.

    Raises:
        StoreError: Not all could be written.
    """
    if not facts:
        return
    redaction = Redaction(facts)
    async for thread in threads(owner, store):
        await writer.flush(thread.id)
        await _redact_thread(owner, thread, redaction, store, writer)


async def _redact_thread(owner: str, thread: Thread, redaction: Redaction, store: Store, writer: Writer) -> None:
    steps = [_without_feedback(step) for step in await store.get_steps(owner, thread.id)]
    changed = await asyncio.to_thread(lambda: [(step, redaction.of(step)) for step in steps])
    written = [await writer.submit(thread.id, _put(owner, thread, new, store)) for old, new in changed if new != old]
    name = redaction.of(thread.name)
    if name != thread.name:
        written.append(await writer.submit(thread.id, lambda: store.put_thread(owner, thread.id, name=name)))
    if not all(written):
        raise StoreError("not redacted")


def _put(owner: str, thread: Thread, step: Record, store: Store) -> Any:
    return lambda: store.put_step(owner, thread.id, step)


def _without_feedback(step: Record) -> Record:
    return {name: value for name, value in step.items() if name != "feedback"}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _pattern(text: str) -> re.Pattern[str]:
    words = _WORD.findall(text)
    if not words:
        return re.compile(re.escape(text))
    return re.compile(rf"(?<!\w){_BETWEEN.join(map(re.escape, words))}(?!\w)", re.IGNORECASE)
