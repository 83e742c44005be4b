"""The modes that each person has picked, so that the next page starts with them."""

from collections import OrderedDict
from collections.abc import Mapping

from chat.history.store import ConversationStore, StoreError

_MAX_PEOPLE = 10_000  # in memory; for others the last question is read from the store
_MESSAGES_READ = 10  # the latest: one of them is a question


class ModePreferences:
    """The last picks of every person.

    Args:
        store: The store of conversations, whose questions carry their modes.
    """

    def __init__(self, store: ConversationStore) -> None:
        self._store = store
        self._picked: OrderedDict[str, dict[str, str]] = OrderedDict()

    def put(self, owner: str, picked: Mapping[str, str] | None) -> None:
        """Merge what a person has picked, by picker."""
        if picked:
            self._picked[owner] = {**self._picked.get(owner, {}), **picked}
            self._picked.move_to_end(owner)
            if len(self._picked) > _MAX_PEOPLE:
                self._picked.popitem(last=False)

    async def get(self, owner: str) -> dict[str, str]:
        """Return what a person has picked, on this server or with their last stored question."""
        if owner not in self._picked:
            self.put(owner, await self._last(owner))
        return self._picked.get(owner, {})

    async def _last(self, owner: str) -> Mapping[str, str] | None:
        try:
            for thread in (await self._store.list_threads(owner, limit=1)).threads:
                for step in reversed(await self._store.get_messages(owner, thread.id, _MESSAGES_READ)):
                    if step.get("type") == "user_message":
                        return step.get("modes")
        except StoreError:
            pass  # the defaults apply
        return None
