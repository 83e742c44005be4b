"""How many learners struggle with a topic, as a teacher may know it: by week, in fives, and never who.

A teacher sees the last week that has ended, so a number does not move while somebody works, and is seen once. It is
rounded down to a multiple of five, and nothing below five is shown: who knows of four that they struggle learns nothing
of the fifth. How many practised at all is not shown, so that "all of them" cannot be read from it.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from chat.teaching.learner_state import Topic

GROUP = 5  # learners; fewer are not shown, and more are shown in whole groups
MIN_MISSED = 3  # items of a topic in a week; fewer are no struggle


def week_of(moment: datetime) -> str:
    """Return the ISO week of a moment in UTC, such as `2026-W10`."""
    year, week, _ = moment.isocalendar()
    return f"{year}-W{week:02}"


def days_of(week: str) -> tuple[str, str]:
    """Return the Monday and the Sunday of an ISO week, such as `2026-03-02` and `2026-03-08`."""
    year, number = week.split("-W")
    monday = date.fromisocalendar(int(year), int(number), 1)
    return monday.isoformat(), (monday + timedelta(days=6)).isoformat()


def last_ended_week(now: datetime) -> str:
    """Return the week before the one that is running."""
    return week_of(now - timedelta(days=7))


def struggles(topic: Topic, week: str) -> bool:
    """Return whether a learner struggles: several items were missed at first in the week, and more than were not."""
    first: dict[str, bool] = {}
    for attempt in topic.attempts:
        if week_of(attempt.at) == week:
            first.setdefault(attempt.event.item, attempt.right and not attempt.shown)
    missed = list(first.values()).count(False)
    return missed >= MIN_MISSED and missed > len(first) - missed


def visible_counts(counts: Mapping[str, int]) -> dict[str, int]:
    """Return what a teacher sees of the counts of a week that has ended."""
    return {topic: count // GROUP * GROUP for topic, count in counts.items() if count >= GROUP}
