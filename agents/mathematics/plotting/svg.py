"""Draws curves on axes as SVG: shapes and escaped text; no script, style sheet or address."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from agents.mathematics.plotting.curve import Point

COLOURS = ("#1d4ed8", "#c2410c", "#15803d")
_WIDTH, _HEIGHT = 640, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 16, 40, 34
_TICK_COUNT = 7
_MAX_NAME_CHARACTERS = 48


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve in pieces, and what it is called."""

    name: str
    pieces: list[list[Point]]


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the plane that is shown."""

    left: float
    right: float
    bottom: float
    top: float

    def x(self, value: float) -> float:
        """Return the distance of a value from the left of the picture, in its units."""
        return _LEFT + (value - self.left) / (self.right - self.left) * (_WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        """Return the distance of a value from the top of the picture, in its units."""
        return _TOP + (self.top - value) / (self.top - self.bottom) * (_HEIGHT - _TOP - _BOTTOM)


def draw(curves: Sequence[Curve], window: Window) -> str:
    """Return the picture."""
    names = ", ".join(curve.name for curve in curves)
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
            f'height="{_HEIGHT}" role="img" font-family="sans-serif" font-size="12">',
            f"<title>{escape(names[: 3 * _MAX_NAME_CHARACTERS], quote=False)}</title>",
            f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
            _grid(window),
            _axes(window),
            f'<clipPath id="view"><rect x="{_LEFT}" y="{_TOP}" width="{_WIDTH - _LEFT - _RIGHT}" '
            f'height="{_HEIGHT - _TOP - _BOTTOM}"/></clipPath>',
            *(_curve(curve, window, colour) for curve, colour in zip(curves, COLOURS, strict=False)),
            _legend(curves),
            "</svg>",
        ]
    )


def ticks(low: float, high: float) -> list[float]:
    """Return round numbers between two values, about seven of them."""
    rough = (high - low) / _TICK_COUNT
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [index * step for index in range(first, last + 1)]


def format_number(value: float) -> str:
    """Return a number as it is written beside an axis."""
    return f"{0.0 if abs(value) < 1e-12 else value:.6g}".replace("-", "−")


def _grid(window: Window) -> str:
    parts = []
    for x in ticks(window.left, window.right):
        at = f"{window.x(x):.1f}"
        parts.append(f'<path d="M{at} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#e5e7eb"/>')
        parts.append(f'<text x="{at}" y="{_HEIGHT - _BOTTOM + 18}" text-anchor="middle">{format_number(x)}</text>')
    for y in ticks(window.bottom, window.top):
        at = f"{window.y(y):.1f}"
        parts.append(f'<path d="M{_LEFT} {at}H{_WIDTH - _RIGHT}" stroke="#e5e7eb"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{at}" dy="4" text-anchor="end">{format_number(y)}</text>')
    return "".join(parts)


def _axes(window: Window) -> str:
    parts = []
    if window.left <= 0 <= window.right:
        parts.append(f'<path d="M{window.x(0):.1f} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#374151"/>')
    if window.bottom <= 0 <= window.top:
        parts.append(f'<path d="M{_LEFT} {window.y(0):.1f}H{_WIDTH - _RIGHT}" stroke="#374151"/>')
    return "".join(parts)


def _curve(curve: Curve, window: Window, colour: str) -> str:
    height = window.top - window.bottom
    low, high = window.bottom - height, window.top + height  # points far outside would make the path long

    def path(piece: Sequence[Point]) -> str:
        points = (f"{window.x(x):.1f} {window.y(min(max(y, low), high)):.1f}" for x, y in piece)
        return "M" + "L".join(points)

    shape = "".join(path(piece) for piece in curve.pieces)
    return f'<path d="{shape}" fill="none" stroke="{colour}" stroke-width="2" clip-path="url(#view)"/>'


def _legend(curves: Sequence[Curve]) -> str:
    parts = []
    width = (_WIDTH - _LEFT - _RIGHT) / len(curves)
    for index, (curve, colour) in enumerate(zip(curves, COLOURS, strict=False)):
        x = _LEFT + index * width
        parts.append(f'<path d="M{x:.0f} 22h18" stroke="{colour}" stroke-width="3"/>')
        parts.append(f'<text x="{x + 24:.0f}" y="26">{escape(_shorten(curve.name, len(curves)), quote=False)}</text>')
    return "".join(parts)


def _shorten(name: str, curves: int) -> str:
    longest = 2 * _MAX_NAME_CHARACTERS // curves // 2
    return name if len(name) <= longest else name[: longest - 1] + "…"
