"""Opens the store that the setting `HISTORY_URL` names."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from chat.history.dynamodb.store import DynamoStore
from chat.history.sqlite.store import SqliteStore
from chat.history.store import ConversationStore


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
