"""Exercises about numbers: arithmetic, decimals, rounding, powers, divisors, primes."""

from collections.abc import Callable
from fractions import Fraction
from math import gcd, lcm, prod
from random import Random

from agents.exercises.exercise import Draft, KindRegistry, KnownAnswer
from agents.exercises.notation import decimal, number, operand, power
from agents.mathematics.task import Task
from agents.user_messages import TranslatableText

NUMBERS = KindRegistry()


def calculation(expression: str, value: int | Fraction, rule: TranslatableText, *steps: str, typed: str = "") -> Draft:
    """Return an exercise that asks for the value of an expression.

    Args:
        expression: The expression as it is shown.
        value: Its value.
        rule: Which rule leads there.
        steps: The working before the answer.
        typed: The expression as the mathematics engine reads it, where that is another way of writing it.
    """
    text = number(value)
    return Draft(
        TranslatableText("Calculate {expression}.", expression=expression),
        KnownAnswer(text),
        rule,
        (*steps, f"{expression} = {text}"),
        Task("evaluate", typed or expression),
    )


@NUMBERS.kind("arithmetic")
def addition(random: Random, level: int) -> Draft:
    top = (20, 200, 5000)[level - 1]
    a, b = random.randint(2, top), random.randint(2, top)
    tens = b // 10 * 10
    steps = (f"{a} + {tens} = {a + tens}",) if tens not in (0, b) else ()
    rule = TranslatableText("Add the tens first, then the ones.")
    return calculation(f"{a} + {b}", a + b, rule, *steps)


@NUMBERS.kind("arithmetic")
def subtraction(random: Random, level: int) -> Draft:
    top = (20, 200, 5000)[level - 1]
    a, b = random.randint(2, top), random.randint(2, top)
    if level < 3:
        a, b = max(a, b), min(a, b)
    rule = TranslatableText("Take away the smaller number from the larger one; the result has the sign of the larger.")
    return calculation(f"{a} − {b}", a - b, rule)


@NUMBERS.kind("arithmetic")
def multiplication(random: Random, level: int) -> Draft:
    a, b = random.randint(2, (10, 12, 40)[level - 1]), random.randint(2, (10, 40, 60)[level - 1])
    tens, ones = b // 10 * 10, b % 10
    steps = (f"{a} × {tens} + {a} × {ones} = {a * tens} + {a * ones}",) if tens and ones else ()
    rule = TranslatableText("Split one factor into tens and ones, multiply both parts and add.")
    return calculation(f"{a} × {b}", a * b, rule, *steps)


@NUMBERS.kind("arithmetic")
def division(random: Random, level: int) -> Draft:
    b, result = random.randint(2, (10, 12, 25)[level - 1]), random.randint(2, (10, 40, 80)[level - 1])
    rule = TranslatableText("Ask which number, multiplied by the divisor, gives the number that is divided.")
    return calculation(f"{b * result} ÷ {b}", result, rule, f"{b} × {result} = {b * result}")


@NUMBERS.kind("arithmetic")
def negative_numbers(random: Random, level: int) -> Draft:
    top = (10, 30, 100)[level - 1]
    a, b = -random.randint(1, top), random.choice((-1, 1)) * random.randint(1, top)
    sign, value = random.choice((("+", a + b), ("−", a - b), ("×", a * b)))
    rule = TranslatableText("Subtracting a negative number adds it; two equal signs multiply to a positive number.")
    return calculation(f"{number(a)} {sign} {operand(b)}", value, rule)


@NUMBERS.kind("arithmetic")
def remainder(random: Random, level: int) -> Draft:
    b = random.randint(3, (9, 15, 40)[level - 1])
    quotient, rest = random.randint(2, (10, 20, 50)[level - 1]), random.randint(0, b - 1)
    a = b * quotient + rest
    return Draft(
        TranslatableText("What is the remainder when {a} is divided by {b}?", a=str(a), b=str(b)),
        KnownAnswer(str(rest)),
        TranslatableText(
            "Find the largest multiple of the divisor that is not larger than the number, and subtract it."
        ),
        (f"{b} × {quotient} = {b * quotient}", f"{a} − {b * quotient} = {rest}"),
        Task("evaluate", f"mod({a}, {b})"),
    )


@NUMBERS.kind("order_of_operations")
def order_of_operations(random: Random, level: int) -> Draft:
    a, b, c, d = (random.randint(2, 9) for _ in range(4))
    rule = TranslatableText("Parentheses first, then powers, then multiplication and division, then the rest.")
    if level == 1:
        return calculation(f"{a} + {b} × {c}", a + b * c, rule, f"{a} + {b * c}")
    if level == 2:
        value = a * (b + c) - d
        return calculation(f"{a} × ({b} + {c}) − {d}", value, rule, f"{a} × {b + c} − {d}", f"{a * (b + c)} − {d}")
    value = a + b * (c - d) ** 2
    inner = number(c - d)
    shown = f"({inner})²" if c < d else f"{inner}²"
    squared = (c - d) ** 2
    return calculation(f"{a} + {b} × ({c} − {d})²", value, rule, f"{a} + {b} × {shown}", f"{a} + {b} × {squared}")


@NUMBERS.kind("decimals")
def decimal_addition(random: Random, level: int) -> Draft:
    places = (10, 100, 1000)[level - 1]
    a, b = (Fraction(random.randint(1, 20 * places), places) for _ in range(2))
    minus = random.random() < 0.5
    if minus:
        a, b = max(a, b), min(a, b)
    return _decimals(
        f"{decimal(a)} {'−' if minus else '+'} {decimal(b)}",
        a - b if minus else a + b,
        TranslatableText("Write the numbers with their decimal points below each other, and work place by place."),
    )


@NUMBERS.kind("decimals")
def decimal_multiplication(random: Random, level: int) -> Draft:
    a = Fraction(random.randint(2, (20, 99, 200)[level - 1]), 10)
    b = Fraction(random.randint(2, (9, 20, 99)[level - 1]), (1, 10, 100)[level - 1])
    return _decimals(
        f"{decimal(a)} × {decimal(b)}",
        a * b,
        TranslatableText(
            "Multiply without the points; the result has as many decimal places as both numbers together."
        ),
    )


@NUMBERS.kind("decimals")
def decimal_division(random: Random, level: int) -> Draft:
    b = Fraction(random.randint(2, (9, 9, 25)[level - 1]), (1, 10, 10)[level - 1])
    result = Fraction(random.randint(2, (40, 60, 99)[level - 1]), 10)
    return _decimals(
        f"{decimal(b * result)} ÷ {decimal(b)}",
        result,
        TranslatableText("Move both decimal points by the same number of places, until the divisor is a whole number."),
    )


def _decimals(expression: str, value: Fraction, rule: TranslatableText) -> Draft:
    return Draft(
        TranslatableText("Calculate {expression}.", expression=expression),
        KnownAnswer(decimal(value)),
        rule,
        (f"{expression} = {decimal(value)}",),
        Task("evaluate", expression),
    )


@NUMBERS.kind("decimals")
def rounding(random: Random, level: int) -> Draft:
    places = random.randint(1, (1, 2, 3)[level - 1])
    digits = random.randint(10 ** (places + 2), 10 ** (places + 4))
    value = Fraction(digits, 10 ** (places + 2))
    unit = 10**places
    rounded = Fraction(int(value * unit + Fraction(1, 2)), unit)
    return Draft(
        TranslatableText("Round {value} to the nearest {unit}.", value=decimal(value), unit=decimal(Fraction(1, unit))),
        KnownAnswer(decimal(rounded), "decimal"),
        TranslatableText("Look at the digit after the last one that stays: 5 or more rounds up."),
        (f"{decimal(value)} ≈ {decimal(rounded)}",),
        Task("answer", f"Round {decimal(value)} to {places} decimal places"),
    )


@NUMBERS.kind("powers")
def powers(random: Random, level: int) -> Draft:
    base = random.randint(2, (9, 12, 10)[level - 1])
    exponent = random.randint(2, (2, 3, 5)[level - 1])
    if level == 3:
        base = -base if random.random() < 0.5 else base
    shown = f"({number(base)})" if base < 0 else str(base)
    rule = TranslatableText("A power is a product of equal factors; the exponent says how many there are.")
    return calculation(power(shown, exponent), base**exponent, rule, " × ".join([shown] * exponent))


@NUMBERS.kind("powers")
def roots(random: Random, level: int) -> Draft:
    if level == 3:
        root = random.randint(2, 10)
        return calculation(f"∛{root**3}", root, _ROOT, f"{power(str(root), 3)} = {root**3}", typed=f"cbrt({root**3})")
    root = random.randint(2, (10, 30)[level - 1])
    return calculation(f"√{root**2}", root, _ROOT, f"{power(str(root), 2)} = {root**2}", typed=f"sqrt({root**2})")


_ROOT = TranslatableText("Look for the number whose power is the number under the root.")


@NUMBERS.kind("divisors")
def greatest_common_divisor(random: Random, level: int) -> Draft:
    shared = random.randint(2, (6, 12, 30)[level - 1])
    a, b = _apart(random, shared, (6, 9, 14)[level - 1])
    return _pair(
        TranslatableText("Find the greatest common divisor of {a} and {b}.", a=str(a), b=str(b)),
        (a, b),
        gcd,
        TranslatableText("Write both numbers as products of primes; the primes that they share make the divisor."),
    )


@NUMBERS.kind("divisors")
def least_common_multiple(random: Random, level: int) -> Draft:
    shared = random.randint(1, (3, 5, 9)[level - 1])
    a, b = _apart(random, shared, (6, 9, 13)[level - 1])
    return _pair(
        TranslatableText("Find the least common multiple of {a} and {b}.", a=str(a), b=str(b)),
        (a, b),
        lcm,
        TranslatableText("Go through the multiples of the larger number until one is a multiple of the other."),
    )


def _apart(random: Random, shared: int, top: int) -> tuple[int, int]:
    """Return two different numbers with a common divisor."""
    a, b = random.sample(range(2, top + 1), 2)
    return shared * a, shared * b


def _pair(
    question: TranslatableText, pair: tuple[int, int], function: Callable[[int, int], int], rule: TranslatableText
) -> Draft:
    a, b = pair
    value = function(a, b)
    steps = (f"{a} = {_product(a)}", f"{b} = {_product(b)}", str(value))
    return Draft(question, KnownAnswer(str(value)), rule, steps, Task("evaluate", f"{function.__name__}({a}, {b})"))


def _factors(value: int) -> list[int]:
    found, prime = [], 2
    while value > 1:
        while value % prime == 0:
            found.append(prime)
            value //= prime
        prime += 1
    return found


def _product(value: int) -> str:
    return " × ".join(map(str, _factors(value))) or "1"


@NUMBERS.kind("divisors")
def prime_factors(random: Random, level: int) -> Draft:
    primes = random.choices((2, 3, 5, 7, 11)[: 2 + level], k=level + 2)
    value = prod(primes)
    return Draft(
        TranslatableText("Write {number} as a product of primes.", number=str(value)),
        KnownAnswer(_product(value), "factored"),
        TranslatableText("Divide by the smallest prime as often as it goes, then by the next one."),
        (f"{value} = {min(primes)} × {value // min(primes)}", f"{value} = {_product(value)}"),
        Task("evaluate", _product(value)),
    )


@NUMBERS.kind("number_bases")
def binary_numbers(random: Random, level: int) -> Draft:
    value = random.randint((3, 16, 64)[level - 1], (15, 63, 255)[level - 1])
    binary = f"{value:b}"
    parts = " + ".join(str(2**place) for place, digit in enumerate(reversed(binary)) if digit == "1")
    if random.random() < 0.5:
        question = TranslatableText("Write the number {number} in binary.", number=str(value))
        answer, steps, task = binary, (f"{value} = {parts}", binary), Task("answer", f"Convert {value} to binary")
    else:
        question = TranslatableText("Write the binary number {number} in decimal.", number=binary)
        answer, steps, task = str(value), (parts, f"{parts} = {value}"), Task("evaluate", parts)
    return Draft(question, KnownAnswer(answer, "decimal"), _BINARY, steps, task)


_BINARY = TranslatableText(
    "Each place of a binary number counts twice as much as the place to its right: 1, 2, 4, 8, …"
)
