"""Conversations in one DynamoDB table; `table` describes its keys."""

import asyncio
import json
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from chat.history.dynamodb.client import ConditionFailed, Item, TableClient
from chat.history.dynamodb.facts import DynamoFactRepository
from chat.history.dynamodb.parts import part_item, split_step
from chat.history.dynamodb.step_reader import StepReader, versions_of
from chat.history.dynamodb.table import (
    SCHEMA_VERSION,
    SERVER,
    WITH_PREFIX,
    item_key,
    message_activity,
    owner_key,
    step_item,
    thread_item,
    work_activity,
)
from chat.history.dynamodb.thread_reader import ThreadReader, milliseconds, thread_of
from chat.history.step import StepRecord, fold_case, is_message
from chat.history.store import ConversationDeleted, Counts, StepPage, StoreError, Thread, ThreadPage
from chat.history.timestamps import TOMBSTONE_DAYS, expiry_after, utc_now
from chat.history.versions import VersionTree

_NOT_DELETED = "attribute_not_exists(#deleted)"
_MAX_CONCURRENT_ERASURES = 8  # conversations


class DynamoStore:
    """The store on AWS.

    Args:
        region: The AWS region of the table.
        table: The name of the table.
    """

    def __init__(self, region: str, table: str) -> None:
        self.keep_days: int | None = None
        self.client = TableClient(region, table)
        self._threads, self._reader = ThreadReader(self.client), StepReader(self.client)
        self.facts = DynamoFactRepository(self.client)
        self._table = table
        self._last_position = 0

    async def check(self) -> None:
        """Check that the table can be used.

        Raises:
            StoreError: It cannot be read or written, or a newer version of this program wrote it.
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
        """See `ConversationStore`."""
        put = {} if name is None else {"name": name, "text": fold_case(name)}
        put |= {} if metadata is None else {"metadata": json.dumps(metadata)}
        put |= {} if tags is None else {"tags": json.dumps(tags)}
        await self._update_thread(owner, thread_id, put)

    async def get_thread(self, owner: str, thread_id: str) -> Thread | None:
        """See `ConversationStore`."""
        item = await self._reader.get_thread(owner, thread_id)
        return None if item is None else thread_of(item)

    async def list_threads(
        self,
        owner: str,
        *,
        limit: int,
        cursor: str | None = None,
        search: str | None = None,
        feedback: int | None = None,
    ) -> ThreadPage:
        """See `ConversationStore`."""
        return await self._threads.list_threads(owner, limit, cursor, search, feedback)

    async def delete_thread(self, owner: str, thread_id: str) -> None:
        """See `ConversationStore`."""
        # The emptied item stays for `TOMBSTONE_DAYS`: a late write must not bring the conversation back.
        update = self.client.build_update(
            item_key(owner, thread_item(thread_id)),
            put={"deleted": True, "expires": expiry_after(TOMBSTONE_DAYS)},
            drop=("active", "name", "text", "metadata", "tags", "turn", "turn_until", "versions"),
            condition="attribute_exists(#item)",
        )
        try:
            await self.client.update(update)
        except ConditionFailed:
            return
        await self._delete_prefix(owner, f"{thread_item(thread_id)}step#")

    async def put_step(self, owner: str, thread_id: str, step: StepRecord) -> None:
        """See `ConversationStore`."""
        try:
            await self._put_step(owner, thread_id, step, self._position())
        except ConditionFailed:
            await self._delete_prefix(owner, step_item(thread_id, step["id"]))  # a deleted conversation stays deleted

    async def _put_step(
        self, owner: str, thread_id: str, step: StepRecord, position: int, versions: "_NewVersions | None" = None
    ) -> None:
        """Write a step, and with it what is shown of its conversation.

        Args:
            owner: The owner.
            thread_id: The conversation.
            step: The step.
            position: Where it is, if it is new.
            versions: The versions of the conversation's questions, if they change.

        Raises:
            ConditionFailed: The conversation was deleted, or another write has changed its versions.
        """
        split, key = split_step(step), item_key(owner, step_item(thread_id, step["id"]))
        expires = expiry_after(self.keep_days)
        expiry = {} if expires is None else {"expires": expires}
        drop = [] if expiry else ["expires"]
        now = utc_now()
        put: Item = {"thread": thread_id, **expiry}
        if split.version:
            # The parts come first: the step that names them is written once they all exist.
            parts = [
                {
                    **item_key(owner, part_item(key["item"], split.version, number)),
                    "thread": thread_id,
                    **expiry,
                    **piece,
                }
                for number, piece in enumerate(split.pieces)
            ]
            await self.client.write_all(puts=parts)
            put |= {"version": split.version, "parts": len(parts), "record": ""}
            drop += ["text"]
        else:
            put |= split.pieces[0]
            drop += ["version", "parts"]
        active = {"active_at": now, "active": f"{now}#{thread_id}", **expiry}
        thread_update = self._thread_update(owner, thread_id, active, [] if expiry else ["expires"], versions)
        activity = message_activity if is_message(step) else work_activity
        once: Item = {"position": position, "active": activity(thread_id, position)}
        await self.client.transact([thread_update, self.client.build_update(key, put=put, once=once, drop=drop)])
        if split.version:
            await self._delete_prefix(owner, key["item"], keep=split.version)

    async def get_step(self, owner: str, thread_id: str, step_id: str) -> StepRecord | None:
        """See `ConversationStore`."""
        return await self._reader.get_step(owner, thread_id, step_id)

    async def get_steps(self, owner: str, thread_id: str) -> list[StepRecord]:
        """See `ConversationStore`."""
        return await self._reader.get_steps(owner, thread_id)

    async def get_shown_steps(self, owner: str, thread_id: str, since: str) -> list[StepRecord]:
        """See `ConversationStore`."""
        return await self._reader.get_shown_steps(owner, thread_id, since)

    async def get_page(self, owner: str, thread_id: str, *, messages: int, before: int | None = None) -> StepPage:
        """See `ConversationStore`."""
        return await self._reader.get_page(owner, thread_id, messages=messages, before=before)

    async def get_messages(self, owner: str, thread_id: str, limit: int) -> list[StepRecord]:
        """See `ConversationStore`."""
        return await self._reader.get_messages(owner, thread_id, limit)

    async def begin_version(self, owner: str, thread_id: str, question: StepRecord, *, replaces: str) -> bool:
        """See `ConversationStore`."""
        while True:
            thread = await self._reader.get_thread(owner, thread_id)
            replaced = await self._reader.position(owner, thread_id, replaces)
            versions = versions_of(thread or {})
            if versions.versions_of(question["id"]):
                return True
            if thread is None or replaced is None or not versions.is_shown(replaced):
                await self._delete_prefix(owner, step_item(thread_id, question["id"]))  # parts of an attempt before
                return False
            position = max(self._position(), 1 + await self._reader.last_position(owner, thread_id))
            self._last_position = position
            began = versions.begin(replaces, replaced, question["id"], position)
            with suppress(ConditionFailed):  # read again what another write has changed
                await self._put_step(owner, thread_id, question, position, _NewVersions(began, thread.get("versions")))

    async def show_step(self, owner: str, thread_id: str, step_id: str) -> bool:
        """See `ConversationStore`."""
        while True:
            thread = await self._reader.get_thread(owner, thread_id)
            position = await self._reader.position(owner, thread_id, step_id)
            if thread is None or position is None:
                return False
            versions = versions_of(thread)
            shown = versions.show(position, 1 + await self._reader.last_position(owner, thread_id))
            if shown is None or shown == versions:
                return shown is not None
            change = _NewVersions(shown, thread.get("versions"))
            with suppress(ConditionFailed):  # read again what another write has changed
                await self.client.update(self._thread_update(owner, thread_id, {}, versions=change))
                return True

    async def delete_step(self, owner: str, thread_id: str, step_id: str) -> None:
        """See `ConversationStore`."""
        await self._delete_prefix(owner, step_item(thread_id, step_id))

    async def put_feedback(self, owner: str, thread_id: str, step_id: str, value: int, comment: str | None) -> bool:
        """See `ConversationStore`."""
        return await self._rate(owner, thread_id, step_id, {"feedback": value, "comment": comment})

    async def delete_feedback(self, owner: str, thread_id: str, step_id: str) -> bool:
        """See `ConversationStore`."""
        # Read first: the SDK retries a deletion whose response was lost, and then nothing is left to delete.
        item = await self.client.get(item_key(owner, step_item(thread_id, step_id)))
        if item is None or "feedback" not in item:
            return False
        return await self._rate(owner, thread_id, step_id, {}, drop=("feedback", "comment"))

    async def _rate(self, owner: str, thread_id: str, step_id: str, put: Item, drop: tuple[str, ...] = ()) -> bool:
        key = item_key(owner, step_item(thread_id, step_id))
        try:
            await self.client.update(
                self.client.build_update(key, put=put, drop=drop, condition="attribute_exists(#item)")
            )
        except ConditionFailed:
            return False
        return True

    async def acquire_lease(self, owner: str, thread_id: str, turn_id: str, seconds: float) -> bool:
        """See `ConversationStore`."""
        now = time.time()
        put = {"turn": turn_id, "turn_until": milliseconds(now + seconds)}
        free = "(attribute_not_exists(#turn) OR #turn = :turn OR #turn_until < :now)"
        update = self._thread_update(
            owner, thread_id, put, condition=f"{_NOT_DELETED} AND {free}", now=milliseconds(now)
        )
        try:
            await self.client.update(update)
        except ConditionFailed:
            item = await self.client.get(item_key(owner, thread_item(thread_id)))
            if item and "deleted" in item:
                raise ConversationDeleted from None
            return False
        return True

    async def release_lease(self, owner: str, thread_id: str, turn_id: str) -> None:
        """See `ConversationStore`."""
        key, drop = item_key(owner, thread_item(thread_id)), ("turn", "turn_until")
        update = self.client.build_update(key, put={}, drop=drop, condition="#turn = :turn", turn=turn_id)
        with suppress(ConditionFailed):  # another turn has the lease, or none has
            await self.client.update(update)

    async def erase(self, owner: str) -> Counts:
        """See `ConversationStore`."""
        given = {"owner": owner_key(owner), "item": "thread#"}
        there = "attribute_exists(#active) AND attribute_exists(#created_at)"
        found = self.client.query(WITH_PREFIX, given, where=there, only="#thread")
        threads = [item["thread"] async for item in found]
        total = Counts()
        for at in range(0, len(threads), _MAX_CONCURRENT_ERASURES):
            counts = await asyncio.gather(
                *(self._erase_thread(owner, thread) for thread in threads[at : at + _MAX_CONCURRENT_ERASURES])
            )
            for each in counts:
                total = Counts(total.conversations + 1, total.messages + each.messages, total.ratings + each.ratings)
        # Items that an interrupted write or deletion has left.
        left = self.client.query(WITH_PREFIX, given, where="attribute_not_exists(#deleted)", only="#owner, #item")
        await self.client.write_all(deletes=[item async for item in left])
        return total

    async def _erase_thread(self, owner: str, thread_id: str) -> Counts:
        steps = await self.get_steps(owner, thread_id)
        await self.delete_thread(owner, thread_id)
        return Counts.of_steps(steps)

    async def purge(self) -> None:
        """Do nothing: DynamoDB keeps no overwritten data beside its own backups."""

    async def sweep(self) -> int:
        """Do nothing: DynamoDB removes expired items."""
        return 0

    async def get_note(self, name: str) -> str | None:
        """See `ConversationStore`."""
        item = await self.client.get({"owner": SERVER, "item": f"note#{name}"})
        return None if item is None else str(item["text"])

    async def put_note(self, name: str, text: str) -> None:
        """See `ConversationStore`."""
        await self.client.put({"owner": SERVER, "item": f"note#{name}", "text": text})

    async def replace_note(self, name: str, before: str | None, text: str) -> bool:
        """See `ConversationStore`."""
        condition = "attribute_not_exists(#text)" if before is None else "#text = :before"
        given: Item = {} if before is None else {"before": before}
        key = {"owner": SERVER, "item": f"note#{name}"}
        try:
            await self.client.update(self.client.build_update(key, put={"text": text}, condition=condition, **given))
        except ConditionFailed:
            return await self.get_note(name) == text  # the SDK repeats a write whose answer was lost
        return True

    async def get_notes(self, prefix: str) -> dict[str, str]:
        """See `ConversationStore`."""
        found = self.client.query(WITH_PREFIX, {"owner": SERVER, "item": f"note#{prefix}"})
        return {item["item"].removeprefix("note#"): str(item["text"]) async for item in found}

    async def delete_note(self, name: str) -> None:
        """See `ConversationStore`."""
        await self.client.write_all(deletes=[{"owner": SERVER, "item": f"note#{name}"}])

    async def close(self) -> None:
        """See `ConversationStore`."""
        await self.client.close()

    async def _update_thread(self, owner: str, thread_id: str, put: Item) -> None:
        with suppress(ConditionFailed):  # a deleted conversation stays deleted
            await self.client.update(self._thread_update(owner, thread_id, put))

    def _thread_update(
        self,
        owner: str,
        thread_id: str,
        put: Item,
        drop: Sequence[str] = (),
        versions: "_NewVersions | None" = None,
        condition: str = _NOT_DELETED,
        **given: Any,
    ) -> Item:
        """Build an update of a conversation, which is created if it does not exist."""
        if versions is not None:
            put = {**put, "versions": versions.tree.to_json()}
            unchanged = "attribute_not_exists(#versions)" if versions.before is None else "#versions = :before"
            condition = f"{condition} AND {unchanged}"
            given |= {} if versions.before is None else {"before": versions.before}
        now = utc_now()
        once: Item = {"thread": thread_id, "created_at": now, "active_at": now, "active": f"{now}#{thread_id}"}
        once["indexed_from"] = self._position()
        if (expires := expiry_after(self.keep_days)) is not None:
            once["expires"] = expires
        once = {name: value for name, value in once.items() if name not in put}
        key = item_key(owner, thread_item(thread_id))
        return self.client.build_update(key, put=put, once=once, drop=drop, condition=condition, **given)

    async def _delete_prefix(self, owner: str, item: str, *, keep: str | None = None) -> None:
        """Delete the items whose sort key has this prefix.

        Args:
            owner: The owner.
            item: The prefix.
            keep: A version of a step's parts; these parts and the step itself are kept.
        """
        given = {"owner": owner_key(owner), "item": item}
        keys = [found async for found in self.client.query(WITH_PREFIX, given, only="#owner, #item")]
        if keep is not None:
            keys = [key for key in keys if key["item"] != item and not key["item"].startswith(item + keep)]
        await self.client.write_all(deletes=keys)

    def _position(self) -> int:
        # The clock orders the steps of all servers; within one tick of a server, the order of the calls does.
        self._last_position = max(time.time_ns() // 1000, self._last_position + 1)
        return self._last_position


@dataclass(frozen=True, slots=True)
class _NewVersions:
    """A change of the versions of a conversation; `before` is what is stored and must still be there."""

    tree: VersionTree
    before: str | None
