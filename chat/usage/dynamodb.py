"""Usage in the history table: each entry is stored under its person and under its day."""

from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from dataclasses import asdict

from chat.history.dynamodb.client import ConditionFailed, Item
from chat.history.dynamodb.store import DynamoStore
from chat.history.dynamodb.table import item_key, owner_key, usage_item, usage_key
from chat.history.timestamps import expiry_after
from chat.usage.usage_store import MAX_ENTRIES, RETENTION_DAYS, UsageEntry, UsageTotals

_NOT_COUNTED = "(attribute_not_exists(#turn) OR #turn <> :turn)"


class DynamoUsageStore:
    """The usage of all people in the history table.

    Args:
        store: The conversations, in whose table they are.
    """

    def __init__(self, store: DynamoStore) -> None:
        self._client = store.client

    async def add(self, entry: UsageEntry, turn_id: str) -> None:
        """See `UsageStore`."""
        identity = {"day": entry.day, "sub": entry.owner, "model": entry.model, "name": entry.name}
        put = {**identity, "turn": turn_id, "expires": expiry_after(RETENTION_DAYS)}
        under_person = item_key(entry.owner, usage_item(entry.day, entry.model))
        under_day = usage_key(entry.day, entry.owner, entry.model)
        # Both or none: if the response of an attempt was lost, the next attempt finds the turn in both.
        updates = [
            self._client.build_update(key, put=put, add=asdict(entry.totals), condition=_NOT_COUNTED)
            for key in (under_person, under_day)
        ]
        with suppress(ConditionFailed):
            await self._client.transact(updates)

    async def of_day(self, day: str) -> list[UsageEntry]:
        """See `UsageStore`."""
        entries: list[UsageEntry] = []
        found = self._client.query("#owner = :owner", {"owner": f"usage#{day}"})
        async with aclosing(found):
            async for item in found:
                entries.append(_entry(item))
                if len(entries) == MAX_ENTRIES:
                    break
        return entries

    async def of_person(self, owner: str, since: str) -> list[UsageEntry]:
        """See `UsageStore`."""
        entries = [_entry(item) async for item in self._query_person(owner, f"usage#{since}")]
        return sorted(entries, key=lambda entry: entry.day, reverse=True)

    async def erase(self, owner: str) -> int:
        """See `UsageStore`."""
        entries = [_entry(item) async for item in self._query_person(owner, "usage#")]
        keys = [usage_key(entry.day, owner, entry.model) for entry in entries]
        # Those under the person come last: after a failure, a second attempt still finds what is left.
        await self._client.write_all(deletes=keys)
        under_person = [item_key(owner, usage_item(entry.day, entry.model)) for entry in entries]
        await self._client.write_all(deletes=under_person)
        return sum(entry.totals.answers for entry in entries)

    async def sweep(self, before: str) -> int:
        """Do nothing: DynamoDB removes expired items."""
        return 0

    def _query_person(self, owner: str, first: str) -> AsyncGenerator[Item, None]:
        condition = "#owner = :owner AND #item BETWEEN :first AND :last"
        return self._client.query(condition, {"owner": owner_key(owner), "first": first, "last": "usage$"})


def _entry(item: Item) -> UsageEntry:
    names = ("answers", "input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens")
    return UsageEntry(
        item["day"], item["sub"], item["name"], item["model"], UsageTotals(*(int(item[name]) for name in names))
    )
