"""Where a part of a conversation begins that a page shows at once."""

from chat.history.step import StepRecord
from chat.history.step_metadata import question_id

MAX_CHARACTERS = 100_000  # of the messages of a part; the oldest of them may exceed it


class PageStart:
    """Looks through the messages of a conversation, the latest first, for the one that a part begins with.

    It is a question, and every answer of the part has its question in it: two questions may be asked before the first
    is answered. Where that is not to be had, a part begins at a question at twice its size, or at any message at four
    times its size.

    Args:
        messages: How many messages the part has at least, unless they are long.
    """

    def __init__(self, messages: int) -> None:
        self._wanted = messages
        self._count = self._characters = 0
        self._unanswered: set[str] = set()

    def is_at(self, message: StepRecord) -> bool:
        """Tell whether the part begins with this message, the one before those that were given so far."""
        self._count += 1
        self._characters += len(message.get("output") or "")
        if message.get("type") != "user_message":
            if asked := question_id(message):
                self._unanswered.add(asked)
            return self._count >= 4 * self._wanted
        self._unanswered.discard(message["id"])
        is_large = self._count >= self._wanted or self._characters >= MAX_CHARACTERS
        return is_large and (not self._unanswered or self._count >= 2 * self._wanted)
