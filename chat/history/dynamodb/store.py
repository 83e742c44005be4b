"""Conversations in one DynamoDB table; the keys are told in `table`."""

import asyncio
import json
import time
from collections.abc import Mapping
from contextlib import aclosing, suppress
from typing import Any

from chat.history.dynamodb.calls import Calls, ConditionFailed, Item
from chat.history.dynamodb.parts import cut, join, part_item
from chat.history.dynamodb.table import (
    INDEX,
    MESSAGES,
    SCHEMA_VERSION,
    SERVER,
    message_activity,
    owner_key,
    step_item,
    thread_item,
)
from chat.history.facts import DynamoFacts
from chat.history.step import StepRecord, fold_case, is_message
from chat.history.store import ConversationDeleted, Counts, Page, StoreError, Thread, decode_cursor
from chat.history.timestamps import TOMBSTONE_DAYS, epoch_seconds, expiry_after, utc_now

_UNDER = "#owner = :owner AND begins_with(#item, :item)"
_KEPT = "(attribute_not_exists(#expires) OR #expires > :now)"
_NOT_DELETED = "attribute_not_exists(#deleted)"
_ERASING = 8  # conversations that are erased at a time


class DynamoStore:
    """The store on AWS.

    Args:
        region: Where the table is.
        table: Its name.
    """

    def __init__(self, region: str, table: str) -> None:
        self.keep_days: int | None = None
        self.calls = Calls(region, table)
        self.facts = DynamoFacts(self.calls)
        self._table = table
        self._last_position = 0

    async def check(self) -> None:
        """Make sure that the table is there, and not a newer version's.

        Raises:
            StoreError: If it is not.
        """
        try:
            version = await self.get_note("schema_version")
            if version is None:
                await self.put_note("schema_version", str(SCHEMA_VERSION))
        except StoreError as error:
            raise StoreError(f"the history table {self._table} cannot be used ({error})") from error
        if version is not None and int(version) > SCHEMA_VERSION:
            raise StoreError(f"the history table {self._table} was written by a newer version of this program")

    async def put_thread(
        self,
        owner: str,
        thread_id: str,
        *,
        name: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        tags: tuple[str, ...] | None = None,
    ) -> None:
        """See `Store`."""
        put = {} if name is None else {"name": name, "text": fold_case(name)}
        put |= {} if metadata is None else {"metadata": json.dumps(metadata)}
        put |= {} if tags is None else {"tags": json.dumps(tags)}
        await self._change_thread(owner, thread_id, put)

    async def get_thread(self, owner: str, thread_id: str) -> Thread | None:
        """See `Store`."""
        item = await self.calls.get(_key(owner, thread_item(thread_id)))
        return _thread(item) if item and _is_there(item) else None

    async def list_threads(
        self,
        owner: str,
        *,
        limit: int,
        cursor: str | None = None,
        search: str | None = None,
        feedback: int | None = None,
    ) -> Page:
        """See `Store`."""
        matching = await self._matching(owner, search, feedback)
        after = decode_cursor(cursor)
        condition = "#owner = :owner AND #active < :active"
        given = {
            "owner": owner_key(owner),
            "active": min("#".join(after), MESSAGES) if after else MESSAGES,  # a cursor may be made up
            "now": epoch_seconds(),
        }
        # What has had its time is last in the list: one request is enough for a page that is not filtered.
        reading = limit + 1 if matching is None else None
        threads: list[Thread] = []
        found = self.calls.query(condition, given, where=_KEPT, index=INDEX, limit=reading)
        async with aclosing(found):
            async for item in found:
                if matching is None or item["thread"] in matching:
                    threads.append(_thread(item))
                if len(threads) > limit:
                    return Page(threads[:limit], threads[limit - 1].cursor)
        return Page(threads, None)

    async def _matching(self, owner: str, search: str | None, feedback: int | None) -> set[str] | None:
        """The conversations that a filter lets through; `None` when there is no filter."""
        filters: list[tuple[str, Item]] = []
        if search:
            filters.append(("contains(#text, :text)", {"text": fold_case(search)}))
        if feedback is not None:
            filters.append(("#feedback = :feedback", {"feedback": feedback}))
        found = await asyncio.gather(*(self._threads_where(owner, *each) for each in filters))
        return set.intersection(*found) if found else None

    async def _threads_where(self, owner: str, where: str, given: Item) -> set[str]:
        given = {"owner": owner_key(owner), "item": "thread#", **given}
        return {item["thread"] async for item in self.calls.query(_UNDER, given, where=where, only="#thread")}

    async def delete_thread(self, owner: str, thread_id: str) -> None:
        """See `Store`."""
        # The item stays for a while, emptied, so that a write which comes late cannot bring the conversation back.
        change = self.calls.changing(
            _key(owner, thread_item(thread_id)),
            put={"deleted": True, "expires": expiry_after(TOMBSTONE_DAYS)},
            drop=("active", "name", "text", "metadata", "tags", "turn", "turn_until"),
            condition="attribute_exists(#item)",
        )
        try:
            await self.calls.update(change)
        except ConditionFailed:
            return
        await self._remove_under(owner, f"{thread_item(thread_id)}step#")

    async def put_step(self, owner: str, thread_id: str, step: StepRecord) -> None:
        """See `Store`."""
        pieces, key = cut(step), _key(owner, step_item(thread_id, step["id"]))
        expires = expiry_after(self.keep_days)
        lasting = {} if expires is None else {"expires": expires}
        drop = [] if lasting else ["expires"]
        now = utc_now()
        put: Item = {"thread": thread_id, **lasting}
        if pieces.version:
            # The parts first: the step that names them is written when they are all there.
            parts = [
                {**_key(owner, part_item(key["item"], pieces.version, number)), "thread": thread_id, **lasting, **piece}
                for number, piece in enumerate(pieces.pieces)
            ]
            await self.calls.write_all(puts=parts)
            put |= {"version": pieces.version, "parts": len(parts), "record": ""}
            drop += ["text"]
        else:
            put |= pieces.pieces[0]
            drop += ["version", "parts"]
        once: Item = {"position": self._position()}
        if is_message(step):
            once["active"] = message_activity(thread_id, once["position"])
        active = {"active_at": now, "active": f"{now}#{thread_id}", **lasting}
        try:
            await self.calls.transact(
                [
                    self._thread_change(owner, thread_id, active, drop=[] if lasting else ["expires"]),
                    self.calls.changing(key, put=put, once=once, drop=drop),
                ]
            )
        except ConditionFailed:
            await self._remove_under(owner, key["item"])  # deleted stays deleted
            return
        if pieces.version:
            await self._remove_under(owner, key["item"], keep=pieces.version)

    async def get_steps(self, owner: str, thread_id: str) -> list[StepRecord]:
        """See `Store`."""
        given = {"owner": owner_key(owner), "item": thread_item(thread_id)}
        items = {item["item"]: item async for item in self.calls.query(_UNDER, given)}
        thread = items.pop(thread_item(thread_id), None)
        if thread is None or not _is_there(thread):
            return []
        heads = sorted((i for i in items.values() if "position" in i and _is_there(i)), key=lambda i: i["position"])
        return [join(head, items) for head in heads]

    async def get_messages(self, owner: str, thread_id: str, limit: int) -> list[StepRecord]:
        """See `Store`."""
        condition = "#owner = :owner AND begins_with(#active, :active)"
        given = {"owner": owner_key(owner), "active": message_activity(thread_id), "now": epoch_seconds()}
        found = self.calls.query(condition, given, where=_KEPT, index=INDEX, limit=limit)
        messages: list[StepRecord] = []
        async with aclosing(found):
            async for head in found:
                messages.append(join(head, await self._parts(owner, head)))
                if len(messages) == limit:
                    break
        return messages[::-1]

    async def _parts(self, owner: str, head: Item) -> dict[str, Item]:
        """What of a step did not fit into its own item."""
        if not head.get("parts"):
            return {}
        given = {"owner": owner_key(owner), "item": head["item"]}
        return {item["item"]: item async for item in self.calls.query(_UNDER, given)}

    async def delete_step(self, owner: str, thread_id: str, step_id: str) -> None:
        """See `Store`."""
        await self._remove_under(owner, step_item(thread_id, step_id))

    async def put_feedback(self, owner: str, thread_id: str, step_id: str, value: int, comment: str | None) -> bool:
        """See `Store`."""
        return await self._rate(owner, thread_id, step_id, {"feedback": value, "comment": comment})

    async def delete_feedback(self, owner: str, thread_id: str, step_id: str) -> bool:
        """See `Store`."""
        # Looked at first: a deletion that was made, but whose answer was lost, is tried again by the SDK.
        item = await self.calls.get(_key(owner, step_item(thread_id, step_id)))
        if item is None or "feedback" not in item:
            return False
        return await self._rate(owner, thread_id, step_id, {}, drop=("feedback", "comment"))

    async def _rate(self, owner: str, thread_id: str, step_id: str, put: Item, drop: tuple[str, ...] = ()) -> bool:
        key = _key(owner, step_item(thread_id, step_id))
        try:
            await self.calls.update(self.calls.changing(key, put=put, drop=drop, condition="attribute_exists(#item)"))
        except ConditionFailed:
            return False
        return True

    async def begin_turn(self, owner: str, thread_id: str, turn_id: str, seconds: float) -> bool:
        """See `Store`."""
        now = time.time()
        put = {"turn": turn_id, "turn_until": _milliseconds(now + seconds)}
        free = "(attribute_not_exists(#turn) OR #turn = :turn OR #turn_until < :now)"
        change = self._thread_change(
            owner, thread_id, put, condition=f"{_NOT_DELETED} AND {free}", now=_milliseconds(now)
        )
        try:
            await self.calls.update(change)
        except ConditionFailed:
            item = await self.calls.get(_key(owner, thread_item(thread_id)))
            if item and "deleted" in item:
                raise ConversationDeleted from None
            return False
        return True

    async def end_turn(self, owner: str, thread_id: str, turn_id: str) -> None:
        """See `Store`."""
        key, drop = _key(owner, thread_item(thread_id)), ("turn", "turn_until")
        change = self.calls.changing(key, put={}, drop=drop, condition="#turn = :turn", turn=turn_id)
        with suppress(ConditionFailed):  # another turn has it, or nobody
            await self.calls.update(change)

    async def erase(self, owner: str) -> Counts:
        """See `Store`."""
        given = {"owner": owner_key(owner), "item": "thread#"}
        there = "attribute_exists(#active) AND attribute_exists(#created_at)"
        found = self.calls.query(_UNDER, given, where=there, only="#thread")
        threads = [item["thread"] async for item in found]
        total = Counts()
        for at in range(0, len(threads), _ERASING):
            counts = await asyncio.gather(
                *(self._erase_thread(owner, thread) for thread in threads[at : at + _ERASING])
            )
            for each in counts:
                total = Counts(total.conversations + 1, total.messages + each.messages, total.ratings + each.ratings)
        # What an interrupted write or deletion may have left behind.
        left = self.calls.query(_UNDER, given, where="attribute_not_exists(#deleted)", only="#owner, #item")
        await self.calls.write_all(deletes=[item async for item in left])
        return total

    async def _erase_thread(self, owner: str, thread_id: str) -> Counts:
        steps = await self.get_steps(owner, thread_id)
        await self.delete_thread(owner, thread_id)
        return Counts.of_steps(steps)

    async def purge(self) -> None:
        """Nothing to do: what is overwritten in DynamoDB is gone, but for its own backups."""

    async def sweep(self) -> int:
        """Nothing to do: DynamoDB removes what has had its time."""
        return 0

    async def get_note(self, name: str) -> str | None:
        """See `Store`."""
        item = await self.calls.get({"owner": SERVER, "item": f"note#{name}"})
        return None if item is None else str(item["text"])

    async def put_note(self, name: str, text: str) -> None:
        """See `Store`."""
        await self.calls.put({"owner": SERVER, "item": f"note#{name}", "text": text})

    async def close(self) -> None:
        """See `Store`."""
        await self.calls.close()

    async def _change_thread(self, owner: str, thread_id: str, put: Item) -> None:
        with suppress(ConditionFailed):  # deleted stays deleted
            await self.calls.update(self._thread_change(owner, thread_id, put))

    def _thread_change(
        self,
        owner: str,
        thread_id: str,
        put: Item,
        *,
        drop: list[str] | None = None,
        condition: str = _NOT_DELETED,
        **given: Any,
    ) -> Item:
        """Build a change of a conversation, which is made when it is new."""
        now = utc_now()
        once: Item = {"thread": thread_id, "created_at": now, "active_at": now, "active": f"{now}#{thread_id}"}
        if (expires := expiry_after(self.keep_days)) is not None:
            once["expires"] = expires
        once = {name: value for name, value in once.items() if name not in put}
        key = _key(owner, thread_item(thread_id))
        return self.calls.changing(key, put=put, once=once, drop=drop or (), condition=condition, **given)

    async def _remove_under(self, owner: str, item: str, *, keep: str | None = None) -> None:
        """Delete everything whose key begins so, but for one version of a step's parts and the step itself."""
        given = {"owner": owner_key(owner), "item": item}
        keys = [found async for found in self.calls.query(_UNDER, given, only="#owner, #item")]
        if keep is not None:
            keys = [key for key in keys if key["item"] != item and not key["item"].startswith(item + keep)]
        await self.calls.write_all(deletes=keys)

    def _position(self) -> int:
        # The clock orders the steps of all servers; of two in one tick, the later call is later.
        self._last_position = max(time.time_ns() // 1000, self._last_position + 1)
        return self._last_position


def _key(owner: str, item: str) -> Item:
    return {"owner": owner_key(owner), "item": item}


def _is_there(item: Item) -> bool:
    # DynamoDB removes what has had its time within days, not at once.
    return "deleted" not in item and not ("expires" in item and item["expires"] <= epoch_seconds())


def _milliseconds(moment: float) -> int:
    return int(moment * 1000)


def _thread(item: Item) -> Thread:
    return Thread(
        id=item["thread"],
        name=item.get("name"),
        created_at=item["created_at"],
        active_at=item["active_at"],
        metadata=json.loads(item.get("metadata", "{}")),
        tags=tuple(json.loads(item.get("tags", "[]"))),
        answering="turn" in item and item["turn_until"] > _milliseconds(time.time()),
    )
