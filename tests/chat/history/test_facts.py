"""The contract of the truth about what is remembered, run against each store."""

from pathlib import Path

import pytest

from agents.memory.errors import MemoryUnavailable
from agents.memory.fact_repository import FactRecord
from chat.history.dynamodb.store import DynamoStore
from chat.history.sqlite import SqliteStore
from chat.history.store import ConversationStore
from tests.chat.history.test_sqlite import contents

ALICE, BOB = "alice-sub", "bob-sub"
BLUE: FactRecord = {"id": "1", "text": "my favourite colour is blue \U0001f98b"}
SEATTLE: FactRecord = {"id": "2", "text": "I live in Seattle"}


async def test_gives_back_what_was_put_in_the_order_of_the_keys(store: ConversationStore) -> None:
    await store.facts.put(ALICE, {"fact#2": SEATTLE, "fact#1": BLUE, "passage#1": SEATTLE})
    assert await store.facts.under(ALICE, "fact#") == {"fact#1": BLUE, "fact#2": SEATTLE}
    assert list(await store.facts.under(ALICE, "fact#")) == ["fact#1", "fact#2"]
    assert await store.facts.get(ALICE, ["fact#2", "fact#3"]) == {"fact#2": SEATTLE}


async def test_what_is_anothers_does_not_exist(store: ConversationStore) -> None:
    await store.facts.put(ALICE, {"fact#1": BLUE})
    assert await store.facts.under(BOB, "fact#") == {}
    assert await store.facts.get(BOB, ["fact#1"]) == {}
    assert await store.facts.remove(BOB, ["fact#1"]) == 0
    assert not await store.facts.replace(BOB, "fact#1", SEATTLE, was=BLUE)
    assert await store.facts.get(ALICE, ["fact#1"]) == {"fact#1": BLUE}


async def test_replaces_only_what_is_as_it_was(store: ConversationStore) -> None:
    assert not await store.facts.replace(ALICE, "fact#1", SEATTLE, was=BLUE)
    assert await store.facts.under(ALICE, "fact#") == {}
    await store.facts.put(ALICE, {"fact#1": BLUE})
    assert await store.facts.replace(ALICE, "fact#1", SEATTLE, was=BLUE)
    assert not await store.facts.replace(ALICE, "fact#1", {"id": "3"}, was=BLUE)
    assert await store.facts.get(ALICE, ["fact#1"]) == {"fact#1": SEATTLE}


async def test_what_was_removed_stays_removed(store: ConversationStore) -> None:
    await store.facts.put(ALICE, {f"fact#{number:03}": SEATTLE for number in range(60)})
    keys = [f"fact#{number:03}" for number in range(0, 60, 2)]
    assert await store.facts.remove(ALICE, keys) == 30
    assert await store.facts.remove(ALICE, keys) == 0
    assert len(await store.facts.under(ALICE, "fact#")) == 30
    assert not await store.facts.replace(ALICE, keys[0], BLUE, was=SEATTLE)


async def test_erasing_the_conversations_leaves_them_and_the_other_way_round(store: ConversationStore) -> None:
    await store.facts.put(ALICE, {"fact#1": BLUE})
    await store.put_thread(ALICE, "t", name="Kept")
    await store.erase(ALICE)
    assert await store.facts.under(ALICE, "fact#") == {"fact#1": BLUE}
    await store.put_thread(ALICE, "t2", name="Kept")
    await store.facts.remove(ALICE, ["fact#1"])
    assert [thread.name for thread in (await store.list_threads(ALICE, limit=9)).threads] == ["Kept"]


async def test_a_table_that_is_gone_is_said_so(dynamo_store: DynamoStore, table: str) -> None:
    await dynamo_store.calls._call("delete_table")
    try:
        for work in (dynamo_store.facts.under(ALICE, "fact#"), dynamo_store.facts.put(ALICE, {"fact#1": BLUE})):
            with pytest.raises(MemoryUnavailable):
                await work
    finally:
        await dynamo_store.calls._call(
            "create_table",
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "owner", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "owner", "AttributeType": "S"}],
        )


async def test_the_file_and_its_log_hold_nothing_that_was_removed(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "history.db")
    await store.facts.put(ALICE, {"fact#1": {"text": "a very private matter"}, "fact#2": SEATTLE})
    assert b"very private" in contents(tmp_path)
    await store.facts.remove(ALICE, ["fact#1"])
    held = contents(tmp_path)
    assert b"very private" not in held
    assert b"Seattle" in held
    await store.close()


async def test_after_a_purge_the_file_and_its_log_hold_nothing_that_was_overwritten(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "history.db")
    for said in ("a very private matter", "nothing"):
        await store.put_step(ALICE, "t", {"id": "s", "type": "user_message", "output": said})
    assert b"very private" in contents(tmp_path)
    await store.purge()
    assert b"very private" not in contents(tmp_path)
    assert b"nothing" in contents(tmp_path)
    await store.close()
