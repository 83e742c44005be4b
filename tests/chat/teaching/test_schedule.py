"""FSRS as it is published, without chance."""

from datetime import UTC, datetime, timedelta
from importlib.metadata import version

import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS

from chat.teaching import schedule

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.guard
def test_the_parameters_are_those_that_the_package_publishes() -> None:
    assert tuple(DEFAULT_PARAMETERS) == schedule.PARAMETERS, (
        f"fsrs {version('fsrs')} has other parameters; see PARAMETERS"
    )


# The first interval after each rating: two of minutes, and the initial stabilities w2 and w3 rounded to days.
@pytest.mark.parametrize(
    ("rating", "interval"),
    [(1, timedelta(minutes=1)), (2, timedelta(minutes=5.5)), (3, timedelta(minutes=10)), (4, timedelta(days=8))],
)
def test_the_first_interval(rating: int, interval: timedelta) -> None:
    assert schedule.review(None, rating, NOW).due - NOW == interval


def test_an_item_that_is_known_comes_back_ever_later() -> None:
    card, at, days = None, NOW, []
    for _ in range(6):
        card = schedule.review(card, schedule.GOOD, at)
        days.append((card.due - at).days)
        at = card.due
    assert days == sorted(days)
    assert days[:2] == [0, 2]
    assert days[-1] > 60


def test_retrievability_falls_with_time_by_the_published_curve() -> None:
    card = schedule.review(None, schedule.GOOD, NOW)
    stability, decay = schedule.PARAMETERS[2], -schedule.PARAMETERS[20]
    for days in (0, 1, 7, 21, 365):
        expected = (1 + (0.9 ** (1 / decay) - 1) * days / stability) ** decay
        assert schedule.retrievability(card, NOW + timedelta(days=days)) == pytest.approx(expected)
