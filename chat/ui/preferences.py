"""The modes that each person has picked, so that the next page starts with them."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from agents.turn.routes import ANSWER
from chat.history.step_metadata import PICKED, read_metadata
from chat.history.store import ConversationStore, StoreError

MODEL = "model"  # the picker whose default is a parameter
ROUTE, HOW = "route", "how"
_DEFAULTS = ("", ANSWER)  # the options that follow the default
_MAX_PEOPLE = 10_000  # in memory; for others the last question is read from the store
_MESSAGES_READ = 10  # the latest: one of them is a question


class ModePreferences:
    """The picks of every person: what they chose themselves. A picker that is not among them follows its default.

    Args:
        store: The store of conversations, whose questions carry the picks.
    """

    def __init__(self, store: ConversationStore) -> None:
        self._store = store
        self._picked: OrderedDict[str, dict[str, str]] = OrderedDict()

    async def put(self, owner: str, picked: Mapping[str, str]) -> None:
        """Merge what a person has picked, by picker; an option that names the default takes a pick back."""
        merged = {**await self.get(owner), **picked}
        self._keep(owner, {mode: option for mode, option in merged.items() if option not in _DEFAULTS})

    async def get(self, owner: str) -> dict[str, str]:
        """Return what a person has picked, on this server or before their last stored question."""
        if owner not in self._picked:
            self._keep(owner, await self._last(owner))
        return self._picked[owner]

    async def record(self, owner: str, question: dict[str, Any]) -> None:
        """Take the picks that a page sends with a question, and write all picks of the person into its metadata."""
        await self.put(owner, {mode: option for mode, option in (question["modes"] or {}).items() if option})
        question["metadata"][PICKED] = await self.get(owner)

    def _keep(self, owner: str, picked: dict[str, str]) -> None:
        self._picked[owner] = picked
        self._picked.move_to_end(owner)
        if len(self._picked) > _MAX_PEOPLE:
            self._picked.popitem(last=False)

    async def _last(self, owner: str) -> dict[str, str]:
        try:
            for thread in (await self._store.list_threads(owner, limit=1)).threads:
                for step in reversed(await self._store.get_messages(owner, thread.id, _MESSAGES_READ)):
                    if step.get("type") == "user_message":
                        return picks_of(step)
        except StoreError:
            pass  # the defaults apply
        return {}


def picks_of(question: Mapping[str, Any]) -> dict[str, str]:
    """Return the picks that a stored question carries.

    A question of an earlier version carries its model in either case, picked or not: it counts as not picked.
    """
    picked = read_metadata(question).get(PICKED)
    if picked is None:
        picked = {mode: option for mode, option in (question.get("modes") or {}).items() if mode != MODEL}
    return dict(picked)
