"""The history table: its version, and the requests of each call."""

import asyncio

import pytest

from chat.history.dynamodb.client import WORKERS
from chat.history.dynamodb.parts import MAX_BYTES
from chat.history.dynamodb.store import DynamoStore
from chat.history.step import StepRecord, is_message
from chat.history.store import StoreError
from tests.chat.history.conftest import dynamo
from tests.support.dynamodb import REGION, Endpoint
from tests.support.threads import turn


async def test_a_page_takes_one_request_for_any_number_of_conversations(dynamo_store: DynamoStore) -> None:
    for size in (3, 60):
        await asyncio.gather(*(dynamo_store.put_thread(f"owner {size}", f"t{n}", name="x") for n in range(size)))
        before = dynamo_store.client.request_count
        page = await dynamo_store.list_threads(f"owner {size}", limit=2)
        assert page.cursor is not None
        await dynamo_store.list_threads(f"owner {size}", limit=2, cursor=page.cursor)
        assert dynamo_store.client.request_count - before == 2


async def test_a_conversation_takes_one_request(dynamo_store: DynamoStore) -> None:
    for n in range(30):
        await dynamo_store.put_step("o", "t", {"id": str(n), "type": "tool"})
    before = dynamo_store.client.request_count
    assert len(await dynamo_store.get_steps("o", "t")) == 30
    assert dynamo_store.client.request_count - before == 1


async def test_a_part_takes_as_many_requests_in_a_longer_conversation(dynamo_store: DynamoStore) -> None:
    counts = set()
    for turns in (3, 12):
        for number in range(turns):
            for step in turn(number):
                await dynamo_store.put_step("o", f"{turns} turns", step)
        before = dynamo_store.client.request_count
        page = await dynamo_store.get_page("o", f"{turns} turns", messages=4)
        assert [step["id"] for step in page.steps] == [
            step["id"] for number in (turns - 2, turns - 1) for step in turn(number)
        ]
        counts.add(dynamo_store.client.request_count - before)
    assert counts == {4}


async def test_steps_of_an_older_version_are_part_of_a_page(dynamo_store: DynamoStore, endpoint: Endpoint) -> None:
    """It had only messages in the index, and its conversations do not say where that ends."""
    every = [step for number in range(4) for step in turn(number)]
    for step in every[:12]:
        await dynamo_store.put_step("o", "t", step)
    client, table = endpoint.client(), dynamo_store._table
    for step in every[:12]:
        if not is_message(step):
            key = {"owner": {"S": "owner#o"}, "item": {"S": f"thread#t#step#{step['id']}#"}}
            client.update_item(TableName=table, Key=key, UpdateExpression="REMOVE active")
    key = {"owner": {"S": "owner#o"}, "item": {"S": "thread#t#"}}
    client.update_item(TableName=table, Key=key, UpdateExpression="REMOVE indexed_from")
    for _ in range(2):
        page = await dynamo_store.get_page("o", "t", messages=4)
        assert [step["id"] for step in page.steps] == [step["id"] for step in every[:12]][-8:]
        await dynamo_store.put_thread("o", "t", name="changed by this version")
    for step in every[12:]:
        await dynamo_store.put_step("o", "t", step)
    assert await dynamo_store.get_shown_steps("o", "t", every[4]["id"]) == every[4:]
    page = await dynamo_store.get_page("o", "t", messages=4)
    assert page.steps == every[8:]


async def test_an_interrupted_deletion_leaves_nothing_visible(dynamo_store: DynamoStore, endpoint: Endpoint) -> None:
    await dynamo_store.put_step("o", "t", {"id": "s", "type": "user_message", "output": "gone"})
    key = {"owner": {"S": "owner#o"}, "item": {"S": "thread#t#"}}
    table = dynamo_store._table
    client = endpoint.client()
    client.update_item(
        TableName=table,
        Key=key,
        UpdateExpression="SET deleted = :yes REMOVE active",
        ExpressionAttributeValues={":yes": {"BOOL": True}},
    )
    assert await dynamo_store.get_steps("o", "t") == []
    await dynamo_store.erase("o")
    left = [item["item"]["S"] for item in client.scan(TableName=table)["Items"] if item["owner"]["S"] != "server"]
    client.close()
    assert left == ["thread#t#"]


async def test_parts_of_an_interrupted_write_are_not_read(dynamo_store: DynamoStore) -> None:
    step: StepRecord = {"id": "s", "type": "user_message", "output": "x" * MAX_BYTES}
    await dynamo_store.put_step("o", "t", step)
    stray = {"owner": "owner#o", "item": "thread#t#step#s#stray#0", "record": "{", "thread": "t"}
    await dynamo_store.client.write_all(puts=[stray])
    assert await dynamo_store.get_steps("o", "t") == [step]


async def test_a_table_of_a_newer_version_is_refused(
    dynamo_store: DynamoStore, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    await dynamo_store.put_note("schema_version", "2")
    with pytest.raises(StoreError, match="newer version"):
        async with dynamo(endpoint, dynamo_store._table, monkeypatch):
            pass


async def test_a_missing_table_is_named(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreError, match=r"the history table none cannot be used \(ResourceNotFoundException\)"):
        async with dynamo(endpoint, "none", monkeypatch):
            pass


async def test_an_unreachable_endpoint_is_a_store_error(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in Endpoint("http://127.0.0.1:1").environment().items():
        monkeypatch.setenv(name, value)
    store = DynamoStore(REGION, "t")
    with pytest.raises(StoreError, match="EndpointConnectionError"):
        await store.get_thread("o", "t")
    await store.close()


async def test_calls_do_not_block_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """The endpoint runs on the event loop of the store: if a call blocked the loop, no response would come."""
    asked = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        asked += 1
        while asked < WORKERS:  # noqa: ASYNC110 (all of them are under way at once)
            await asyncio.sleep(0.001)
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        for name, value in Endpoint(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}").environment().items():
            monkeypatch.setenv(name, value)
        store = DynamoStore(REGION, "t")
        found = await asyncio.gather(*(store.get_thread("o", str(n)) for n in range(WORKERS)))
        await store.close()
    assert found == [None] * WORKERS
