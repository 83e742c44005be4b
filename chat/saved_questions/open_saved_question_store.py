"""Opens the store of saved questions that goes with a conversation store."""

from chat.history.dynamodb.store import DynamoStore
from chat.history.sqlite.store import SqliteStore
from chat.history.store import ConversationStore
from chat.saved_questions.dynamodb import DynamoSavedQuestionStore
from chat.saved_questions.saved_question_store import SavedQuestionStore
from chat.saved_questions.sqlite import SqliteSavedQuestionStore


def open_saved_question_store(store: ConversationStore) -> SavedQuestionStore:
    """Return the store of saved questions in the same file or table as the conversations.

    Raises:
        TypeError: There is none for this kind of store.
    """
    if isinstance(store, SqliteStore):
        return SqliteSavedQuestionStore(store)
    if isinstance(store, DynamoStore):
        return DynamoSavedQuestionStore(store.client)
    raise TypeError(f"no questions are saved beside {type(store).__name__}")
