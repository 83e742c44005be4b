"""Writes that meet a transaction of another server."""

from typing import Any

import pytest

from chat.history.dynamodb import client as module
from chat.history.dynamodb.store import DynamoStore
from chat.history.store import StoreError


class Conflicts:
    """Refuses the first writes as DynamoDB does while a transaction changes the same item."""

    def __init__(self, store: DynamoStore, count: int) -> None:
        self.left = count
        self._make = store.client._make

    def __call__(self, operation: str, arguments: dict[str, Any]) -> Any:
        if operation != "GetItem" and self.left:
            self.left -= 1
            raise module._Conflict
        return self._make(operation, arguments)


async def test_every_kind_of_write_is_repeated_after_a_conflict(
    dynamo_store: DynamoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    conflicts = Conflicts(dynamo_store, 0)
    monkeypatch.setattr(dynamo_store.client, "_make", conflicts)
    for write in (
        dynamo_store.put_note("n", "x"),
        dynamo_store.acquire_lease("o", "t", "one", 60),
        dynamo_store.put_step("o", "t", {"id": "s"}),
    ):
        conflicts.left = 2
        await write
        assert conflicts.left == 0
    assert await dynamo_store.get_note("n") == "x"
    assert [step["id"] for step in await dynamo_store.get_steps("o", "t")] == ["s"]


async def test_a_lasting_conflict_is_a_store_error(dynamo_store: DynamoStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dynamo_store.client, "_make", Conflicts(dynamo_store, 100))
    with pytest.raises(StoreError, match="TransactionConflict"):
        await dynamo_store.acquire_lease("o", "t", "one", 60)


async def test_every_operation_is_prepared(dynamo_store: DynamoStore) -> None:
    """Otherwise botocore makes each call, which takes twice the time."""
    await dynamo_store.put_note("n", "x")
    await dynamo_store.put_step("o", "t", {"id": "s"})
    await dynamo_store.acquire_lease("o", "t", "one", 60)
    await dynamo_store.delete_step("o", "t", "s")
    prepared = set(dynamo_store.client._prepared()._templates)
    assert prepared == {"GetItem", "PutItem", "UpdateItem", "TransactWriteItems", "Query", "BatchWriteItem"}
