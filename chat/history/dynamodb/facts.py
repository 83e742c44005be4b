"""Remembered facts in the history table."""

import asyncio
import json
from collections.abc import Awaitable, Mapping, Sequence
from typing import TypeVar

from agents.memory.errors import MemoryUnavailable
from agents.memory.fact_repository import FactRecord
from chat.history.dynamodb.client import ConditionFailed, Item, TableClient
from chat.history.dynamodb.table import WITH_PREFIX, item_key, owner_key
from chat.history.store import StoreError

T = TypeVar("T")

_MAX_CONCURRENT_READS = 16


class DynamoFactRepository:
    """The facts of all owners, as items `fact#…` and `passage#…` beside their owner's conversations.

    Args:
        client: The table.
    """

    def __init__(self, client: TableClient) -> None:
        self._client = client

    async def put(self, owner: str, records: Mapping[str, FactRecord]) -> None:
        """See `FactRepository`."""
        items = [{**item_key(owner, key), "record": _to_json(record)} for key, record in records.items()]
        await _as_memory_error(self._client.write_all(puts=items))

    async def replace(self, owner: str, key: str, record: FactRecord, *, was: FactRecord) -> bool:
        """See `FactRepository`."""
        # The SDK retries a write whose response was lost: then the new record is there already.
        condition = "#record = :was OR #record = :record"
        put = {"record": _to_json(record)}
        update = self._client.build_update(item_key(owner, key), put=put, condition=condition, was=_to_json(was))
        try:
            await _as_memory_error(self._client.update(update))
        except ConditionFailed:
            return False
        return True

    async def get(self, owner: str, keys: Sequence[str]) -> dict[str, FactRecord]:
        """See `FactRepository`."""
        found: dict[str, FactRecord] = {}
        for at in range(0, len(keys), _MAX_CONCURRENT_READS):
            reads = [self._client.get(item_key(owner, key)) for key in keys[at : at + _MAX_CONCURRENT_READS]]
            items = await _as_memory_error(asyncio.gather(*reads))
            found |= {item["item"]: json.loads(item["record"]) for item in items if item}
        return found

    async def under(self, owner: str, prefix: str) -> dict[str, FactRecord]:
        """See `FactRepository`."""

        async def read() -> dict[str, FactRecord]:
            values: Item = {"owner": owner_key(owner), "item": prefix}
            return {item["item"]: json.loads(item["record"]) async for item in self._client.query(WITH_PREFIX, values)}

        return await _as_memory_error(read())

    async def remove(self, owner: str, keys: Sequence[str]) -> int:
        """See `FactRepository`."""
        existing = await self.get(owner, keys)
        await _as_memory_error(self._client.write_all(deletes=[item_key(owner, key) for key in existing]))
        return len(existing)


async def _as_memory_error(work: Awaitable[T]) -> T:
    try:
        return await work
    except StoreError as error:
        raise MemoryUnavailable(str(error)) from error


def _to_json(record: FactRecord) -> str:
    # `replace` compares this text, so equal records must have equal texts.
    return json.dumps(record, sort_keys=True)
