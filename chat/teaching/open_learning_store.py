"""Opens the learning store that goes with a conversation store."""

from chat.history.dynamodb.store import DynamoStore
from chat.history.sqlite.store import SqliteStore
from chat.history.store import ConversationStore
from chat.teaching.dynamodb import DynamoLearningStore
from chat.teaching.learning_store import LearningStore
from chat.teaching.sqlite import SqliteLearningStore


def open_learning_store(store: ConversationStore) -> LearningStore:
    """Return the learning store in the same file or table as the conversations.

    Raises:
        TypeError: There is none for this kind of store.
    """
    if isinstance(store, SqliteStore):
        return SqliteLearningStore(store)
    if isinstance(store, DynamoStore):
        return DynamoLearningStore(store)
    raise TypeError(f"no learning is kept beside {type(store).__name__}")
