"""A client of one DynamoDB table: plain Python values, off the event loop, on threads and connections of its own."""

import asyncio
import random
import re
import threading
import uuid
from collections.abc import AsyncGenerator, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from agents.aws import AwsSession, LazyClient, error_code
from agents.models.sdk_adapter.prepared_calls import PreparedCalls
from chat.history.store import StoreError

Item = dict[str, Any]

WORKERS = 16  # concurrent calls; one takes a few milliseconds
_MAX_BATCH = 25  # items that one BatchWriteItem accepts
_MAX_ATTEMPTS = 6  # of a write that conflicts with a transaction, and of a batch that is not processed whole
_REFUSALS = ("ConditionalCheckFailedException", "TransactionCanceledException", "TransactionConflictException")
_CONFIG = Config(
    connect_timeout=2,
    read_timeout=5,
    max_pool_connections=WORKERS,
    # The retry mode whose delays suit DynamoDB: they begin at 50 ms, not at a second.
    retries={"mode": "legacy", "total_max_attempts": 5},
)


class ConditionFailed(Exception):
    """The condition of a write did not hold."""


class TableClient:
    """The operations of one table. All raise `StoreError` when DynamoDB fails.

    Args:
        region: The AWS region of the table.
        table: The name of the table.

    Attributes:
        request_count: The requests made so far.
    """

    def __init__(self, region: str, table: str) -> None:
        self.request_count = 0
        self._client = LazyClient(AwsSession(region), "dynamodb", _CONFIG)
        self._calls: PreparedCalls | None = None
        self._lock = threading.Lock()
        self._table = table
        self._executor = ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix="history")
        self._serializer, self._deserializer = TypeSerializer(), TypeDeserializer()

    async def get(self, key: Item) -> Item | None:
        """Return one item; None if there is no such item."""
        answer = await self._call("GetItem", Key=self._pack(key), ConsistentRead=True)
        return self._unpack(answer["Item"]) if "Item" in answer else None

    async def put(self, item: Item) -> None:
        """Write one item."""
        await self._write("PutItem", Item=self._pack(item))

    async def update(self, update: Item) -> None:
        """Make one update that `build_update` built.

        Raises:
            ConditionFailed: Its condition does not hold.
        """
        await self._write("UpdateItem", **update["Update"])

    def build_update(
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
        """Build an update of one item, which is created if it does not exist.

        Args:
            key: The key of the item.
            put: Attributes to set.
            once: Attributes to set if they are not set yet.
            add: Numbers to add to attributes; a missing attribute counts as 0.
            drop: Attributes to remove.
            condition: What must hold; attributes are written as `#name`.
            values: The values that the condition names as `:name`.
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
        given = {**put, **(once or {}), **(add or {}), **values}
        if given:
            update["ExpressionAttributeValues"] = self._pack_values(given)
        update["ExpressionAttributeNames"] = _names(f"{text} {condition}")
        return {"Update": update}

    def build_delete(self, key: Item, condition: str, **values: Any) -> Item:
        """Build a deletion of one item for a transaction.

        Args:
            key: The key of the item.
            condition: What must hold; attributes are written as `#name`.
            values: The values that the condition names as `:name`.
        """
        delete: Item = {"TableName": self._table, "Key": self._pack(key), "ConditionExpression": condition}
        delete["ExpressionAttributeValues"] = self._pack_values(values)
        delete["ExpressionAttributeNames"] = _names(condition)
        return {"Delete": delete}

    async def transact(self, writes: list[Item], attempts: int = _MAX_ATTEMPTS) -> None:
        """Make all of the updates and deletions or none.

        Args:
            writes: What `build_update` and `build_delete` built.
            attempts: How often it is tried while others change the same items.

        Raises:
            ConditionFailed: A condition does not hold.
        """
        await self._write("TransactWriteItems", table=False, attempts=attempts, TransactItems=writes)

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
        """Yield the items that meet a condition on their keys; each page is requested when it is needed.

        Args:
            condition: The condition; attributes are written as `#name`.
            values: The values named as `:name`.
            where: A further condition on the other attributes.
            only: The attributes to return.
            index: The index to read, in descending order; None reads the table in ascending order.
            limit: The items that one request looks at.
        """
        options: Item = {
            "KeyConditionExpression": condition,
            "FilterExpression": where,
            "ProjectionExpression": only,
            "IndexName": index,
            "Limit": limit,
            "ScanIndexForward": index is None,
            "ExpressionAttributeNames": _names(f"{condition} {where} {only}"),
            "ExpressionAttributeValues": self._pack_values(values),
        }
        options = {name: value for name, value in options.items() if value is not None}
        while True:
            answer = await self._call("Query", ConsistentRead=True, **options)
            for item in answer["Items"]:
                yield self._unpack(item)
            if "LastEvaluatedKey" not in answer:
                return
            options["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    async def write_all(self, puts: Iterable[Item] = (), deletes: Iterable[Item] = ()) -> None:
        """Write and delete items in batches, in no particular order."""
        requests = [{"PutRequest": {"Item": self._pack(item)}} for item in puts]
        requests += [{"DeleteRequest": {"Key": self._pack(key)}} for key in deletes]
        attempt = 0
        while requests:
            batch, requests = requests[:_MAX_BATCH], requests[_MAX_BATCH:]
            answer = await self._call("BatchWriteItem", table=False, RequestItems={self._table: batch})
            left = answer.get("UnprocessedItems", {}).get(self._table, [])
            if left:
                attempt += 1
                if attempt > _MAX_ATTEMPTS:
                    raise StoreError("UnprocessedItems")
                await asyncio.sleep(0.05 * 2**attempt)
            requests = left + requests

    async def close(self) -> None:
        """Wait for the running calls and close the connections."""
        await asyncio.to_thread(self._executor.shutdown)
        self._client.close()

    async def _write(
        self, operation: str, *, table: bool = True, attempts: int = _MAX_ATTEMPTS, **arguments: Any
    ) -> None:
        # Any write, not only a transaction, is refused while a transaction changes the same item.
        for attempt in range(attempts):
            if operation == "TransactWriteItems":
                arguments["ClientRequestToken"] = str(uuid.uuid4())  # botocore's own would differ from call to call
            try:
                await self._call(operation, table=table, **arguments)
            except _Conflict:
                await asyncio.sleep(random.uniform(0, 0.02 * 2 ** min(attempt, _MAX_ATTEMPTS)))  # noqa: S311 (not a secret)
            else:
                return
        raise StoreError("TransactionConflict")

    async def _call(self, operation: str, *, table: bool = True, **arguments: Any) -> Any:
        if table:
            arguments["TableName"] = self._table
        self.request_count += 1
        try:
            call = asyncio.get_running_loop().run_in_executor(self._executor, self._make, operation, arguments)
        except RuntimeError as error:
            raise StoreError("closed") from error
        # Shielded: a write that has begun is finished even if its caller is cancelled.
        return await asyncio.shield(call)

    def _make(self, operation: str, arguments: Item) -> Any:
        try:
            return self._prepared().call(operation, arguments)
        except ClientError as error:
            raise _own_error(error) from error
        except BotoCoreError as error:
            raise StoreError(type(error).__name__) from error

    def _prepared(self) -> PreparedCalls:
        client = self._client.get()
        with self._lock:
            if self._calls is None:
                self._calls = PreparedCalls(client, _REFUSALS)
            return self._calls

    def _pack(self, item: Item) -> Item:
        return {name: self._serializer.serialize(value) for name, value in item.items()}

    def _pack_values(self, values: Item) -> Item:
        return self._pack({f":{name}": value for name, value in values.items()})

    def _unpack(self, item: Item) -> Item:
        return {name: self._deserializer.deserialize(value) for name, value in item.items()}


class _Conflict(Exception):
    """Another transaction changes the same items."""


def _names(expression: str) -> dict[str, str]:
    # DynamoDB reserves hundreds of words, so every attribute gets an alias.
    return {f"#{name}": name for name in re.findall(r"#(\w+)", expression)}


def _own_error(error: ClientError) -> Exception:
    code = error_code(error)
    reasons = {reason.get("Code") for reason in error.response.get("CancellationReasons", [])}
    if code == "ConditionalCheckFailedException" or "ConditionalCheckFailed" in reasons:
        return ConditionFailed()
    if code == "TransactionConflictException" or "TransactionConflict" in reasons:
        return _Conflict()
    return StoreError(code)
