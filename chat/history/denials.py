"""The deny list in the notes of the store, one note a person."""

import time

from chat.history.store import ConversationStore

_PREFIX = "denied#"


class StoredDenials:
    """Writes the list, and implements `chat.identity.deny_list.ReadDenials`.

    Args:
        store: The store.
    """

    def __init__(self, store: ConversationStore) -> None:
        self._store = store

    async def deny(self, sub: str, seconds: float) -> float:
        """Put a person on the list.

        Args:
            sub: The person's subject.
            seconds: For how long.

        Returns:
            When that ends, in seconds since 1970.

        Raises:
            StoreError: The list cannot be written.
        """
        until = float(int(time.time() + seconds))
        await self._store.put_note(_PREFIX + sub, str(until))
        return until

    async def allow(self, sub: str) -> None:
        """Take a person off the list.

        Raises:
            StoreError: The list cannot be written.
        """
        await self._store.delete_note(_PREFIX + sub)

    async def load(self) -> dict[str, float]:
        """Return each subject and when that ends; entries that have ended are deleted.

        Raises:
            StoreError: The list cannot be read.
        """
        notes, now = await self._store.get_notes(_PREFIX), time.time()
        until = {name.removeprefix(_PREFIX): float(text) for name, text in notes.items()}
        for sub in [sub for sub, end in until.items() if end <= now]:
            await self.allow(sub)
            del until[sub]
        return until
