"""Opens the store of findings that goes with a conversation store."""

from chat.guardrails.dynamodb import DynamoFindingStore
from chat.guardrails.finding_store import FindingStore
from chat.guardrails.sqlite import SqliteFindingStore
from chat.history.dynamodb.store import DynamoStore
from chat.history.sqlite.store import SqliteStore
from chat.history.store import ConversationStore


def open_finding_store(store: ConversationStore) -> FindingStore:
    """Return the store of findings in the same file or table as the conversations.

    Raises:
        TypeError: There is none for this kind of store.
    """
    if isinstance(store, SqliteStore):
        return SqliteFindingStore(store)
    if isinstance(store, DynamoStore):
        return DynamoFindingStore(store.client)
    raise TypeError(f"no findings are counted beside {type(store).__name__}")
