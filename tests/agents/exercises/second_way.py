"""Confirms the answer of an exercise of mathematics by other means than those that made it."""

import math
import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

import mpmath
from pint import UnitRegistry

from agents.exercises.exercise import Exercise, KnownAnswer
from agents.mathematics.expressions import numeric
from agents.mathematics.expressions.parser import Node, parse_expression
from agents.mathematics.questions.notation import plain_notation

_NUMBER = re.compile(r"−?\d+(?:\.\d+)?(?:/\d+)?")
_POINTS = (Fraction(7, 5), Fraction(-9, 4), Fraction(31, 7))
_DIGITS = 30
Numbers = list[Fraction]


def numbers(text: str) -> Numbers:
    """The numbers in a text, in their order."""
    return [Fraction(found.replace("−", "-")) for found in _NUMBER.findall(text)]


def _node(text: str) -> Node:
    return parse_expression(plain_notation(text).replace("−", "-"))


def value(text: str, x: Fraction | mpmath.mpf = Fraction(0)) -> mpmath.mpf:
    """The value of an expression at a place, in decimals."""
    return numeric.evaluate(
        _node(text), {"x": mpmath.mpf(x.numerator) / x.denominator if isinstance(x, Fraction) else x}, {}
    )


def near(one: mpmath.mpf, other: mpmath.mpf, digits: int = 20) -> bool:
    return bool(abs(one - other) <= mpmath.mpf(10) ** -digits * (1 + abs(other)))


def _root_of(expression: str, answer: str) -> bool:
    """Every root solves the equation, they differ, and there are as many as a polynomial of its degree has."""
    left, right = expression.split("=")
    roots = [Fraction(each.split("=")[1].strip().replace("−", "-")) for each in answer.split(" or ")]
    quadratic = "²" in expression
    is_root = all(near(value(left, root), value(right, root)) for root in roots)
    return is_root and len(set(roots)) == len(roots) == (2 if quadratic else 1)


def _solves_system(expression: str, answer: str) -> bool:
    places = {name: mpmath.mpf(int(numbers(part)[0])) for name, part in zip("xy", answer.split(","), strict=True)}
    return all(
        near(*(numeric.evaluate(_node(side), places, {}) for side in equation.split("=")))
        for equation in expression.split(",")
    )


def _satisfies(expression: str, answer: str) -> bool:
    """The inequality holds where its answer holds: at the bound and on both sides of it."""
    bound = numbers(answer)[0]
    places = (bound - 1, bound, bound + 1)
    return all(_holds(expression, place) == _holds(answer, place) for place in places)


def _holds(inequality: str, x: Fraction) -> bool:
    left, sign, right = re.split(r"([<>≤≥])", inequality)
    one, other = value(left, x), value(right, x)
    return bool({"<": one < other, ">": one > other, "≤": one <= other, "≥": one >= other}[sign])


def _same_everywhere(expression: str, answer: str) -> bool:
    return all(near(value(expression, x), value(answer, x)) for x in _POINTS)


def _is_derivative(body: str, answer: str) -> bool:
    return all(
        near(
            mpmath.diff(lambda place: value(body, place), mpmath.mpf(x.numerator) / x.denominator), value(answer, x), 8
        )
        for x in _POINTS
    )


def _is_integral(expression: str, answer: str) -> bool:
    if " from " not in expression:
        return _is_derivative(answer, expression)
    body, low, high = re.split(r" from | to ", expression)
    area = mpmath.quad(
        lambda place: value(body, place), [int(low.replace("−", "-")), int(high.replace("−", "-"))], maxdegree=3
    )
    return near(area, value(answer), 12)


def _is_limit(expression: str, answer: str) -> bool:
    body, point = expression.split(" as x -> ")
    place = mpmath.mpf(10) ** 14 if point == "∞" else value(point) + mpmath.mpf(10) ** -14
    return near(value(body, place), value(answer), 10)


def _evaluates(exercise: Exercise, answer: KnownAnswer) -> bool:
    assert exercise.task is not None
    expected = value(exercise.task.expression.replace("% of", "/100 *").replace("%", "/100"))
    if exercise.kind == "end_times":
        start, minutes = _clock(exercise.question), numbers(exercise.question)[2]
        return _clock(answer.text) == (start + minutes) % 1440 and near(expected, mpmath.mpf(int(minutes)))
    return near(expected, value(re.sub(r"[^\dπ√/.−×()]+.*$", "", answer.text)))


def _clock(text: str) -> int:
    found = re.search(r"(\d\d):(\d\d)", text)
    assert found is not None
    return int(found[1]) * 60 + int(found[2])


def _hypotenuse(n: Numbers) -> float:
    return math.hypot(float(n[2] - n[0]), float(n[3] - n[1]))


def _determinant(n: Numbers) -> float:
    if len(n) == 4:
        return float(n[0] * n[3] - n[1] * n[2])
    a, b, c, d, e, f, g, h, i = n
    return float(a * e * i + b * f * g + c * d * h - c * e * g - b * d * i - a * f * h)


# What a question asks of its numbers, told another way.
_FORMULAS: dict[str, Callable[[Numbers], float]] = {
    "triangle_areas": lambda n: float(n[0] * n[1]) / 2,
    "distances": _hypotenuse,
    "lines_through_points": lambda n: float((n[3] - n[1]) / (n[2] - n[0])),
    "determinants": _determinant,
    "pythagoras": lambda n: math.hypot(float(n[0]), float(n[1])),
}


def confirms(exercise: Exercise) -> bool:
    """Whether another way leads to the known answer."""
    answer, task, question = exercise.answer, exercise.task, exercise.question
    assert isinstance(answer, KnownAnswer)
    assert task is not None
    expression = task.expression
    with mpmath.workdps(_DIGITS):
        match task.operation, exercise.kind:
            case "solve", _:
                if any(sign in expression for sign in "<>≤≥"):
                    return _satisfies(expression, answer.text)
                return (
                    _solves_system(expression, answer.text) if "," in expression else _root_of(expression, answer.text)
                )
            case (("simplify" | "expand" | "factor"), _):
                return _same_everywhere(expression, answer.text)
            case "differentiate", _:
                return _is_derivative(expression, answer.text)
            case "integrate", _:
                return _is_integral(expression, answer.text)
            case "limit", _:
                return _is_limit(expression, answer.text)
            case "convert", _:
                return _converts(expression, answer.text)
            case "evaluate", "logarithms":
                argument, base = numbers(expression)
                return near(
                    mpmath.mpf(int(base)) ** int(numbers(answer.text)[0]),
                    mpmath.mpf(argument.numerator) / argument.denominator,
                )
            case "evaluate", "prime_factors":
                return _is_product_of_primes(numbers(question)[0], numbers(answer.text))
            case "evaluate", _:
                return _evaluates(exercise, answer)
            case _, kind:
                return _answers(kind, question, answer.text)


def _is_product_of_primes(number: Fraction, factors: Numbers) -> bool:
    are_primes = all(one > 1 and all(one % other for other in range(2, int(one))) for one in factors)
    return are_primes and math.prod(factors) == number


@cache
def _units() -> UnitRegistry[Any]:
    return UnitRegistry()


def _converts(expression: str, answer: str) -> bool:
    amount, given, asked = re.split(r" to | (?=\D)", expression)
    return math.isclose(
        _units().Quantity(float(amount), given).to(asked).magnitude, float(numbers(answer)[0]), rel_tol=1e-12
    )


def _answers(kind: str, question: str, answer: str) -> bool:
    n = numbers(question.replace("cm²", "").replace("y = ", ""))
    match kind:
        case "rounding":
            return abs(numbers(answer)[0] - n[0]) * 2 <= n[1] and (numbers(answer)[0] / n[1]).denominator == 1
        case "binary_numbers":
            return int(answer, 2) == n[0]
        case "rectangles":
            return numbers(answer)[0] == (n[0] * n[1] if "area" in question else n[0] + n[0] + n[1] + n[1])
        case "circles":
            return numbers(answer)[0] == (n[0] ** 2 if "area" in question else n[0] + n[0])
        case "midpoints":
            x, y = numbers(answer)
            return (n[0] - x, n[1] - y) == (x - n[2], y - n[3])
        case "vertices":
            x, y = numbers(answer)
            body = question.split("y = ")[1].rstrip(".")
            return near(value(body, x), mpmath.mpf(int(y))) and near(value(body, x - 1), value(body, x + 1))
        case "function_values":
            return near(value(question.split("= ")[1].split(". ")[0], n[-1]), value(answer))
        case "matrix_products":
            a, b = n[:4], n[4:]
            return numbers(answer) == [a[i] * b[j] + a[i + 1] * b[j + 2] for i in (0, 2) for j in (0, 1)]
        case "durations":
            start, end = re.findall(r"\d\d:\d\d", question)
            return numbers(answer)[0] == _clock(end) - _clock(start)
        case "dice":
            return numbers(answer)[0] == _ways(int(n[0]), int(n[1])) / Fraction(6) ** int(n[0])
        case _:
            return math.isclose(_FORMULAS[kind](n), float(numbers(answer)[0]), rel_tol=1e-12)


def _ways(dice: int, total: int) -> Fraction:
    """The number of rolls with a sum, counted die by die."""
    ways = {0: Fraction(1)}
    for _ in range(dice):
        ways = {
            s: sum((ways.get(s - face, Fraction(0)) for face in range(1, 7)), Fraction(0)) for s in range(6 * dice + 1)
        }
    return ways.get(total, Fraction(0))
