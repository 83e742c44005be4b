"""Facts in a table that fails."""

import pytest

from agents.memory.errors import MemoryUnavailable
from chat.history.dynamodb.store import DynamoStore


async def test_a_missing_table_makes_memory_unavailable(dynamo_store: DynamoStore, table: str) -> None:
    await dynamo_store.client._call("delete_table")
    try:
        for work in (
            dynamo_store.facts.under("alice", "fact#"),
            dynamo_store.facts.put("alice", {"fact#1": {"text": "x"}}),
        ):
            with pytest.raises(MemoryUnavailable):
                await work
    finally:
        await dynamo_store.client._call(
            "create_table",
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "owner", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "owner", "AttributeType": "S"}],
        )
