"""What is known of one learner: a pure fold of the events of their log, the same wherever it is replayed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from chat.teaching import schedule
from chat.teaching.events import EventKind, LearningEvent

if TYPE_CHECKING:
    from fsrs import Card


@dataclass(slots=True)
class ReviewItem:
    """One thing that was asked.

    Attributes:
        id: The item's id.
        topic: The item's topic.
        question: What is asked, as Markdown.
        answer: What is right, as Markdown.
        exercise: What names the exercise for those who grade it; empty if no code can.
        thread: The conversation it comes from; empty if from none.
        step: The message there.
        due: When it is due.
        last_event: The id of the last event that changed it.
        comes_back: Whether it comes back for review: it was missed or saved.
        card: The memory of it; None until it is attempted or reviewed.
        outcome: How the last attempt or review went, from 0 to 1.
    """

    id: str
    topic: str
    question: str
    answer: str
    exercise: str
    thread: str
    step: str
    due: datetime
    last_event: str
    comes_back: bool = False
    card: "Card | None" = None
    outcome: float = 0.0

    def rate(self, rating: int, at: datetime) -> None:
        """Change the memory and the due date by one review."""
        self.card = schedule.review(self.card, rating, at)
        self.due = self.card.due
        self.outcome = {schedule.AGAIN: 0.0, schedule.HARD: 0.5}.get(rating, 1.0)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One piece of evidence.

    Attributes:
        event: The attempt, as it was recorded.
        at: When it was made.
        right: Whether it was right, after the learner's corrections.
        is_corrected: Whether the learner corrected that.
    """

    event: LearningEvent
    at: datetime
    right: bool
    is_corrected: bool

    @property
    def hints(self) -> int:
        """How many hints were used."""
        return self.event.data.get("hints", 0)

    @property
    def shown(self) -> bool:
        """Whether the answer was shown before it was given."""
        return self.event.data.get("shown", False)

    @property
    def rating(self) -> int:
        """The rating that the attempt stands for in the schedule."""
        if self.shown or not self.right:
            return schedule.AGAIN
        return schedule.HARD if self.hints else schedule.GOOD


@dataclass(slots=True)
class Topic:
    """What is known of one topic.

    Attributes:
        name: The topic's name.
        attempts: The attempts, the first one first.
        items: What was asked.
        last_at: When something was last attempted or reviewed.
        claim: What the learner said of the topic after that: whether they can do it; None if nothing.
    """

    name: str
    attempts: list[Attempt] = field(default_factory=list)
    items: list[ReviewItem] = field(default_factory=list)
    last_at: datetime | None = None
    claim: bool | None = None


@dataclass(frozen=True, slots=True)
class LearnerState:
    """The state of one learner.

    Attributes:
        items: Everything that was asked, by id.
        topics: What is known of each topic, by its name.
    """

    items: dict[str, ReviewItem]
    topics: dict[str, Topic]

    def due(self, now: datetime) -> list[ReviewItem]:
        """Return what is due, the longest due first."""
        found = [item for item in self.items.values() if item.comes_back and item.due <= now]
        return sorted(found, key=lambda item: (item.due, item.id))

    def next_due(self) -> datetime | None:
        """Return when the next item is due; None if nothing comes back."""
        return min((item.due for item in self.items.values() if item.comes_back), default=None)

    def saved_items(self) -> list[ReviewItem]:
        """Return everything that comes back for review, in the order in which it first came."""
        return [item for item in self.items.values() if item.comes_back]


def fold(events: Sequence[LearningEvent]) -> LearnerState:
    """Return the state that a log leads to.

    Args:
        events: All events of one learner, in their order. What this version does not know is passed over.
    """
    state = LearnerState({}, {})
    corrected = {event.data["corrects"]: event.data["right"] for event in _corrections(events)}
    for event in events:
        at = datetime.fromisoformat(event.at)
        match event.kind:
            case EventKind.ATTEMPT:
                right = corrected.get(event.id, event.data.get("right", False))
                attempt = Attempt(event, at, right, event.id in corrected)
                item = _item(state, event, at)
                item.comes_back = item.comes_back or attempt.rating == schedule.AGAIN
                item.rate(attempt.rating, at)
                topic = _practised(state, event.topic, at)
                topic.attempts.append(attempt)
            case EventKind.SAVED:
                item = _item(state, event, at)
                if not item.comes_back:
                    item.comes_back, item.due = True, at
            case EventKind.REVIEWED if event.data.get("rating") in schedule.RATINGS:
                item = _item(state, event, at)
                item.comes_back = True
                item.rate(event.data["rating"], at)
                _practised(state, event.topic, at)
            case EventKind.REMOVED if event.item in state.items:
                state.items[event.item].comes_back = False
            case EventKind.CORRECTED if "corrects" not in event.data and event.topic in state.topics:
                state.topics[event.topic].claim = event.data.get("right", False)
    return state


def _corrections(events: Iterable[LearningEvent]) -> Iterable[LearningEvent]:
    return (each for each in events if each.kind == EventKind.CORRECTED and {"corrects", "right"} <= set(each.data))


def _item(state: LearnerState, event: LearningEvent, at: datetime) -> ReviewItem:
    """Return the item of an event; the latest wording of its question and answer is kept."""
    data = event.data
    item = state.items.get(event.item)
    if item is None:
        item = ReviewItem(event.item, event.topic, "", "", "", "", "", at, event.id)
        state.items[event.item] = item
        state.topics.setdefault(event.topic, Topic(event.topic)).items.append(item)
    item.question, item.answer = data.get("question") or item.question, data.get("answer") or item.answer
    item.exercise, item.last_event = data.get("exercise") or item.exercise, event.id
    if "thread" in data:
        item.thread, item.step = data["thread"], data.get("step", "")
    return item


def _practised(state: LearnerState, name: str, at: datetime) -> Topic:
    topic = state.topics.setdefault(name, Topic(name))
    topic.last_at, topic.claim = at, None  # what was said of the topic was said of what was known before
    return topic
