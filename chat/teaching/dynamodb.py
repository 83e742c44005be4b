"""The events of learners in the history table."""

import json
from collections.abc import Sequence
from contextlib import suppress

from chat.history.dynamodb.client import ConditionFailed, Item
from chat.history.dynamodb.store import DynamoStore
from chat.history.dynamodb.table import (
    CLASS,
    LEARNING,
    WITH_PREFIX,
    class_count_key,
    class_mark_item,
    item_key,
    learning_item,
    owner_key,
)
from chat.history.timestamps import epoch_seconds, expiry_after
from chat.teaching.events import LearningEvent
from chat.teaching.learning_store import COUNTS_KEPT_DAYS, ClassMark

_NEW = "attribute_not_exists(#item)"
_IN_FORCE = "(attribute_not_exists(#expires) OR #expires > :now)"


class DynamoLearningStore:
    """The events of all learners, as items `learning#…` beside their owner's conversations.

    Args:
        store: The store of the conversations.
    """

    def __init__(self, store: DynamoStore) -> None:
        self._store = store
        self._client = store.client

    async def append(self, owner: str, event: LearningEvent) -> None:
        """See `LearningStore`."""
        put: Item = {"record": json.dumps(event.to_record())}
        if (expires := expiry_after(self._store.keep_days)) is not None:
            put["expires"] = expires
        key = item_key(owner, learning_item(event.id))
        with suppress(ConditionFailed):
            await self._client.update(self._client.build_update(key, put=put, condition=_NEW))

    async def events(self, owner: str) -> list[LearningEvent]:
        """See `LearningStore`."""
        values: Item = {"owner": owner_key(owner), "item": LEARNING, "now": epoch_seconds()}
        found = self._client.query(WITH_PREFIX, values, where=_IN_FORCE, only="#record")
        events = [LearningEvent.from_record(json.loads(item["record"])) async for item in found]
        return sorted(events, key=lambda event: event.order)

    async def remove(self, owner: str, ids: Sequence[str]) -> int:
        """See `LearningStore`."""
        return await self._remove(owner, {learning_item(one) for one in ids})

    async def set_struggling(self, owner: str, week: str, topic: str, struggles: bool) -> None:
        """See `LearningStore`."""
        expires = {"expires": expiry_after(COUNTS_KEPT_DAYS)}
        mark: Item = {"struggles": struggles, "week": week, "topic": topic, **expires}
        # After an attempt whose response was lost, the next one finds that it is done.
        condition = "attribute_not_exists(#struggles) OR #struggles = :other" if struggles else "#struggles = :other"
        key = item_key(owner, class_mark_item(week, topic))
        changes = [
            self._client.build_update(key, put=mark, condition=condition, other=not struggles),
            self._client.build_update(
                class_count_key(week, topic), put={"topic": topic, **expires}, add={"learners": 1 if struggles else -1}
            ),
        ]
        with suppress(ConditionFailed):
            await self._client.transact(changes)

    async def struggling(self, week: str) -> dict[str, int]:
        """See `LearningStore`."""
        found = self._client.query("#owner = :owner", {"owner": class_count_key(week, "")["owner"]})
        return {item["topic"]: int(item["learners"]) async for item in found if item["learners"] > 0}

    async def marks(self, owner: str) -> list[ClassMark]:
        """See `LearningStore`."""
        found = self._client.query(WITH_PREFIX, {"owner": owner_key(owner), "item": CLASS})
        return [ClassMark(item["week"], item["topic"], item["struggles"]) async for item in found]

    async def erase(self, owner: str, week: str) -> int:
        """See `LearningStore`."""
        marks = await self.marks(owner)
        for mark in marks:
            if mark.week == week:
                await self.set_struggling(owner, week, mark.topic, False)
        # After a failure a second attempt still finds what is left: the marks go when nothing counts them any more.
        await self._client.write_all(deletes=[item_key(owner, class_mark_item(m.week, m.topic)) for m in marks])
        return await self._remove(owner, None)

    async def sweep(self, before_week: str) -> int:
        """Do nothing: DynamoDB removes expired items."""
        return 0

    async def _remove(self, owner: str, only: set[str] | None) -> int:
        values: Item = {"owner": owner_key(owner), "item": LEARNING}
        found = self._client.query(WITH_PREFIX, values, only="#owner, #item")
        keys = [key async for key in found if only is None or key["item"] in only]
        await self._client.write_all(deletes=keys)
        return len(keys)
