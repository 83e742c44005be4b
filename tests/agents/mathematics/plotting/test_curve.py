"""Curves with poles and zeros."""

import math

import pytest

from agents.mathematics.plotting.curve import sample, split_at_gaps, visible_range, zeros


def test_curve_is_split_at_poles() -> None:
    points = sample(math.tan, -4, 4)
    shown = visible_range([points])
    assert shown is not None
    assert len(split_at_gaps(math.tan, points, shown[1] - shown[0])) == 3


def test_visible_range_leaves_out_poles() -> None:
    def function(x: float) -> float:
        return 1 / x if x else math.nan

    low, high = visible_range([sample(function, -10, 10)]) or (0, 0)
    assert -10 < low < 0 < high < 10


def test_poles_are_not_taken_for_zeros() -> None:
    assert zeros(math.tan, sample(math.tan, -2, 2)) == pytest.approx([0], abs=1e-9)
