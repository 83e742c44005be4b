"""Counts the tokens of each turn and adds them to the usage of its person."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from agents.events import Done, Event, Usage
from chat.history.write_queue import WriteQueue
from chat.identity.caller import Caller
from chat.usage.usage_store import UsageEntry, UsageStore, UsageTotals

_QUEUE = "usage"  # begins the name of a person's queue of writes


class UsageMeter:
    """The usage of one turn, of the teacher and the specialists together."""

    def __init__(self) -> None:
        self._totals = UsageTotals()
        self._model = ""

    def add_event(self, event: Event) -> None:
        """Count one event of the turn."""
        match event:
            case Usage():
                self._totals += UsageTotals(
                    0, event.input_tokens, event.output_tokens, event.cache_read_tokens, event.cache_write_tokens
                )
            case Done(model=model):
                self._model = model

    def entry(self, caller: Caller) -> UsageEntry:
        """Return the usage of the turn as an entry of this person."""
        return UsageEntry(days_ago(0), caller.sub, caller.name, self._model or "unknown", self._totals + UsageTotals(1))

    @property
    def input_tokens(self) -> int:
        """Tokens that models have read so far."""
        return self._totals.input_tokens

    @property
    def output_tokens(self) -> int:
        """Tokens that models have written so far."""
        return self._totals.output_tokens

    @property
    def tokens(self) -> int:
        """Tokens read and written so far, those of the provider's cache included."""
        totals = self._totals
        return totals.input_tokens + totals.output_tokens + totals.cache_read_tokens + totals.cache_write_tokens

    @property
    def has_counted(self) -> bool:
        """Whether a model was used at all."""
        return self._totals != UsageTotals()


class UsageAccounts:
    """The usage of all people; as `PersonalData` it returns and erases that of one person.

    Args:
        store: Stores the entries.
        writer: Retries writes that fail.
    """

    name = "usage"

    def __init__(self, store: UsageStore, writer: WriteQueue) -> None:
        self.store = store
        self._writer = writer

    def add(self, meter: UsageMeter, caller: Caller, turn_id: str) -> None:
        """Add the usage of a turn, without waiting until it is written."""
        if meter.has_counted:
            entry = meter.entry(caller)
            self._writer.submit(f"{_QUEUE}:{caller.sub}", lambda: self.store.add(entry, turn_id))

    async def read(self, owner: str) -> list[dict[str, Any]]:
        """See `PersonalData`."""
        await self._writer.flush(f"{_QUEUE}:{owner}")
        return [
            {"day": entry.day, "model": entry.model, **asdict(entry.totals)}
            for entry in await self.store.of_person(owner, "")
        ]

    async def erase(self, owner: str) -> int:
        """See `PersonalData`."""
        await self._writer.flush(f"{_QUEUE}:{owner}")
        return await self.store.erase(owner)


def days_ago(days: int) -> str:
    """Return the day in UTC that is so many days before today."""
    return f"{datetime.now(UTC) - timedelta(days=days):%Y-%m-%d}"
