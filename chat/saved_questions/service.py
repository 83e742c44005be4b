"""Saves questions of a person, removes them, and returns them."""

from typing import Any

from chat.history.store import ConversationStore
from chat.history.timestamps import utc_now
from chat.history.write_queue import WriteQueue
from chat.i18n.language import translate
from chat.saved_questions.saved_question_store import SavedQuestion, SavedQuestionStore

MAX_SAVED = 100  # questions of one person
MAX_CHARACTERS = 4_000  # of a saved question: every page that opens loads them all


class QuestionNotSaved(Exception):
    """A question cannot be saved.

    Args:
        sentence: Why, in the language of the person.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class SavedQuestions:
    """The saved questions of all people; as `PersonalData` it returns and erases those of one person.

    Args:
        store: Keeps them.
        conversations: Where the text of a question is read.
        writer: The pending writes of the conversations.
    """

    name = "saved_questions"

    def __init__(self, store: SavedQuestionStore, conversations: ConversationStore, writer: WriteQueue) -> None:
        self._store, self._conversations, self._writer = store, conversations, writer

    async def save(self, owner: str, thread_id: str, question_id: str) -> None:
        """Save a copy of a question of the owner's, as the store has it.

        Raises:
            QuestionNotSaved: The owner has no such question, or it is too long, or too many are saved.
            StoreError: The store failed.
        """
        await self._writer.flush(thread_id)
        step = await self._conversations.get_step(owner, thread_id, question_id)
        text = (step.get("output") or "").strip() if step and step["type"] == "user_message" else ""
        if not text:
            raise QuestionNotSaved(translate("This is not there, or not any more."))
        if len(text) > MAX_CHARACTERS:
            raise QuestionNotSaved(
                translate("A question of more than {limit} characters cannot be saved.", limit=MAX_CHARACTERS)
            )
        saved = {question.id for question in await self._store.get_all(owner)}
        if question_id not in saved and len(saved) >= MAX_SAVED:
            raise QuestionNotSaved(
                translate("You have saved {limit} questions; remove one to save another.", limit=MAX_SAVED)
            )
        await self._store.put(owner, SavedQuestion(question_id, utc_now(), text))

    async def remove(self, owner: str, question_id: str) -> None:
        """Remove a saved question, if the owner has it."""
        await self._store.remove(owner, question_id)

    async def get_all(self, owner: str) -> list[SavedQuestion]:
        """Return the saved questions of a person, the one that was saved last first."""
        return await self._store.get_all(owner)

    async def read(self, owner: str) -> list[dict[str, Any]]:
        """See `PersonalData`."""
        return [{"text": question.text, "savedAt": question.at} for question in await self._store.get_all(owner)]

    async def erase(self, owner: str) -> int:
        """See `PersonalData`."""
        return await self._store.erase(owner)
