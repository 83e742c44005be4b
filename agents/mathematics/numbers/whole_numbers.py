"""Answers about whole numbers: primes, divisors and multiples."""

import calendar
import math
from collections.abc import Sequence
from itertools import pairwise

import sympy

from agents.mathematics.expressions.parser import AlgebraError, Node
from agents.mathematics.expressions.printing import superscript
from agents.mathematics.givens import Givens
from agents.mathematics.problem import CARDINALS
from agents.mathematics.result import Result, confirm
from agents.mathematics.values import whole

_MAX_DIGITS = 40
_MAX_LISTED = 100_000
_WITNESSES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41)
_MAX_MULTIPLES = 100


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


def is_leap_year(givens: Givens, node: Node) -> Result:
    """Answer whether a year has a 29th of February, by the Gregorian calendar."""
    year = _number(givens, node)
    if not 1583 <= year <= 9999:
        raise AlgebraError("The Gregorian calendar holds from 1583; ask for a year from then to 9999.")
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    confirm(leap == calendar.isleap(year), "is_leap_year")
    return Result(f"{'Yes' if leap else 'No'}: {year} has {366 if leap else 365} days", "by the calendar")


def count_divisors(givens: Givens, node: Node) -> Result:
    """Answer with how many whole numbers divide a number."""
    number = abs(_number(givens, node))
    if not 0 < number <= _MAX_LISTED:
        raise AlgebraError(f"Factors are counted for numbers from 1 to {_MAX_LISTED:,}.")
    found = [one for one in range(1, number + 1) if number % one == 0]
    confirm(len(found) == math.prod(power + 1 for power in sympy.factorint(number).values()), "count_divisors")
    return Result(str(len(found)), "by its prime factors", (f"They are {', '.join(map(str, found))}.",))


def common_divisors(givens: Givens, items: Sequence[Node]) -> Result:
    """Answer with the whole numbers that divide each of several numbers."""
    numbers = [abs(_number(givens, one)) for one in items]
    if not all(0 < number <= _MAX_LISTED for number in numbers):
        raise AlgebraError(f"Factors are listed for numbers from 1 to {_MAX_LISTED:,}.")
    found = [one for one in range(1, min(numbers) + 1) if all(number % one == 0 for number in numbers)]
    confirm(found == sympy.divisors(math.gcd(*numbers)), "common_divisors")
    return Result(", ".join(map(str, found)), "by the greatest of them")


def multiples(givens: Givens, count: Node | str, node: Node) -> Result:
    """Answer with the first multiples of a number."""
    many = CARDINALS.index(count) if isinstance(count, str) else _number(givens, count)
    number = _number(givens, node)
    if not 1 <= many <= _MAX_MULTIPLES:
        raise AlgebraError(f"From 1 to {_MAX_MULTIPLES} multiples are listed.")
    found = [number * factor for factor in range(1, many + 1)]
    confirm(all(after - before == number for before, after in pairwise([0, *found])), "multiples")
    return Result(", ".join(map(str, found)), "by counting on")


def divide_with_remainder(givens: Givens, dividend: Node, divisor: Node) -> Result:
    """Answer with the quotient and the remainder of whole numbers."""
    number, by = _number(givens, dividend), _number(givens, divisor)
    if by <= 0 or number < 0:
        raise AlgebraError("Division with a remainder needs a positive divisor and no negative number.")
    quotient, rest = divmod(number, by)
    confirm(quotient * by + rest == number and 0 <= rest < by, "divide_with_remainder")
    return Result(f"{quotient} remainder {rest}", "by multiplying back", (f"{number} = {by} · {quotient} + {rest}.",))


def digit_sum(givens: Givens, node: Node) -> Result:
    """Answer with the sum of the digits of a whole number."""
    number = abs(_number(givens, node))
    total, rest = sum(map(int, str(number))), number
    for _ in str(number):
        rest, digit = divmod(rest, 10)
        total -= digit
    confirm(rest == 0 and total == 0, "digit_sum")
    return Result(str(sum(map(int, str(number)))), "by taking the digits off one by one")


def _number(givens: Givens, node: Node) -> int:
    value = sympy.nsimplify(sympy.simplify(givens.build(node)))
    (number,) = whole(value)
    if abs(number) >= 10**_MAX_DIGITS:
        raise AlgebraError(f"Whole numbers are looked at up to {_MAX_DIGITS} digits; use a smaller one.")
    return number


def _product(factors: dict[int, int]) -> str:
    return " · ".join(f"{base}{superscript(power)}" if power > 1 else str(base) for base, power in factors.items())
