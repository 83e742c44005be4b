"""Finds whether a text says between which numbers an answer lies, so closely that nothing else is left."""

# ruff: noqa: E501 - patterns of words

import re
from collections.abc import Iterator, Sequence

import mpmath

_N = r"(-?\d{1,15}(?:\.\d{1,15})?)"
_CLOSE = mpmath.mpf("0.01")  # of the answer
_RANGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:between|zwischen|entre|from|tra|fra)\s+{_N}\s*(?:and|und|y|to|et|e)\s+{_N}",
        rf"在\s*{_N}\s*(?:和|与|到)\s*{_N}\s*之间",
        rf"(?:greater|bigger|more|larger|größer|mayor|más)\s+(?:than|als|que)\s+{_N}\D{{1,30}}(?:less|smaller|fewer|kleiner|weniger|menor|menos)\s+(?:than|als|que)\s+{_N}",
        rf"(?:less|smaller|fewer|kleiner|weniger|menor|menos)\s+(?:than|als|que)\s+{_N}\D{{1,30}}(?:greater|bigger|more|larger|größer|mayor|más)\s+(?:than|als|que)\s+{_N}",
        rf"大于\s*{_N}\D{{0,8}}小于\s*{_N}",
        rf"(?:not|no es|nicht|kein\w*|不是)\s+{_N}\W{{1,3}}(?:and |y |und )?(?:not|nor|ni|no es|nicht|不是)\s+{_N}.{{1,20}}(?:between|zwischen|entre|之间)",
        rf"{_N}\s*<\s*[a-zA-Z]?\s*<\s*{_N}",
    )
)


def narrows_down(text: str, numbers: Sequence[mpmath.mpf]) -> bool:
    """Return whether a text names two numbers with nothing but the answers between them, or a hundredth of them apart.

    Args:
        text: The text, with number words as digits.
        numbers: The answers.
    """
    return any(_is_narrow(low, high, numbers) for low, high in _ranges(text))


def _ranges(text: str) -> Iterator[tuple[mpmath.mpf, mpmath.mpf]]:
    for pattern in _RANGES:
        for found in pattern.finditer(text):
            low, high = sorted((mpmath.mpf(found[1]), mpmath.mpf(found[2])))
            yield low, high


def _is_narrow(low: mpmath.mpf, high: mpmath.mpf, numbers: Sequence[mpmath.mpf]) -> bool:
    inside = [one for one in numbers if mpmath.im(one) == 0 and low < one < high]
    if not inside:
        return False
    if all(one == mpmath.nint(one) for one in inside):
        return bool(mpmath.ceil(high) - mpmath.floor(low) - 1 <= len(set(inside)))
    return any(bool(high - low <= _CLOSE * abs(one)) for one in inside)
