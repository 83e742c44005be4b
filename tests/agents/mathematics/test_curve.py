"""Curves with poles and zeros."""

import math

import pytest

from agents.mathematics.curve import sample, split_at_gaps, visible_range, zeros


def test_a_pole_leaves_a_gap() -> None:
    points = sample(math.tan, -4, 4)
    shown = visible_range([points])
    assert shown is not None
    assert len(split_at_gaps(math.tan, points, shown[1] - shown[0])) == 3


def test_poles_do_not_flatten_the_rest() -> None:
    def function(x: float) -> float:
        return 1 / x if x else math.nan

    low, high = visible_range([sample(function, -10, 10)]) or (0, 0)
    assert -10 < low < 0 < high < 10


def test_zeros_are_crossings_and_not_poles() -> None:
    assert zeros(math.tan, sample(math.tan, -2, 2)) == pytest.approx([0], abs=1e-9)
