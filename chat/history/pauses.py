"""The pauses of throttled models in the notes of the store, one note a model."""

from agents.agent.backoff import Pause
from chat.history.store import ConversationStore

_PREFIX = "pause#"


class StoredPauses:
    """Implements `agents.agent.backoff.PauseStore`.

    Args:
        store: The store.
    """

    def __init__(self, store: ConversationStore) -> None:
        self._store = store

    async def read(self, model_id: str) -> Pause | None:
        """Return the latest pause of a model; None if there was none.

        Raises:
            StoreError: It cannot be read.
        """
        note = await self._store.get_note(_PREFIX + model_id)
        if note is None:
            return None
        seconds, until = note.split()
        return Pause(float(seconds), float(until))

    async def replace(self, model_id: str, seen: Pause | None, pause: Pause) -> bool:
        """Write a pause if the one that was seen is still the latest; return whether it was.

        Raises:
            StoreError: It cannot be written.
        """
        before = None if seen is None else _text(seen)
        return await self._store.swap_note(_PREFIX + model_id, before, _text(pause))


def _text(pause: Pause) -> str:
    return f"{pause.seconds!r} {pause.until!r}"
