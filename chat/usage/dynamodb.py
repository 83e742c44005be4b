"""Usage in the DynamoDB table of the history: once below the person, once below the day."""

from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from dataclasses import asdict

from chat.history.dynamodb.calls import Calls, ConditionFailed, Item
from chat.history.dynamodb.table import owner_key, usage_item, usage_key
from chat.history.timestamps import expiry_after
from chat.usage.usage_store import KEPT_DAYS, MAX_ENTRIES, UsageEntry, UsageTotals

_NEW = "(attribute_not_exists(#turn) OR #turn <> :turn)"


class DynamoBook:
    """Counts in the same table.

    Args:
        calls: The table's operations.
    """

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def add(self, entry: UsageEntry, turn_id: str) -> None:
        """See `Book`."""
        facts = {"day": entry.day, "sub": entry.owner, "model": entry.model, "name": entry.name}
        put = {**facts, "turn": turn_id, "expires": expiry_after(KEPT_DAYS)}
        person = {"owner": owner_key(entry.owner), "item": usage_item(entry.day, entry.model)}
        everybody = usage_key(entry.day, entry.owner, entry.model)
        # Both or none: an attempt whose answer was lost has counted in both, and the next one finds its turn there.
        changes = [
            self._calls.changing(key, put=put, add=asdict(entry.spent), condition=_NEW) for key in (person, everybody)
        ]
        with suppress(ConditionFailed):
            await self._calls.transact(changes)

    async def of_day(self, day: str) -> list[UsageEntry]:
        """See `Book`."""
        entries: list[UsageEntry] = []
        found = self._calls.query("#owner = :owner", {"owner": f"usage#{day}"})
        async with aclosing(found):
            async for item in found:
                entries.append(_entry(item))
                if len(entries) == MAX_ENTRIES:
                    break
        return entries

    async def of_person(self, owner: str, since: str) -> list[UsageEntry]:
        """See `Book`."""
        entries = [_entry(item) async for item in self._of_person(owner, f"usage#{since}")]
        return sorted(entries, key=lambda entry: entry.day, reverse=True)

    async def erase(self, owner: str) -> int:
        """See `Book`."""
        entries = [_entry(item) async for item in self._of_person(owner, "usage#")]
        keys = [usage_key(entry.day, owner, entry.model) for entry in entries]
        # The person's own last: whoever tries again after a failure still finds what is left.
        await self._calls.write_all(deletes=keys)
        own = [{"owner": owner_key(owner), "item": usage_item(entry.day, entry.model)} for entry in entries]
        await self._calls.write_all(deletes=own)
        return sum(entry.spent.answers for entry in entries)

    async def sweep(self, before: str) -> int:
        """Nothing to do: DynamoDB removes what has had its time."""
        return 0

    def _of_person(self, owner: str, first: str) -> AsyncGenerator[Item, None]:
        condition = "#owner = :owner AND #item BETWEEN :first AND :last"
        return self._calls.query(condition, {"owner": owner_key(owner), "first": first, "last": "usage$"})


def _entry(item: Item) -> UsageEntry:
    names = ("answers", "input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens")
    return UsageEntry(
        item["day"], item["sub"], item["name"], item["model"], UsageTotals(*(int(item[name]) for name in names))
    )
