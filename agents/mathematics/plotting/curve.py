"""Samples a function for drawing, and splits its curve at gaps."""

import itertools
import math
from collections.abc import Callable, Sequence

Function = Callable[[float], float]
Point = tuple[float, float]

_SAMPLE_COUNT = 480
_PRECISION = 1e-12
_NEAR_ZERO = 1e-6
_OUTLIER_SHARE = 0.06  # this share at either end may be left out of the visible range
_OUTLIER_HEIGHT = 4.0  # how much taller than the rest the outliers must be, to be left out


def sample(function: Function, low: float, high: float) -> list[Point]:
    """Return evenly spaced points; where the function has no value, y is not a number."""
    step = (high - low) / _SAMPLE_COUNT
    xs = [low + step * index for index in range(_SAMPLE_COUNT + 1)]
    return [(x, function(x)) for x in (0.0 if abs(x) < abs(step) * 1e-9 else x for x in xs)]


def visible_range(curves: Sequence[Sequence[Point]]) -> tuple[float, float] | None:
    """Return the lowest and the highest y to show, poles left out; None if no point has a value."""
    ys = sorted(y for points in curves for _, y in points if math.isfinite(y))
    if not ys:
        return None
    cut = int(len(ys) * _OUTLIER_SHARE)
    low, high = ys[0], ys[-1]
    inner_low, inner_high = ys[cut], ys[len(ys) - 1 - cut]
    if high - low > _OUTLIER_HEIGHT * (inner_high - inner_low) > 0:
        low, high = inner_low, inner_high
    margin = (high - low) * 0.06 or max(abs(high), 1.0)
    return low - margin, high + margin


def split_at_gaps(function: Function, points: Sequence[Point], height: float) -> list[list[Point]]:
    """Split the points where the function has no value or jumps over a pole."""
    found: list[list[Point]] = [[]]
    for x, y in points:
        if not math.isfinite(y):
            found.append([])
            continue
        if found[-1] and _jumps(function, found[-1][-1], (x, y), height):
            found.append([])
        found[-1].append((x, y))
    return [piece for piece in found if len(piece) > 1]


def zeros(function: Function, points: Sequence[Point]) -> list[float]:
    """Return the zeros that lie at a sample, or between two samples of different sign; these are found by bisection."""
    found: list[float] = []
    flat = False
    for (left, a), (right, b) in itertools.pairwise([*points, (math.inf, math.nan)]):
        if a == 0 and not flat:
            found.append(left)
        elif a * b < 0:
            root = _bisect(function, left, right)
            largest = _NEAR_ZERO * max(1.0, min(abs(a), abs(b)))
            if abs(function(root)) < largest:  # else the sign changes at a pole
                found.append(root)
        flat = a == 0
    return found


def _jumps(function: Function, before: Point, after: Point, height: float) -> bool:
    if abs(after[1] - before[1]) <= height:
        return False
    middle = function((before[0] + after[0]) / 2)
    low, high = sorted((before[1], after[1]))
    return not low <= middle <= high


def _bisect(function: Function, left: float, right: float) -> float:
    sign = function(left)
    for _ in range(60):
        middle = (left + right) / 2
        value = function(middle)
        if value == 0 or right - left < _PRECISION:
            return middle
        if math.copysign(1, value) == math.copysign(1, sign):
            left = middle
        else:
            right = middle
    return (left + right) / 2
