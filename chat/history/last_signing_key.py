"""Keeps the id of the signing key that last verified a token, so that the next start can fetch it at once."""

import logging

from chat.history.store import ConversationStore, StoreError

logger = logging.getLogger(__name__)

_NOTE_NAME = "last_key_id"


class LastSigningKey:
    """One key id in the notes of the store; implements `chat.identity.keys.LastKey`.

    Args:
        store: The store.
    """

    def __init__(self, store: ConversationStore) -> None:
        self._store = store

    async def load(self) -> str | None:
        """Return the saved key id, if there is one."""
        return await self._store.get_note(_NOTE_NAME)

    async def save(self, kid: str) -> None:
        """Save a key id; a failure is logged only, because it merely makes the next start slower."""
        try:
            await self._store.put_note(_NOTE_NAME, kid)
        except StoreError as error:
            logger.warning("signing_key_not_saved", extra={"reason": str(error)})
