"""Saved questions in the history table."""

from chat.history.dynamodb.client import Item
from chat.history.dynamodb.store import DynamoStore
from chat.history.dynamodb.table import SAVED, WITH_PREFIX, item_key, owner_key, saved_item
from chat.saved_questions.saved_question_store import SavedQuestion


class DynamoSavedQuestionStore:
    """The saved questions of all people, as items `saved#…` beside their owner's conversations.

    Args:
        store: The conversations, in whose table they are.
    """

    def __init__(self, store: DynamoStore) -> None:
        self._client = store.client

    async def put(self, owner: str, question: SavedQuestion) -> None:
        """See `SavedQuestionStore`."""
        key = item_key(owner, saved_item(question.id))
        await self._client.put({**key, "id": question.id, "at": question.at, "text": question.text})

    async def get_all(self, owner: str) -> list[SavedQuestion]:
        """See `SavedQuestionStore`."""
        found = self._client.query(WITH_PREFIX, _saved_of(owner))
        questions = [SavedQuestion(item["id"], item["at"], item["text"]) async for item in found]
        return sorted(questions, key=lambda question: (question.at, question.id), reverse=True)

    async def remove(self, owner: str, question_id: str) -> None:
        """See `SavedQuestionStore`."""
        await self._client.write_all(deletes=[item_key(owner, saved_item(question_id))])

    async def erase(self, owner: str) -> int:
        """See `SavedQuestionStore`."""
        found = self._client.query(WITH_PREFIX, _saved_of(owner), only="#owner, #item")
        keys = [key async for key in found]
        await self._client.write_all(deletes=keys)
        return len(keys)


def _saved_of(owner: str) -> Item:
    return {"owner": owner_key(owner), "item": SAVED}
