"""Opens what is kept in the same file or table as the conversations."""

from collections.abc import Callable
from typing import TypeVar

from chat.history.dynamodb.store import DynamoStore
from chat.history.sqlite.store import SqliteStore
from chat.history.store import ConversationStore

S = TypeVar("S")
D = TypeVar("D")


def open_beside(
    store: ConversationStore, on_sqlite: Callable[[SqliteStore], S], on_dynamodb: Callable[[DynamoStore], D]
) -> S | D:
    """Return another store that goes with a store of conversations.

    Args:
        store: The conversations.
        on_sqlite: Opens it in their file.
        on_dynamodb: Opens it in their table.

    Raises:
        TypeError: The conversations are kept in neither.
    """
    if isinstance(store, SqliteStore):
        return on_sqlite(store)
    if isinstance(store, DynamoStore):
        return on_dynamodb(store)
    raise TypeError(f"nothing is kept beside {type(store).__name__}")
