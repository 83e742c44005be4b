"""The signing key that was good last, kept in the history store."""

import logging

from chat.history.store import ConversationStore, StoreError

logger = logging.getLogger(__name__)

_NOTE = "last_key_id"


class StoredKey:
    """Remembers one key id across restarts, as `chat.identity.keys.LastKey` asks."""

    def __init__(self, store: ConversationStore) -> None:
        self._store = store

    async def load(self) -> str | None:
        """The key id remembered last, if any."""
        return await self._store.get_note(_NOTE)

    async def save(self, kid: str) -> None:
        """Remember a key id; a failure costs a little speed at the next start and no more."""
        try:
            await self._store.put_note(_NOTE, kid)
        except StoreError as error:
            logger.warning("last good key not remembered", extra={"reason": str(error)})
