"""The port to wherever saved questions are kept."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """A copy of a question, which stays when the conversation is deleted.

    Args:
        id: The id of the question in its conversation.
        at: ISO 8601, UTC; when it was saved.
        text: What is asked.
    """

    id: str
    at: str
    text: str


class SavedQuestionStore(Protocol):
    """Keeps each person's saved questions. Every call raises `StoreError` when the store fails."""

    async def put(self, owner: str, question: SavedQuestion) -> None:
        """Write a question; it replaces the one with the same id."""
        ...

    async def get_all(self, owner: str) -> list[SavedQuestion]:
        """Return the questions of a person, the one that was saved last first."""
        ...

    async def remove(self, owner: str, question_id: str) -> None:
        """Delete a question for good, if the person has it."""
        ...

    async def erase(self, owner: str) -> int:
        """Delete all questions of a person for good, and return how many there were."""
        ...
