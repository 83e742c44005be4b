"""The book that goes with a store."""

from chat.history.dynamodb.store import DynamoStore
from chat.history.sqlite import SqliteStore
from chat.history.store import ConversationStore
from chat.usage.dynamodb import DynamoBook
from chat.usage.sqlite import SqliteBook
from chat.usage.usage_store import UsageStore


def open_book(store: ConversationStore) -> UsageStore:
    """Count in the same place where conversations are kept."""
    if isinstance(store, SqliteStore):
        return SqliteBook(store)
    if isinstance(store, DynamoStore):
        return DynamoBook(store.calls)
    raise TypeError(f"no usage is counted beside {type(store).__name__}")
