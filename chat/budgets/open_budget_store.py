"""Opens the budget store that goes with a conversation store."""

from chat.budgets.budget_store import BudgetStore
from chat.budgets.dynamodb import DynamoBudgetStore
from chat.budgets.sqlite import SqliteBudgetStore
from chat.history.dynamodb.store import DynamoStore
from chat.history.sqlite.store import SqliteStore
from chat.history.store import ConversationStore


def open_budget_store(store: ConversationStore) -> BudgetStore:
    """Return the budget store in the same file or table as the conversations.

    Raises:
        TypeError: There is none for this kind of store.
    """
    if isinstance(store, SqliteStore):
        return SqliteBudgetStore(store)
    if isinstance(store, DynamoStore):
        return DynamoBudgetStore(store.client)
    raise TypeError(f"no spending is counted beside {type(store).__name__}")
