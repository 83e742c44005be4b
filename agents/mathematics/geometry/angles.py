"""Answers about angles in degrees: of polygons, of triangles, and pairs of them."""

import sympy

from agents.mathematics.everyday.measures import minutes_of
from agents.mathematics.expressions.parser import AlgebraError, Node
from agents.mathematics.expressions.printing import format_number
from agents.mathematics.givens import Givens
from agents.mathematics.result import Result, confirm
from agents.mathematics.values import whole

_MAX_SIDES = 1000


def polygon_angles(givens: Givens, sides: Node) -> Result:
    """Answer with the sum of the inner angles of a polygon."""
    count = _sides(givens, sides)
    total = 180 * (count - 2)
    confirm(total == sum(180 for _ in range(count)) - 360, "polygon_angles")
    return Result(f"{total}°", "by its triangles, without the turn at their common corner")


def polygon_angle(givens: Givens, sides: Node) -> Result:
    """Answer with one inner angle of a regular polygon."""
    count = _sides(givens, sides)
    angle = sympy.Rational(180 * (count - 2), count)
    confirm(180 - angle == sympy.Rational(360, count), "polygon_angle")
    return Result(_degrees(angle), "by the turn at each corner")


def third_angle(givens: Givens, first: Node, second: Node) -> Result:
    """Answer with the third angle of a triangle."""
    return _rest(givens, 180, first, second)


def complement(givens: Givens, angle: Node) -> Result:
    """Answer with what is missing to a right angle."""
    return _rest(givens, 90, angle)


def supplement(givens: Givens, angle: Node) -> Result:
    """Answer with what is missing to a straight angle."""
    return _rest(givens, 180, angle)


def _rest(givens: Givens, whole_angle: int, *angles: Node) -> Result:
    values = [givens.build(one) for one in angles]
    values = [value * 180 / sympy.pi if value.has(sympy.pi) else value for value in values]  # written with °
    rest = whole_angle - sympy.Add(*values)
    if not all(value.is_Rational and value > 0 for value in (*values, rest)):
        raise AlgebraError(f"These angles leave nothing of {whole_angle}°; look at the numbers again.")
    confirm(sympy.Add(rest, *values) == whole_angle, "angle")
    return Result(_degrees(rest), "by adding them up")


def _sides(givens: Givens, node: Node) -> int:
    (count,) = whole(givens.build(node))
    if not 3 <= count <= _MAX_SIDES:
        raise AlgebraError("A polygon has three sides or more.")
    return count


def _degrees(angle: sympy.Expr) -> str:
    text, *rest = format_number(angle, decimals=True).split(" ")
    return " ".join([f"{text}°", *(f"{one}°" if one[0].isdigit() else one for one in rest)])


def hands_angle(givens: Givens, time: str) -> Result:
    """Answer with the smaller angle between the hands of a clock."""
    del givens
    minutes = minutes_of(time) % 720
    hour_hand, minute_hand = sympy.Rational(minutes, 2), sympy.Integer(6 * (minutes % 60))
    apart = abs(hour_hand - minute_hand)
    angle = min(apart, 360 - apart)
    relative = sympy.Rational(11 * minutes, 2) % 360  # the minute hand gains 5.5° in each minute
    confirm(angle == min(relative, 360 - relative), "hands_angle")
    steps = (
        f"The hour hand moves 0.5° in a minute and is at {format_number(hour_hand, decimals=True)}°.",
        f"The minute hand moves 6° in a minute and is at {minute_hand}°.",
    )
    return Result(f"{format_number(angle, decimals=True)}°", "by the speed of one hand seen from the other", steps)
