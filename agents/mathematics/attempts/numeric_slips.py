"""Which kind of slip wrong numbers have, in the worker: the only part of a slip that needs mpmath."""

from collections.abc import Sequence

import mpmath

from agents.mathematics.attempts.slips import Slip

_FACTORS = (*range(2, 13), 20, 60, 100, 1000)
_ROUNDING = mpmath.mpf("0.02")  # the relative error up to which a decimal counts as rounded


def slip_of_numbers(expected: Sequence[mpmath.mpf], given: Sequence[mpmath.mpf], *, places: int | None) -> Slip | None:
    """Return the slip of some numbers; None if it cannot be told.

    Args:
        expected: The right numbers.
        given: What was given for them.
        places: The decimals of what was given; None where it is no decimal.
    """
    missing = [one for one in expected if not any(near(one, other) for other in given)]
    extra = [one for one in given if not any(near(one, other) for other in expected)]
    if not extra and missing:
        return Slip("forgotten_solution")
    if extra and not missing:
        return Slip("extra_solution")
    if len(extra) == len(missing) and all(any(near(-one, other) for other in missing) for one in extra):
        return Slip("sign")
    if len(expected) != 1 or len(given) != 1 or not expected[0] or not given[0]:
        return None
    ratio = given[0] / expected[0]
    if mpmath.im(ratio) != 0:
        return None
    is_rounded = abs(expected[0] - given[0]) <= mpmath.mpf("0.500001") * mpmath.mpf(10) ** -(places or 0)
    if (places is not None and abs(ratio - 1) <= _ROUNDING) or (is_rounded and (places or abs(ratio - 1) <= _ROUNDING)):
        return Slip("rounding")
    if any(near(ratio, factor) or near(1 / ratio, factor) for factor in _FACTORS):
        return Slip("factor")
    return None


def near(one: mpmath.mpf, other: mpmath.mpf) -> bool:
    """Return whether two numbers are the same to thirty digits."""
    return bool(abs(one - other) <= mpmath.mpf(10) ** -30 * (1 + abs(other)))
