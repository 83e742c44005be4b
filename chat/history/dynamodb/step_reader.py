"""Reads the steps of a conversation from the table: one, all, the latest messages, or a part that a page shows."""

import asyncio
import itertools
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

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
from chat.history.versions import LAST_POSITION, Spans, VersionTree

NOT_EXPIRED = "(attribute_not_exists(#expires) OR #expires > :now)"
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

    async def get_steps(self, owner: str, thread_id: str) -> list[StepRecord]:
        """See `ConversationStore`."""
        given = {"owner": owner_key(owner), "item": thread_item(thread_id)}
        items = {item["item"]: item async for item in self._client.query(WITH_PREFIX, given)}
        thread = items.pop(thread_item(thread_id), None)
        if thread is None or not exists(thread):
            return []
        heads = sorted((i for i in items.values() if "position" in i and exists(i)), key=lambda i: i["position"])
        return [join_step(head, items) for head in heads]

    async def get_shown_steps(self, owner: str, thread_id: str, since: str) -> list[StepRecord]:
        """See `ConversationStore`."""
        thread, position = await asyncio.gather(
            self.get_thread(owner, thread_id), self.position(owner, thread_id, since)
        )
        if thread is None or position is None or not versions_of(thread).is_shown(position):
            return []
        return await self._read_shown(owner, thread_id, thread, position, LAST_POSITION)

    async def get_messages(self, owner: str, thread_id: str, limit: int) -> list[StepRecord]:
        """See `ConversationStore`."""
        thread = await self.get_thread(owner, thread_id)
        spans = versions_of(thread).within(0, LAST_POSITION) if thread is not None else ()
        messages: list[StepRecord] = []
        async with aclosing(self._messages(owner, thread_id, spans, limit=limit)) as heads:
            async for head in heads:
                messages.append(await self._join(owner, head))
                if len(messages) == limit:
                    break
        return messages[::-1]

    async def get_page(self, owner: str, thread_id: str, *, messages: int, before: int | None = None) -> StepPage:
        """See `ConversationStore`."""
        thread = await self.get_thread(owner, thread_id)
        if thread is None:
            return StepPage([], None)
        last, start, first = LAST_POSITION if before is None else before - 1, PageStart(messages), None
        spans = versions_of(thread).within(0, last)
        async with aclosing(self._messages(owner, thread_id, spans, limit=messages + 1)) as heads:
            async for head in heads:
                if first is not None:
                    return StepPage(await self._read_shown(owner, thread_id, thread, first, last), first)
                if start.is_at(await self._join(owner, head)):
                    first = int(head["position"])
        # What was written before the first message belongs to the first part.
        return StepPage(await self._read_shown(owner, thread_id, thread, 0, last), None)

    async def get_thread(self, owner: str, thread_id: str) -> Item | None:
        """Return the item of a conversation; None if there is no such conversation."""
        thread = await self._client.get(item_key(owner, thread_item(thread_id)))
        return thread if thread is not None and exists(thread) else None

    async def position(self, owner: str, thread_id: str, step_id: str) -> int | None:
        """Return where a step is; None if there is no such step."""
        head = await self._client.get(item_key(owner, step_item(thread_id, step_id)))
        return int(head["position"]) if head is not None and exists(head) else None

    async def last_position(self, owner: str, thread_id: str) -> int:
        """Return the position of the last step of all versions; 0 if there is none."""
        latest = 0
        for key in (message_activity, work_activity):
            async with aclosing(self._in_index(owner, thread_id, key, (0, LAST_POSITION), 1)) as heads:
                async for head in heads:
                    latest = max(latest, int(head["position"]))
                    break
        return latest

    async def _read_shown(self, owner: str, thread_id: str, thread: Item, first: int, last: int) -> list[StepRecord]:
        """Return the steps that are shown of a range of positions, both ends included."""
        spans = versions_of(thread).within(first, last)
        found = await asyncio.gather(*(self._read_span(owner, thread_id, thread, span) for span in spans))
        heads = sorted(itertools.chain(*found), key=lambda head: head["position"])
        return [await self._join(owner, head) for head in heads]

    async def _read_span(self, owner: str, thread_id: str, thread: Item, span: tuple[int, int]) -> list[Item]:
        heads = [head async for head in self._in_index(owner, thread_id, message_activity, span)]
        heads += [head async for head in self._in_index(owner, thread_id, work_activity, span)]
        if span[0] < thread.get("indexed_from", LAST_POSITION):
            heads += await self._read_unindexed(owner, thread_id, *span)
        return heads

    async def _read_unindexed(self, owner: str, thread_id: str, first: int, last: int) -> list[Item]:
        """Return the steps that a version wrote which had only messages in the index; reads the whole conversation."""
        where = f"attribute_not_exists(#active) AND #position BETWEEN :first AND :last AND {NOT_EXPIRED}"
        given = {"owner": owner_key(owner), "item": f"{thread_item(thread_id)}step#", "now": epoch_seconds()}
        found = self._client.query(WITH_PREFIX, {**given, "first": first, "last": last}, where=where)
        return [head async for head in found]

    async def _messages(self, owner: str, thread_id: str, spans: Spans, *, limit: int) -> AsyncGenerator[Item, None]:
        """Yield the messages in spans of positions, the latest first; one request looks at `limit` of them."""
        for span in reversed(spans):
            async with aclosing(self._in_index(owner, thread_id, message_activity, span, limit)) as heads:
                async for head in heads:
                    yield head

    def _in_index(
        self,
        owner: str,
        thread_id: str,
        key: Callable[[str, int], str],
        span: tuple[int, int],
        limit: int | None = None,
    ) -> AsyncGenerator[Item, None]:
        """Yield the steps of one kind in a span of positions, the latest first."""
        given: Item = {"owner": owner_key(owner), "now": epoch_seconds()}
        given |= {"first": key(thread_id, span[0]), "last": key(thread_id, span[1])}
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


def versions_of(thread: Item) -> VersionTree:
    """Return the versions of the questions of a conversation."""
    return VersionTree.from_json(thread.get("versions"))
