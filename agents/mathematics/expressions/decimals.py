"""Writes fractions as exact decimals."""

from fractions import Fraction


def format_decimal(number: Fraction, places: int | None = None) -> str:
    """Write a number as an exact decimal, without needless zeros; with `places`, at most so many."""
    if places is None:
        places = max(exponent_of(2, number.denominator), exponent_of(5, number.denominator))
    scaled = abs(number) * 10**places
    digits = str(int(scaled)).zfill(places + 1)
    text = f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".") if places else digits
    return f"−{text}" if number < 0 and text != "0" else text


def exponent_of(prime: int, number: int) -> int:
    """Return how often a prime divides a number."""
    exponent = 0
    while number % prime == 0:
        number, exponent = number // prime, exponent + 1
    return exponent
