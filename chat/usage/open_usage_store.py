"""Opens the usage store that goes with a conversation store."""

from chat.history.dynamodb.store import DynamoStore
from chat.history.sqlite.store import SqliteStore
from chat.history.store import ConversationStore
from chat.usage.dynamodb import DynamoUsageStore
from chat.usage.sqlite import SqliteUsageStore
from chat.usage.usage_store import UsageStore


def open_usage_store(store: ConversationStore) -> UsageStore:
    """Return the usage store in the same file or table as the conversations.

    Raises:
        TypeError: There is none for this kind of store.
    """
    if isinstance(store, SqliteStore):
        return SqliteUsageStore(store)
    if isinstance(store, DynamoStore):
        return DynamoUsageStore(store.client)
    raise TypeError(f"no usage is counted beside {type(store).__name__}")
