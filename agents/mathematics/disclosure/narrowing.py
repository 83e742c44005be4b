"""Finds whether a text says between which numbers an answer lies, so closely that nothing else is left."""

# ruff: noqa: E501 - patterns of words

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import isqrt

import mpmath

_N = r"(-?\d{1,15}(?:\.\d{1,15})?)"
_EXACT = r"(\d{1,9}(?:\.\d{1,9}|/\d{1,9})?)"
_DISTANCE = re.compile(rf"\|\s*([a-z])\s*(?:([-+])\s*{_EXACT}\s*)?\|\s*([<>])(=?)\s*{_EXACT}(?![\d.]*/)")
_CLOSE = mpmath.mpf("0.01")  # of the answer
_RANGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:between|zwischen|entre|from|tra|fra)\s+{_N}\s*(?:and|und|y|to|et|e)\s+{_N}",
        rf"在\s*{_N}\s*(?:和|与|到)\s*{_N}\s*之间",
        rf"(?:greater|bigger|more|larger|größer|mayor|más)\s+(?:than|als|que)\s+{_N}\D{{1,30}}(?:less|smaller|fewer|kleiner|weniger|menor|menos)\s+(?:than|als|que)\s+{_N}",
        rf"(?:less|smaller|fewer|kleiner|weniger|menor|menos)\s+(?:than|als|que)\s+{_N}\D{{1,30}}(?:greater|bigger|more|larger|größer|mayor|más)\s+(?:than|als|que)\s+{_N}",
        rf"大于\s*{_N}\D{{0,8}}小于\s*{_N}",
        rf"(?:not|no es|nicht|kein\w*|不是)\s+{_N}\W{{1,3}}(?:and |y |und )?(?:it'?s |it is |es ist )?(?:not|nor|ni|no es|nicht|不是)\s+{_N}.{{1,40}}(?:between|zwischen|entre|之间)",
        rf"{_N}\s*<\s*[a-zA-Z]?\s*<\s*{_N}",
    )
)


_PROPERTIES: tuple[tuple[str, Callable[[int], bool]], ...] = (
    (r"\bprime\b|\bprimzahl|\bprimo\b|\bpremier\b|质数|素数", lambda number: number > 1 and _has_no_divisor(number)),
    (r"\beven\b|\bgerade|\bpar\b|\bpair\b|\bpari\b|偶数", lambda number: number % 2 == 0),
    (r"\bodd\b|\bungerade|\bimpar\b|\bimpair\b|\bdispari\b|奇数", lambda number: number % 2 == 1),
    (
        r"\bsquare number|\bperfect square|\bquadratzahl|\bcuadrado perfecto|平方数",
        lambda number: isqrt(number) ** 2 == number,
    ),
)
_MAX_RANGE = 1000  # numbers, of which a property may leave one


def narrows_down(text: str, numbers: Sequence[mpmath.mpf]) -> bool:
    """Return whether a text names two numbers with nothing but the answers between them, or a hundredth of them apart.

    Args:
        text: The text, with number words as digits.
        numbers: The answers.
    """
    properties = [holds for name, holds in _PROPERTIES if re.search(name, text, re.IGNORECASE)]
    return any(_is_narrow(low, high, numbers, properties) for low, high in _ranges(text))


def ranges_for_distances(text: str) -> str:
    """Return a text in which `|x − 1| < 2` is `-1 < x < 3`."""
    return _DISTANCE.sub(_range, text)


def _range(found: re.Match[str]) -> str:
    letter, sign, place, relation, equal, distance = found.groups()
    middle = Fraction(place or 0) * (1 if sign == "-" else -1)
    low, high = middle - Fraction(distance), middle + Fraction(distance)
    if relation == "<":
        return f"{low} <{equal} {letter} <{equal} {high}"
    return f"{letter} <{equal} {low} or {letter} >{equal} {high}"


def _ranges(text: str) -> Iterator[tuple[mpmath.mpf, mpmath.mpf]]:
    for pattern in _RANGES:
        for found in pattern.finditer(text):
            low, high = sorted((mpmath.mpf(found[1]), mpmath.mpf(found[2])))
            yield low, high


def _is_narrow(
    low: mpmath.mpf, high: mpmath.mpf, numbers: Sequence[mpmath.mpf], properties: Sequence[Callable[[int], bool]]
) -> bool:
    inside = {one for one in numbers if mpmath.im(one) == 0 and low < one < high}
    if not inside:
        return False
    if any(one != mpmath.nint(one) for one in inside):
        return any(bool(high - low <= _CLOSE * abs(one)) for one in inside)
    first, last = int(mpmath.floor(low)) + 1, int(mpmath.ceil(high)) - 1
    if last - first < len(inside):
        return True
    fitting = [
        one
        for one in range(max(first, 0), min(last, first + _MAX_RANGE) + 1)
        if all(holds(one) for holds in properties)
    ]
    return bool(properties) and last - first <= _MAX_RANGE and set(fitting) == {int(one) for one in inside}


def _has_no_divisor(number: int) -> bool:
    return all(number % divisor for divisor in range(2, isqrt(number) + 1))
