"""Counts what each turn uses, while it is told."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from agents.events import Done, Event, Usage
from chat.history.writer import Writer
from chat.identity.caller import Caller
from chat.usage.usage_store import UsageEntry, UsageStore, UsageTotals

_QUEUE = "usage"  # the writer's line for what is counted


class UsageMeter:
    """What one turn uses; the model's teacher and specialists together."""

    def __init__(self) -> None:
        self._spent = UsageTotals()
        self._model = ""

    def hear(self, event: Event) -> None:
        """Take one event of the turn."""
        match event:
            case Usage():
                self._spent += UsageTotals(
                    0, event.input_tokens, event.output_tokens, event.cache_read_tokens, event.cache_write_tokens
                )
            case Done(model=model):
                self._model = model

    def entry(self, caller: Caller) -> UsageEntry:
        """What the turn used, as this person's."""
        return UsageEntry(days_ago(0), caller.sub, caller.name, self._model or "unknown", self._spent + UsageTotals(1))

    @property
    def input_tokens(self) -> int:
        """Tokens that models have read so far."""
        return self._spent.input_tokens

    @property
    def output_tokens(self) -> int:
        """Tokens that models have written so far."""
        return self._spent.output_tokens

    @property
    def has_counted(self) -> bool:
        """Whether a model was asked at all."""
        return self._spent != UsageTotals()


class UsageAccounts:
    """The usage of all people, as turns add to it. As a `Holding` it tells and erases what is counted of a person.

    Args:
        book: Where it is counted.
        writer: Tries again what cannot be written at once.
    """

    name = "usage"

    def __init__(self, book: UsageStore, writer: Writer) -> None:
        self.book = book
        self._writer = writer

    def add(self, meter: UsageMeter, caller: Caller, turn_id: str) -> None:
        """Count a turn; nobody waits for it."""
        if meter.has_counted:
            entry = meter.entry(caller)
            self._writer.submit(f"{_QUEUE}:{caller.sub}", lambda: self.book.add(entry, turn_id))

    async def read(self, owner: str) -> list[dict[str, Any]]:
        """See `Holding`."""
        await self._writer.flush(f"{_QUEUE}:{owner}")
        return [
            {"day": entry.day, "model": entry.model, **asdict(entry.spent)}
            for entry in await self.book.of_person(owner, "")
        ]

    async def erase(self, owner: str) -> int:
        """See `Holding`."""
        await self._writer.flush(f"{_QUEUE}:{owner}")
        return await self.book.erase(owner)


def days_ago(days: int) -> str:
    """A day, in UTC; none ago is today."""
    return f"{datetime.now(UTC) - timedelta(days=days):%Y-%m-%d}"
