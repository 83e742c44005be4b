"""Reads the conversations of a person from the table, without their steps."""

import asyncio
import json
import time
from contextlib import aclosing

from chat.history.dynamodb.client import Item, TableClient
from chat.history.dynamodb.step_reader import NOT_EXPIRED, versions_of
from chat.history.dynamodb.table import INDEX, MESSAGES, WITH_PREFIX, owner_key
from chat.history.step import fold_case
from chat.history.store import Thread, ThreadPage, decode_cursor
from chat.history.timestamps import epoch_seconds


class ThreadReader:
    """Reads conversations.

    Args:
        client: The client of the table.
    """

    def __init__(self, client: TableClient) -> None:
        self._client = client

    async def list_threads(
        self, owner: str, limit: int, cursor: str | None, search: str | None, feedback: int | None
    ) -> ThreadPage:
        """See `ConversationStore`."""
        matching = await self._matching(owner, search, feedback)
        after = decode_cursor(cursor)
        condition = "#owner = :owner AND #active < :active"
        given = {
            "owner": owner_key(owner),
            "active": min("#".join(after), MESSAGES) if after else MESSAGES,  # a cursor may be forged
            "now": epoch_seconds(),
        }
        # Expired conversations are last in the index: one request is enough for a page without a filter.
        reading = limit + 1 if matching is None else None
        threads: list[Thread] = []
        found = self._client.query(condition, given, where=NOT_EXPIRED, index=INDEX, limit=reading)
        async with aclosing(found):
            async for item in found:
                if matching is None or item["thread"] in matching:
                    threads.append(thread_of(item))
                if len(threads) > limit:
                    return ThreadPage(threads[:limit], threads[limit - 1].cursor)
        return ThreadPage(threads, None)

    async def _matching(self, owner: str, search: str | None, feedback: int | None) -> set[str] | None:
        """Return the conversations that match the search and the rating; None if neither is given."""
        filters: list[tuple[str, Item]] = []
        if search:
            filters.append(("contains(#text, :text)", {"text": fold_case(search)}))
        if feedback is not None:
            filters.append(("#feedback = :feedback", {"feedback": feedback}))
        found = await asyncio.gather(*(self._threads_where(owner, *each) for each in filters))
        return set.intersection(*found) if found else None

    async def _threads_where(self, owner: str, where: str, given: Item) -> set[str]:
        given = {"owner": owner_key(owner), "item": "thread#", **given}
        return {item["thread"] async for item in self._client.query(WITH_PREFIX, given, where=where, only="#thread")}


def milliseconds(moment: float) -> int:
    """Return a moment as the table stores it."""
    return int(moment * 1000)


def thread_of(item: Item) -> Thread:
    """Return the conversation of an item."""
    return Thread(
        id=item["thread"],
        name=item.get("name"),
        created_at=item["created_at"],
        active_at=item["active_at"],
        metadata=json.loads(item.get("metadata", "{}")),
        tags=tuple(json.loads(item.get("tags", "[]"))),
        answering="turn" in item and item["turn_until"] > milliseconds(time.time()),
        versions=versions_of(item),
    )
