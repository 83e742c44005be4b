"""Saved questions in the history file."""

from chat.history.sqlite.store import SqliteStore
from chat.saved_questions.saved_question_store import SavedQuestion


class SqliteSavedQuestionStore:
    """The saved questions of all people, in the table `saved_questions`.

    Args:
        store: The store that opened the file.
    """

    def __init__(self, store: SqliteStore) -> None:
        self._store = store

    async def put(self, owner: str, question: SavedQuestion) -> None:
        """See `SavedQuestionStore`."""
        query = "INSERT OR REPLACE INTO saved_questions (owner, id, at, text) VALUES (?, ?, ?, ?)"
        values = (owner, question.id, question.at, question.text)
        await self._store.run(lambda db: db.execute(query, values))

    async def get_all(self, owner: str) -> list[SavedQuestion]:
        """See `SavedQuestionStore`."""
        query = "SELECT id, at, text FROM saved_questions WHERE owner = ? ORDER BY at DESC, id DESC"
        rows = await self._store.run(lambda db: db.execute(query, (owner,)).fetchall())
        return [SavedQuestion(row["id"], row["at"], row["text"]) for row in rows]

    async def remove(self, owner: str, question_id: str) -> None:
        """See `SavedQuestionStore`."""
        query = "DELETE FROM saved_questions WHERE owner = ? AND id = ?"
        await self._store.run(lambda db: db.execute(query, (owner, question_id)))
        await self._store.purge()

    async def erase(self, owner: str) -> int:
        """See `SavedQuestionStore`."""
        query = "DELETE FROM saved_questions WHERE owner = ?"
        erased = await self._store.run(lambda db: db.execute(query, (owner,)).rowcount)
        await self._store.purge()
        return erased
