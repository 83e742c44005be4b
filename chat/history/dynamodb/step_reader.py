"""Reads the steps of a conversation from the table: one, all, the latest messages, or a part that a page shows."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from chat.history.dynamodb.client import Item, TableClient
from chat.history.dynamodb.parts import join_step
from chat.history.dynamodb.table import (
    INDEX,
    WITH_PREFIX,
    item_key,
    message_activity,
    owner_key,
    step_item,
    thread_item,
    work_activity,
)
from chat.history.page_start import PageStart
from chat.history.step import StepRecord
from chat.history.store import StepPage
from chat.history.timestamps import epoch_seconds

NOT_EXPIRED = "(attribute_not_exists(#expires) OR #expires > :now)"
_LAST = 10**16 - 1  # a position after every step: positions have 16 digits
_IN_RANGE = "#owner = :owner AND #active BETWEEN :first AND :last"


class StepReader:
    """Reads steps, each with its rating.

    Args:
        client: The client of the table.
    """

    def __init__(self, client: TableClient) -> None:
        self._client = client

    async def get_step(self, owner: str, thread_id: str, step_id: str) -> StepRecord | None:
        """See `ConversationStore`."""
        head = await self._client.get(item_key(owner, step_item(thread_id, step_id)))
        return await self._join(owner, head) if head and exists(head) else None

    async def get_steps(self, owner: str, thread_id: str, *, since: str | None = None) -> list[StepRecord]:
        """See `ConversationStore`."""
        if since is not None:
            head = await self._client.get(item_key(owner, step_item(thread_id, since)))
            return await self._read_range(owner, thread_id, int(head["position"])) if head and exists(head) else []
        given = {"owner": owner_key(owner), "item": thread_item(thread_id)}
        items = {item["item"]: item async for item in self._client.query(WITH_PREFIX, given)}
        thread = items.pop(thread_item(thread_id), None)
        if thread is None or not exists(thread):
            return []
        heads = sorted((i for i in items.values() if "position" in i and exists(i)), key=lambda i: i["position"])
        return [join_step(head, items) for head in heads]

    async def get_messages(self, owner: str, thread_id: str, limit: int) -> list[StepRecord]:
        """See `ConversationStore`."""
        messages: list[StepRecord] = []
        async with aclosing(self._messages(owner, thread_id, limit=limit)) as heads:
            async for head in heads:
                messages.append(await self._join(owner, head))
                if len(messages) == limit:
                    break
        return messages[::-1]

    async def get_page(self, owner: str, thread_id: str, *, messages: int, before: int | None = None) -> StepPage:
        """See `ConversationStore`."""
        last, start, first = _LAST if before is None else before - 1, PageStart(messages), None
        async with aclosing(self._messages(owner, thread_id, last=last, limit=messages + 1)) as heads:
            async for head in heads:
                if first is not None:
                    return StepPage(await self._read_range(owner, thread_id, first, last), first)
                if start.is_at(await self._join(owner, head)):
                    first = int(head["position"])
        # What was written before the first message belongs to the first part.
        return StepPage(await self._read_range(owner, thread_id, 0, last), None)

    async def _read_range(self, owner: str, thread_id: str, first: int, last: int = _LAST) -> list[StepRecord]:
        """Return the steps whose positions are in a range, both ends included."""
        thread = await self._client.get(item_key(owner, thread_item(thread_id)))
        if thread is None or not exists(thread):
            return []
        heads = [head async for head in self._messages(owner, thread_id, first, last)]
        given = {"first": work_activity(thread_id, first), "last": work_activity(thread_id, last)}
        heads += [head async for head in self._in_index(owner, given)]
        if first < thread.get("indexed_from", _LAST):
            heads += await self._read_unindexed(owner, thread_id, first, last)
        heads.sort(key=lambda head: head["position"])
        return [await self._join(owner, head) for head in heads]

    async def _read_unindexed(self, owner: str, thread_id: str, first: int, last: int) -> list[Item]:
        """Return the steps that a version wrote which had only messages in the index; reads the whole conversation."""
        where = f"attribute_not_exists(#active) AND #position BETWEEN :first AND :last AND {NOT_EXPIRED}"
        given = {"owner": owner_key(owner), "item": f"{thread_item(thread_id)}step#", "now": epoch_seconds()}
        found = self._client.query(WITH_PREFIX, {**given, "first": first, "last": last}, where=where)
        return [head async for head in found]

    def _messages(
        self, owner: str, thread_id: str, first: int = 0, last: int = _LAST, *, limit: int | None = None
    ) -> AsyncGenerator[Item, None]:
        """Yield the messages in a range of positions, the latest first; one request looks at `limit` of them."""
        given = {"first": message_activity(thread_id, first), "last": message_activity(thread_id, last)}
        return self._in_index(owner, given, limit)

    def _in_index(self, owner: str, given: dict[str, Any], limit: int | None = None) -> AsyncGenerator[Item, None]:
        given = {"owner": owner_key(owner), "now": epoch_seconds(), **given}
        return self._client.query(_IN_RANGE, given, where=NOT_EXPIRED, index=INDEX, limit=limit)

    async def _join(self, owner: str, head: Item) -> StepRecord:
        """Return a step, with the parts that do not fit into its own item."""
        if not head.get("parts"):
            return join_step(head, {})
        given = {"owner": owner_key(owner), "item": head["item"]}
        return join_step(head, {item["item"]: item async for item in self._client.query(WITH_PREFIX, given)})


def exists(item: Item) -> bool:
    """Tell whether an item is neither deleted nor expired: DynamoDB removes an expired one within days, not at once."""
    return "deleted" not in item and not ("expires" in item and item["expires"] <= epoch_seconds())
