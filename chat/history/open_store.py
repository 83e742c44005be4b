"""Opens the store that the setting `HISTORY_URL` names, and the other stores in the same file or table."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from chat.history.dynamodb.store import DynamoStore
from chat.history.sqlite.store import SqliteStore
from chat.history.store import ConversationStore

S = TypeVar("S")
D = TypeVar("D")


def place_of_history(environment: Mapping[str, str]) -> tuple[str, str]:
    """Return the address of the history and the AWS region that an environment names, for a command beside a server."""
    region = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or "us-east-1"
    return environment.get("HISTORY_URL") or "sqlite:///.data/history.db", region


async def open_store(history_url: str, region: str) -> ConversationStore:
    """Open the store and check that it can be used.

    Args:
        history_url: `sqlite:///path`, where four slashes make the path absolute, or `dynamodb://table`.
        region: The AWS region of the table.

    Raises:
        StoreError: The store cannot be used; the text says why.
    """
    parts = urlsplit(history_url)
    if parts.scheme == "sqlite":
        return SqliteStore(Path(parts.path[1:]))
    store = DynamoStore(region, parts.netloc)
    await store.check()
    return store


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
