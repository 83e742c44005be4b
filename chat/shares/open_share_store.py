"""Opens the store of shares that goes with a conversation store."""

from chat.history.dynamodb.store import DynamoStore
from chat.history.sqlite.store import SqliteStore
from chat.history.store import ConversationStore
from chat.shares.dynamodb import DynamoShareStore
from chat.shares.share_store import ShareStore
from chat.shares.sqlite import SqliteShareStore


def open_share_store(store: ConversationStore) -> ShareStore:
    """Return the store of shares in the same file or table as the conversations.

    Raises:
        TypeError: There is none for this kind of store.
    """
    if isinstance(store, SqliteStore):
        return SqliteShareStore(store)
    if isinstance(store, DynamoStore):
        return DynamoShareStore(store.client)
    raise TypeError(f"no shares are kept beside {type(store).__name__}")
