"""What the page "Review" shows."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from chat.i18n.language import translate
from chat.teaching import schedule
from chat.teaching.grading import ReviewVerdict
from chat.teaching.learner_state import LearnerState, ReviewItem
from chat.teaching.topics import topic_title
from chat.teaching_pages.card_text import page_html
from chat.teaching_pages.durations import interval, relative_time

PAGE = "/review"
DECK = f"{PAGE}/anki"


@dataclass(frozen=True, slots=True)
class RatingButton:
    """A button that says how well an item was known.

    Attributes:
        rating: Its value, which is also its key.
        label: What it says.
        comes_in: When the item comes back after it.
    """

    rating: int
    label: str
    comes_in: str


@dataclass(frozen=True, slots=True)
class CardView:
    """One item that is due.

    Attributes:
        item: The item.
        now: The present moment.
        verdict: What code found of the learner's attempt; None if there was none.
        attempt: What the learner wrote.
        is_open: Whether the answer is shown.
    """

    item: ReviewItem
    now: datetime
    verdict: ReviewVerdict | None = None
    attempt: str = ""
    is_open: bool = False

    @property
    def seen(self) -> str:
        """What changes with every event of the item: a form that was sent twice is known by it."""
        return self.item.last_event

    @property
    def topic(self) -> str:
        """The topic's title."""
        return topic_title(self.item.topic)

    @property
    def question(self) -> Markup:
        """The question."""
        return Markup(page_html(self.item.question))  # noqa: S704 (the renderer escapes)

    @property
    def answer(self) -> Markup:
        """The answer."""
        return Markup(page_html(self.item.answer))  # noqa: S704 (the renderer escapes)

    @property
    def source(self) -> str:
        """The address of the conversation that it comes from; empty if from none."""
        return thread_address(self.item.thread, self.item.step)

    @property
    def buttons(self) -> Sequence[RatingButton]:
        """The ratings: one, if code found that the attempt was not right; else those that fit."""
        labels = {
            schedule.AGAIN: translate("Again"),
            schedule.HARD: translate("Hard"),
            schedule.GOOD: translate("Good"),
            schedule.EASY: translate("Easy"),
        }
        fitting: Sequence[int] = schedule.RATINGS
        if self.verdict is not None:
            fitting = schedule.RATINGS[1:] if self.verdict.right else schedule.RATINGS[:1]
        return [
            RatingButton(
                rating,
                labels[rating],
                interval(schedule.review(self.item.card, rating, self.now).due - self.now),
            )
            for rating in fitting
        ]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The page.

    Attributes:
        card: The item that is asked; None if nothing is due.
        due: How many items are due.
        coming_back: How many items come back at all.
        next_in: When the next one is due, in words; empty if none is.
    """

    card: CardView | None
    due: int
    coming_back: int
    next_in: str


def review_page(state: LearnerState, now: datetime, card: CardView | None = None) -> ReviewPage:
    """Return the page of a learner, with the item that is longest due or the one given."""
    due = state.due(now)
    if card is None and due:
        card = CardView(due[0], now)
    next_due = state.next_due()
    next_in = relative_time(next_due, now) if next_due and next_due > now else ""
    return ReviewPage(card, len(due), len(state.saved_items()), next_in)


def thread_address(thread: str, step: str) -> str:
    """Return the address of a message of a conversation; empty without a conversation."""
    if not thread:
        return ""
    return f"/thread/{thread}#step-{step}" if step else f"/thread/{thread}"


def review_id(item: ReviewItem, seen: str) -> str:
    """Return the id of the review of an item as it was seen: sent twice, it is one event."""
    return hashlib.sha256(f"{item.id}\n{seen}".encode()).hexdigest()[:32]
