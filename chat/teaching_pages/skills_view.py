"""What the page "What I can do" shows: the evidence of each topic, and a plain estimate in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from agents.exercises.topics import TITLES
from chat.i18n.language import translate, translate_plural
from chat.teaching.estimate import Estimate, estimate
from chat.teaching.learner_state import Attempt, LearnerState, Topic
from chat.teaching.topics import topic_title
from chat.teaching_pages.durations import relative_time
from chat.teaching_pages.review_view import thread_address

MAX_ATTEMPTS = 30  # of one topic that are listed, the latest ones


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """One attempt of the evidence.

    Attributes:
        attempt: The attempt.
        text: What was asked, as it was written.
    """

    attempt: Attempt
    text: str

    @property
    def id(self) -> str:
        """What the forms name it by."""
        return self.attempt.event.id

    @property
    def address(self) -> str:
        """Where the turn is; empty outside of a conversation."""
        data = self.attempt.event.data
        return thread_address(data.get("thread", ""), data.get("step", ""))

    @property
    def verdict(self) -> str:
        """How it went, in words."""
        attempt = self.attempt
        parts = [translate("right") if attempt.right else translate("missed")]
        if attempt.hints:
            parts.append(translate_plural("with {count} hint", "with {count} hints", count=attempt.hints))
        if attempt.shown:
            parts.append(translate("the answer was shown"))
        if attempt.is_corrected:
            parts.append(translate("corrected by you"))
        return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class TopicView:
    """One topic.

    Attributes:
        topic: What is known of it.
        now: The present moment.
    """

    topic: Topic
    now: datetime

    @property
    def title(self) -> str:
        """The topic's title."""
        return topic_title(self.topic.name)

    @property
    def sentence(self) -> str:
        """The estimate."""
        ago = relative_time(self.topic.last_at, self.now) if self.topic.last_at else ""
        sentences = {
            Estimate.UNKNOWN: translate("There is too little to say yet."),
            Estimate.NOT_YET: translate("You are still learning this; the last time was {ago}.", ago=ago),
            Estimate.CAN: translate("You can do this; the last time was {ago}.", ago=ago),
            Estimate.FADING: translate("You could do this {ago}; a little of it may have faded.", ago=ago),
            Estimate.FADED: translate("You could do this {ago}; it may have faded.", ago=ago),
            Estimate.SAYS_CAN: translate("You say that you can do this."),
            Estimate.SAYS_NOT_YET: translate("You say that you cannot do this yet."),
        }
        return sentences[estimate(self.topic, self.now)]

    @property
    def practice(self) -> str:
        """Where the topic is practised; empty where there are no exercises."""
        return f"/practise?topic={self.topic.name}" if self.topic.name in TITLES else ""

    @property
    def lines(self) -> Sequence[AttemptLine]:
        """The attempts, the latest first."""
        latest = self.topic.attempts[::-1][:MAX_ATTEMPTS]
        return [AttemptLine(attempt, attempt.event.data.get("question", "")) for attempt in latest]


def topic_views(state: LearnerState, now: datetime) -> list[TopicView]:
    """Return the topics that were attempted, the one practised last first."""
    attempted = [topic for topic in state.topics.values() if topic.attempts and topic.last_at]
    attempted.sort(key=lambda topic: (topic.last_at or now, topic.name), reverse=True)
    return [TopicView(topic, now) for topic in attempted]
