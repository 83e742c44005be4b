"""A plain estimate of what a learner can do in a topic, which elapsed time moves.

Each item counts by how its last attempt or review went (right 1, right with hints ½, missed or shown 0) and by how
probable it is, by FSRS, that it is still known.
"""

from datetime import datetime
from enum import StrEnum

from chat.teaching.learner_state import Topic
from chat.teaching.schedule import retrievability

MIN_ATTEMPTS = 2  # fewer say nothing
ABLE = 0.5  # the share of a topic's items that was right when last asked, from which on it could be done
FRESH, FADING = 0.9, 0.75  # the retrievability down to which it can be done, and may have begun to fade


class Estimate(StrEnum):
    """What is estimated."""

    UNKNOWN = "unknown"  # too little was attempted
    NOT_YET = "not yet"
    CAN = "can"
    FADING = "fading"
    FADED = "faded"
    SAYS_CAN = "says can"  # the learner's own word
    SAYS_NOT_YET = "says not yet"


def estimate(topic: Topic, now: datetime) -> Estimate:
    """Return the estimate of a topic at a moment; what the learner says of it comes first."""
    if topic.claim is not None:
        return Estimate.SAYS_CAN if topic.claim else Estimate.SAYS_NOT_YET
    known = [item for item in topic.items if item.card is not None]
    if len(topic.attempts) < MIN_ATTEMPTS or not known:
        return Estimate.UNKNOWN
    able = [item for item in known if item.outcome]
    if sum(item.outcome for item in known) / len(known) < ABLE:
        return Estimate.NOT_YET
    still = sum(retrievability(item.card, now) for item in able if item.card) / len(able)
    if still >= FRESH:
        return Estimate.CAN
    return Estimate.FADING if still >= FADING else Estimate.FADED
