"""Answers that look for prime numbers: the next one, the n-th, those between two numbers."""

from collections.abc import Sequence

import sympy

from agents.mathematics.expressions.parser import AlgebraError, Node
from agents.mathematics.givens import Givens
from agents.mathematics.numbers.whole_numbers import passes_miller_rabin
from agents.mathematics.problem import ORDINALS
from agents.mathematics.result import Result, confirm
from agents.mathematics.values import whole

_LARGEST = 10**9
_MOST = 1000
_WIDEST = 2000
_BY_TEST = "by the test of Miller and Rabin"


def next_prime(givens: Givens, node: Node) -> Result:
    """Answer with the first prime number after a number."""
    (number,) = whole(givens.build(node))
    if not 0 <= number <= _LARGEST:
        raise AlgebraError(f"Primes are looked for up to {_LARGEST:,}.")
    found = int(sympy.nextprime(number))
    _confirm_all_between(number, found, [found])
    return Result(str(found), _BY_TEST)


def nth_prime(givens: Givens, place: Node | str) -> Result:
    """Answer with the n-th prime number; the first one is 2."""
    (number,) = (ORDINALS[place],) if isinstance(place, str) else whole(givens.build(place))
    if not 1 <= number <= _MOST:
        raise AlgebraError(f"From the first to the {_MOST}th prime number can be named.")
    found = int(sympy.prime(number))
    confirm(sum(map(passes_miller_rabin, range(found + 1))) == number and passes_miller_rabin(found), "nth_prime")
    return Result(str(found), _BY_TEST)


def primes_between(givens: Givens, low: Node, high: Node) -> Result:
    """Answer with the prime numbers between two numbers, and say so where an end is one of them."""
    first, last = whole(givens.build(low), givens.build(high))
    if not 0 <= first < last <= first + _WIDEST or last > _LARGEST:
        raise AlgebraError(f"Primes are listed between two numbers that are at most {_WIDEST:,} apart.")
    found = [int(one) for one in sympy.primerange(first, last + 1)]
    _confirm_all_between(first - 1, last, found)
    note = "Both ends are counted in." if first in found or last in found else ""
    return Result(", ".join(map(str, found)) or "there is none", _BY_TEST, (), note)


def _confirm_all_between(low: int, high: int, found: Sequence[int]) -> None:
    confirm([one for one in range(low + 1, high + 1) if passes_miller_rabin(one)] == list(found), "primes")
