"""What guardrails find, in the history table: a partition for each month."""

from datetime import date, timedelta

from chat.guardrails.finding_store import FINDINGS_KEPT_DAYS, FindingCount
from chat.history.dynamodb.store import DynamoStore
from chat.history.dynamodb.table import finding_key
from chat.history.timestamps import expiry_after


class DynamoFindingStore:
    """The counts of all servers in the history table.

    Args:
        store: The conversations, in whose table they are.
    """

    def __init__(self, store: DynamoStore) -> None:
        self._client = store.client

    async def put(self, count: FindingCount) -> None:
        """See `FindingStore`."""
        key = finding_key(count.day, count.server, count.category, count.action)
        identity = {"day": count.day, "server": count.server, "category": count.category, "action": count.action}
        await self._client.put({**key, **identity, "count": count.count, "expires": expiry_after(FINDINGS_KEPT_DAYS)})

    async def since(self, day: str) -> list[FindingCount]:
        """See `FindingStore`."""
        found: list[FindingCount] = []
        for partition in _partitions(date.fromisoformat(day)):
            values = {"owner": partition, "item": day}
            async for item in self._client.query("#owner = :owner AND #item >= :item", values):
                day_of, server, category, action = (str(item[name]) for name in ("day", "server", "category", "action"))
                found.append(FindingCount(day_of, server, category, action, int(item["count"])))
        return found

    async def sweep(self, before: str) -> int:
        """Do nothing: DynamoDB removes expired items."""
        return 0


def _partitions(first: date) -> list[str]:
    """Return the partitions of the days of which counts are kept, from a day on."""
    days = (f"{first + timedelta(days=number)}" for number in range(FINDINGS_KEPT_DAYS + 1))
    return list(dict.fromkeys(finding_key(day, "", "", "")["owner"] for day in days))
