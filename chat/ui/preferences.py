"""What each person has picked beside the composer, so that it stays picked on the next page."""

from collections import OrderedDict
from collections.abc import Mapping

from chat.history.store import ConversationStore, StoreError

_KEPT = 10_000  # people; whoever is not among them has their last question looked up


class ModePreferences:
    """Remembers the last picks of every person.

    Args:
        store: Where conversations are kept; their questions say what was picked.
    """

    def __init__(self, store: ConversationStore) -> None:
        self._store = store
        self._picked: OrderedDict[str, dict[str, str]] = OrderedDict()

    def put(self, owner: str, picked: Mapping[str, str] | None) -> None:
        """Remember what a person has picked, picker by picker."""
        if picked:
            self._picked[owner] = {**self._picked.get(owner, {}), **picked}
            self._picked.move_to_end(owner)
            if len(self._picked) > _KEPT:
                self._picked.popitem(last=False)

    async def of(self, owner: str) -> dict[str, str]:
        """Return what the person has picked, on this server or with the last question of all."""
        if owner not in self._picked:
            self.put(owner, await self._last(owner))
        return self._picked.get(owner, {})

    async def _last(self, owner: str) -> Mapping[str, str] | None:
        try:
            for thread in (await self._store.list_threads(owner, limit=1)).threads:
                for step in reversed(await self._store.get_steps(owner, thread.id)):
                    if step.get("type") == "user_message":
                        return step.get("modes")
        except StoreError:
            pass  # the defaults will do
        return None
