"""Calls of DynamoDB, off the event loop, on a pool of threads and connections of a size of its own."""

import asyncio
import random
import re
import threading
from collections.abc import AsyncGenerator, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from agents.aws import AwsSession
from chat.history.store import StoreError

Item = dict[str, Any]

WORKERS = 16  # calls at a time; one takes a few milliseconds
_BATCH = 25  # the most that one BatchWriteItem takes
_CONFLICTS = 6  # how often a transaction is tried that another one got in the way of


class ConditionFailed(Exception):
    """The condition of a write did not hold."""


class Calls:
    """One table's operations, as plain Python values.

    Args:
        region: Where the table is.
        table: Its name.
    """

    def __init__(self, region: str, table: str) -> None:
        self.made = 0
        self._aws = AwsSession(region)
        self._table = table
        self._executor = ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix="history")
        self._serializer, self._deserializer = TypeSerializer(), TypeDeserializer()
        self._lock = threading.Lock()
        self._client: Any = None

    async def get(self, key: Item) -> Item | None:
        """Read one item."""
        answer = await self._call("get_item", Key=self._pack(key), ConsistentRead=True)
        return self._unpack(answer["Item"]) if "Item" in answer else None

    async def put(self, item: Item) -> None:
        """Write one item."""
        await self._call("put_item", Item=self._pack(item))

    async def update(self, change: Item) -> None:
        """Make one change that `changing` built.

        Raises:
            ConditionFailed: If its condition does not hold.
        """
        await self._call("update_item", **change["Update"])

    def changing(
        self,
        key: Item,
        *,
        put: Item,
        once: Item | None = None,
        add: Item | None = None,
        drop: Iterable[str] = (),
        condition: str | None = None,
        **values: Any,
    ) -> Item:
        """Build a change of one item.

        Args:
            key: Which.
            put: Attributes to set.
            once: Attributes to set where they are not set yet.
            add: Numbers to add, to nothing where there is none yet.
            drop: Attributes to remove.
            condition: What must hold; attributes stand in it as `#name`.
            values: What the condition names as `:name`.
        """
        sets = [f"#{name} = :{name}" for name in put]
        sets += [f"#{name} = if_not_exists(#{name}, :{name})" for name in once or {}]
        removed = [f"#{name}" for name in drop]
        added = [f"#{name} :{name}" for name in add or {}]
        clauses = (("SET", sets), ("REMOVE", removed), ("ADD", added))
        text = " ".join(f"{verb} {', '.join(parts)}" for verb, parts in clauses if parts)
        update: Item = {"TableName": self._table, "Key": self._pack(key), "UpdateExpression": text}
        if condition is not None:
            update["ConditionExpression"] = condition
        filled = {**put, **(once or {}), **(add or {}), **values}
        if filled:
            update["ExpressionAttributeValues"] = self._filled(filled)
        update["ExpressionAttributeNames"] = _names(f"{text} {condition}")
        return {"Update": update}

    async def transact(self, changes: list[Item]) -> None:
        """Make all of the changes, or none.

        Raises:
            ConditionFailed: If a condition does not hold.
        """
        for attempt in range(_CONFLICTS):
            try:
                await self._call("transact_write_items", table=False, TransactItems=changes)
            except _Conflict:
                await asyncio.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 (not a secret)
            else:
                return
        raise StoreError("TransactionConflict")

    async def query(
        self,
        condition: str,
        values: Item,
        *,
        where: str | None = None,
        only: str | None = None,
        index: str | None = None,
        limit: int | None = None,
    ) -> AsyncGenerator[Item, None]:
        """Read the items that meet a condition on the keys, page after page, as they are asked for.

        Args:
            condition: The condition; attributes stand in it as `#name`.
            values: What is named as `:name`.
            where: What else must hold.
            only: The attributes that are wanted.
            index: The index to read, from its end.
            limit: How many items one request looks at.
        """
        options: Item = {
            "KeyConditionExpression": condition,
            "FilterExpression": where,
            "ProjectionExpression": only,
            "IndexName": index,
            "Limit": limit,
            "ScanIndexForward": index is None,
            "ExpressionAttributeNames": _names(f"{condition} {where} {only}"),
            "ExpressionAttributeValues": self._filled(values),
        }
        options = {name: value for name, value in options.items() if value is not None}
        while True:
            answer = await self._call("query", ConsistentRead=True, **options)
            for item in answer["Items"]:
                yield self._unpack(item)
            if "LastEvaluatedKey" not in answer:
                return
            options["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    async def write_all(self, puts: Iterable[Item] = (), deletes: Iterable[Item] = ()) -> None:
        """Write and delete items, many at a time, in no order."""
        requests = [{"PutRequest": {"Item": self._pack(item)}} for item in puts]
        requests += [{"DeleteRequest": {"Key": self._pack(key)}} for key in deletes]
        attempt = 0
        while requests:
            batch, requests = requests[:_BATCH], requests[_BATCH:]
            answer = await self._call("batch_write_item", table=False, RequestItems={self._table: batch})
            left = answer.get("UnprocessedItems", {}).get(self._table, [])
            if left:
                attempt += 1
                if attempt > _CONFLICTS:
                    raise StoreError("UnprocessedItems")
                await asyncio.sleep(0.05 * 2**attempt)
            requests = left + requests

    async def close(self) -> None:
        """Finish what was begun and let go of the connections."""
        await asyncio.to_thread(self._executor.shutdown)
        if self._client is not None:
            self._client.close()

    async def _call(self, operation: str, *, table: bool = True, **arguments: Any) -> Any:
        if table:
            arguments["TableName"] = self._table
        self.made += 1
        # Shielded: a write that has begun is finished, whoever stopped waiting for it.
        return await asyncio.shield(
            asyncio.get_running_loop().run_in_executor(self._executor, self._make, operation, arguments)
        )

    def _make(self, operation: str, arguments: Item) -> Any:
        try:
            return getattr(self._connected(), operation)(**arguments)
        except ClientError as error:
            raise _translated(error) from error
        except BotoCoreError as error:
            raise StoreError(type(error).__name__) from error

    def _connected(self) -> Any:
        with self._lock:  # making a client is not safe in several threads; using one is
            if self._client is None:
                config = Config(
                    connect_timeout=2,
                    read_timeout=5,
                    max_pool_connections=WORKERS,
                    # The mode whose pauses are made for DynamoDB: 50 ms and up, not a second.
                    retries={"mode": "legacy", "total_max_attempts": 5},
                )
                self._client = self._aws.emulable_client("dynamodb", config)
            return self._client

    def _pack(self, item: Item) -> Item:
        return {name: self._serializer.serialize(value) for name, value in item.items()}

    def _filled(self, values: Item) -> Item:
        return self._pack({f":{name}": value for name, value in values.items()})

    def _unpack(self, item: Item) -> Item:
        return {name: self._deserializer.deserialize(value) for name, value in item.items()}


class _Conflict(Exception):
    """Another transaction was at work on the same items."""


def _names(expression: str) -> dict[str, str]:
    # Every attribute by an alias: DynamoDB reserves hundreds of words.
    return {f"#{name}": name for name in re.findall(r"#(\w+)", expression)}


def _translated(error: ClientError) -> Exception:
    code = str(error.response.get("Error", {}).get("Code", ""))
    reasons = {reason.get("Code") for reason in error.response.get("CancellationReasons", [])}
    if code == "ConditionalCheckFailedException" or "ConditionalCheckFailed" in reasons:
        return ConditionFailed()
    if code == "TransactionConflictException" or "TransactionConflict" in reasons:
        return _Conflict()
    return StoreError(code)
