"""Answers about whole numbers: primes, divisors, digits and rounding."""

import math
from fractions import Fraction

import sympy

from agents.mathematics.givens import Givens
from agents.mathematics.parser import AlgebraError, Node
from agents.mathematics.printing import format_decimal, superscript
from agents.mathematics.problem import CARDINALS
from agents.mathematics.result import Result, confirm
from agents.mathematics.values import whole

_MAX_DIGITS = 40
_MAX_LISTED = 100_000
_WITNESSES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41)
_PLACES = {"units": 0, "ones": 0, "tens": 1, "hundreds": 2, "thousands": 3, "ten thousands": 4, "hundred thousands": 5,
           "millions": 6, "ten millions": 7, "hundred millions": 8, "billions": 9, "ten billions": 10,
           "hundred billions": 11}  # fmt: skip
_POWERS = {"integer": 0, "whole number": 0, "ten": 1, "hundred": 2, "thousand": 3, "ten thousand": 4,
           "hundred thousand": 5, "million": 6, "ten million": 7, "hundred million": 8, "billion": 9,
           "ten billion": 10, "hundred billion": 11}  # fmt: skip


def is_prime(givens: Givens, node: Node) -> Result:
    """Answer whether a number is prime."""
    number = _number(givens, node)
    prime = sympy.isprime(number)
    return _primality(number, prime, "prime", "is a prime number" if prime else "is not a prime number")


def is_composite(givens: Givens, node: Node) -> Result:
    """Answer whether a number is composite."""
    number = _number(givens, node)
    composite = number > 1 and not sympy.isprime(number)
    return _primality(number, not composite, "composite", "is composite" if composite else "is not composite")


def _primality(number: int, prime: bool, asked: str, says: str) -> Result:
    yes = prime == (asked == "prime")
    if number < 2:
        yes = False
        return Result(f"No: {number} {says}", "by the definition: primes and composites begin at 2")
    factors = {} if prime else sympy.factorint(number)
    if prime:
        confirm(passes_miller_rabin(number), asked)
        reason = f"no prime up to its root, {math.isqrt(number)}, divides it"
        return Result(f"{'Yes' if yes else 'No'}: {number} {says}; {reason}", "by the test of Miller and Rabin")
    confirm(math.prod(base**power for base, power in factors.items()) == number, asked)
    return Result(f"{'Yes' if yes else 'No'}: {number} {says}; it is {_product(factors)}", "by multiplying its factors")


def passes_miller_rabin(number: int) -> bool:
    """Return whether a number passes the test of Miller and Rabin, which errs for no number below 3.3e24."""
    if number < 2:
        return False
    if any(number % prime == 0 for prime in _WITNESSES):
        return number in _WITNESSES
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for witness in _WITNESSES:
        power = pow(witness, odd, number)
        if power in (1, number - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % number
            if power == number - 1:
                break
        else:
            return False
    return True


def prime_factors(givens: Givens, node: Node) -> Result:
    """Answer with the primes that divide a number."""
    number = abs(_number(givens, node))
    if number < 2:
        raise AlgebraError(f"{number} has no prime factors.")
    factors = sympy.factorint(number)
    confirm(
        math.prod(base**power for base, power in factors.items()) == number and all(map(passes_miller_rabin, factors)),
        "prime_factors",
    )
    steps = (f"{number} = {_product(factors)}.",)
    return Result(", ".join(map(str, sorted(factors))), "by multiplying the factors, each of which is prime", steps)


def divisors(givens: Givens, node: Node) -> Result:
    """Answer with every whole number that divides a number."""
    number = abs(_number(givens, node))
    if not 0 < number <= _MAX_LISTED:
        raise AlgebraError(f"All factors are listed for numbers from 1 to {_MAX_LISTED:,}.")
    found = sympy.divisors(number)
    confirm(found == [one for one in range(1, number + 1) if number % one == 0], "divisors")
    return Result(", ".join(map(str, found)), "by dividing by every number up to it")


def is_even(givens: Givens, node: Node) -> Result:
    """Answer whether a number is even."""
    number = _number(givens, node)
    even = number % 2 == 0
    confirm(even == (str(number)[-1] in "02468"), "is_even")
    return Result(f"{'Yes' if even else 'No'}: {number} is {'even' if even else 'odd'}", "by its last digit")


def is_odd(givens: Givens, node: Node) -> Result:
    """Answer whether a number is odd."""
    number = _number(givens, node)
    odd = number % 2 == 1
    confirm(odd == (str(number)[-1] in "13579"), "is_odd")
    return Result(f"{'Yes' if odd else 'No'}: {number} is {'odd' if odd else 'even'}", "by its last digit")


def divides(givens: Givens, divisor: Node, number: Node) -> Result:
    """Answer whether a number divides another."""
    by, whole_number = _number(givens, divisor), _number(givens, number)
    if by == 0:
        raise AlgebraError("Nothing is divisible by zero.")
    quotient, rest = divmod(whole_number, by)
    confirm(quotient * by + rest == whole_number and (math.gcd(whole_number, by) == abs(by)) == (rest == 0), "divides")
    if rest == 0:
        return Result(f"Yes: {whole_number} = {by} · {quotient}", "by multiplying back")
    return Result(f"No: {whole_number} divided by {by} leaves {rest}", "by multiplying back")


def place_value(givens: Givens, place: str, node: Node) -> Result:
    """Answer with one digit of a number."""
    number = abs(_number(givens, node))
    if place not in _PLACES:
        raise AlgebraError(f"The place “{place}” is not known.")
    exponent = _PLACES[place]
    digit = number // 10**exponent % 10
    confirm(str(number).zfill(exponent + 1)[-exponent - 1] == str(digit), "place_value")
    return Result(str(digit), "by writing the number down")


def round_to_places(givens: Givens, node: Node, places: Node | str) -> Result:
    """Answer with a number rounded to decimal places."""
    count = CARDINALS.index(places) if isinstance(places, str) else _number(givens, places)
    if not 0 <= count <= _MAX_DIGITS:
        raise AlgebraError(f"A number is rounded to 0 to {_MAX_DIGITS} places.")
    return _round(givens, node, Fraction(1, 10**count), count)


def round_to_nearest(givens: Givens, node: Node, unit: Node | str) -> Result:
    """Answer with a number rounded to a power of ten, or to any whole number."""
    if isinstance(unit, str):
        if unit not in _POWERS:
            raise AlgebraError(f"The number “{unit}” is not known.")
        return _round(givens, node, Fraction(10 ** _POWERS[unit]), 0)
    step = givens.build(unit)
    if not step.is_Rational or step <= 0:
        raise AlgebraError("A number is rounded to the nearest positive number.")
    return _round(givens, node, Fraction(int(step.p), int(step.q)), 0)


def _round(givens: Givens, node: Node, step: Fraction, places: int) -> Result:
    exact = givens.build(node)
    if not exact.is_real:
        raise AlgebraError("Only real numbers can be rounded.")
    number = Fraction(int(exact.p), int(exact.q)) if exact.is_Rational else Fraction(str(sympy.N(exact, 60)))
    steps_away = abs(number) / step
    rounded = (steps_away.numerator * 2 + steps_away.denominator) // (2 * steps_away.denominator) * step
    rounded = -rounded if number < 0 else rounded
    confirm(abs(number - rounded) * 2 <= step, "round")
    return Result(format_decimal(rounded, places), "by the distance, which is at most half a step")


def _number(givens: Givens, node: Node) -> int:
    value = sympy.nsimplify(sympy.simplify(givens.build(node)))
    (number,) = whole(value)
    if abs(number) >= 10**_MAX_DIGITS:
        raise AlgebraError(f"Whole numbers are looked at up to {_MAX_DIGITS} digits; use a smaller one.")
    return number


def _product(factors: dict[int, int]) -> str:
    return " · ".join(f"{base}{superscript(power)}" if power > 1 else str(base) for base, power in factors.items())
