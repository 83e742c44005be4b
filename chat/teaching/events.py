"""What a learner did, as events of a log; everything else that is known of their learning is folded from it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypedDict, cast

MAX_TEXT = 4_000  # characters of a question or an answer
MAX_NAME = 200  # characters of an id or a topic


class EventKind(StrEnum):
    """What happened."""

    ATTEMPT = "attempt"  # the learner answered, or asked to be shown the answer
    SAVED = "saved"  # the learner saved an item, to practise it later
    REVIEWED = "reviewed"  # an item that was due was repeated and rated
    REMOVED = "removed"  # an item does not come back any more
    CORRECTED = "corrected"  # the learner says what holds of an attempt or of a topic


class EventData(TypedDict, total=False):
    """What is known of an event, beside its topic and its item.

    Attributes:
        right: Of an attempt, whether it was right; of a correction, what holds instead.
        hints: How many hints were used.
        shown: Whether the answer was shown before it was given.
        rating: Of a review: 1 again, 2 hard, 3 good, 4 easy.
        corrects: The id of the attempt that a correction is about; missing if it is about the topic.
        question: The item's question, as Markdown.
        answer: The item's answer, as Markdown.
        exercise: What names the exercise for those who grade it; missing if no code can grade it.
        thread: The conversation.
        step: The message of that conversation.
    """

    right: bool
    hints: int
    shown: bool
    rating: int
    corrects: str
    question: str
    answer: str
    exercise: str
    thread: str
    step: str


@dataclass(frozen=True, slots=True)
class LearningEvent:
    """One event.

    Attributes:
        id: Unique for its owner; an event that is appended again changes nothing.
        at: When it happened, ISO 8601, UTC, to the microsecond.
        kind: What happened: an `EventKind`, or one that a newer version writes and this one passes over.
        topic: The topic's name, such as `fractions`.
        item: The id of what was asked; the same exercise has the same item whenever it comes.
        data: What else is known.
    """

    id: str
    at: str
    kind: str
    topic: str
    item: str = ""
    data: EventData = field(default_factory=lambda: EventData())

    @property
    def order(self) -> tuple[str, str]:
        """What events are sorted by: the moment, then the id, so that every store returns the same order."""
        return self.at, self.id

    def to_record(self) -> dict[str, Any]:
        """Return the event as JSON values."""
        return {
            "id": self.id,
            "at": self.at,
            "kind": str(self.kind),
            "topic": self.topic,
            "item": self.item,
            "data": dict(self.data),
        }

    @staticmethod
    def from_record(record: dict[str, Any]) -> "LearningEvent":
        """Return the event that `to_record` returned the values of."""
        return LearningEvent(
            record["id"],
            record["at"],
            record["kind"],
            record["topic"],
            record["item"],
            cast(EventData, record["data"]),
        )
