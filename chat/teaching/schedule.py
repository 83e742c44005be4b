"""When an item comes back: FSRS-6, the open spaced repetition scheduler, with everything that decides named here.

The package `fsrs` is loaded with the first item, for the start of the server need not wait for it.
"""

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
RATINGS = (AGAIN, HARD, GOOD, EASY)
# FSRS-6's published parameters. Written out, because a log that is replayed by another version gives the same state.
PARAMETERS = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
DESIRED_RETENTION = 0.9  # how probable it is that an item is known when it is due


def review(card: "Card | None", rating: int, at: datetime) -> "Card":
    """Return the memory of an item after one review.

    Args:
        card: The memory before it; None at the first.
        rating: 1 again, 2 hard, 3 good, 4 easy.
        at: When it was reviewed, in UTC.
    """
    from fsrs import Card, Rating

    before = card or Card(card_id=0, due=at)  # without an id it would wait for the clock to make one
    after, _ = _scheduler().review_card(before, Rating(rating), at)
    return after


def retrievability(card: "Card", now: datetime) -> float:
    """Return how probable it is that an item is still known, from 0 to 1; it changes once in 24 hours."""
    return float(_scheduler().get_card_retrievability(card, now))


@cache
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler

    # Without fuzzing: the same log gives the same days wherever it is replayed.
    return Scheduler(parameters=PARAMETERS, desired_retention=DESIRED_RETENTION, enable_fuzzing=False)
