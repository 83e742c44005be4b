"""The store that `HISTORY_URL` names."""

from pathlib import Path
from urllib.parse import urlsplit

from chat.history.dynamodb.store import DynamoStore
from chat.history.sqlite import SqliteStore
from chat.history.store import ConversationStore


async def open_store(history_url: str, region: str) -> ConversationStore:
    """Open the store, and make sure that it can be used.

    Args:
        history_url: `sqlite:///path`, where four slashes make the path absolute, or `dynamodb://table`.
        region: Where the table is.

    Raises:
        StoreError: If it cannot be used; the text says why.
    """
    parts = urlsplit(history_url)
    if parts.scheme == "sqlite":
        return SqliteStore(Path(parts.path[1:]))
    store = DynamoStore(region, parts.netloc)
    await store.check()
    return store
