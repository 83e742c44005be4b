"""Exercises about parts of a whole: fractions, percentages, ratios, interest."""

from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm
from random import Random

from agents.exercises.exercise import Draft, KindRegistry, KnownAnswer
from agents.exercises.notation import decimal
from agents.mathematics.task import Task
from agents.user_messages import TranslatableText

PARTS = KindRegistry()


def _fraction(random: Random, top: int) -> Fraction:
    denominator = random.randint(2, top)
    return Fraction(random.choice([n for n in range(1, denominator) if gcd(n, denominator) == 1]), denominator)


def _lowest(expression: str, value: Fraction, rule: TranslatableText, *steps: str) -> Draft:
    return Draft(
        TranslatableText("Calculate {expression}. Give the answer in lowest terms.", expression=expression),
        KnownAnswer(str(value).replace("-", "−"), "lowest_terms"),
        rule,
        (*steps, f"{expression} = {value}".replace("-", "−")),
        Task("evaluate", expression),
    )


@PARTS.kind("fractions")
def fraction_addition(random: Random, level: int) -> Draft:
    top = (6, 9, 15)[level - 1]
    a, b = _fraction(random, top), _fraction(random, top)
    if level == 1:
        b = Fraction(random.randint(1, a.denominator - 1), a.denominator)
    sign = random.choice("+−")
    a, b = (max(a, b), min(a, b)) if sign == "−" else (a, b)
    common = lcm(a.denominator, b.denominator)
    left, right = a.numerator * common // a.denominator, b.numerator * common // b.denominator
    return _lowest(
        f"{a} {sign} {b}",
        a + b if sign == "+" else a - b,
        TranslatableText("Bring both fractions to a common denominator, then work with the numerators."),
        f"{left}/{common} {sign} {right}/{common}",
    )


@PARTS.kind("fractions")
def fraction_multiplication(random: Random, level: int) -> Draft:
    top = (5, 8, 12)[level - 1]
    a, b = _fraction(random, top), _fraction(random, top)
    return _lowest(
        f"{a} × {b}",
        a * b,
        TranslatableText("Multiply the numerators, multiply the denominators, then reduce."),
        f"({a.numerator} × {b.numerator})/({a.denominator} × {b.denominator})",
    )


@PARTS.kind("fractions")
def fraction_division(random: Random, level: int) -> Draft:
    top = (5, 8, 12)[level - 1]
    a, b = _fraction(random, top), _fraction(random, top)
    return _lowest(
        f"({a}) ÷ ({b})",
        a / b,
        TranslatableText("Dividing by a fraction is multiplying by its reciprocal."),
        f"({a}) × ({b.denominator}/{b.numerator})",
    )


@PARTS.kind("fractions")
def lowest_terms(random: Random, level: int) -> Draft:
    value = _fraction(random, (6, 9, 14)[level - 1])
    factor = random.randint(2, (5, 9, 15)[level - 1])
    shown = f"{value.numerator * factor}/{value.denominator * factor}"
    return Draft(
        TranslatableText("Write {value} in lowest terms.", value=shown),
        KnownAnswer(str(value), "lowest_terms"),
        TranslatableText("Divide numerator and denominator by their greatest common divisor."),
        (f"({shown.split('/')[0]} ÷ {factor})/({shown.split('/')[1]} ÷ {factor})", f"{shown} = {value}"),
        Task("evaluate", shown),
    )


@PARTS.kind("fractions")
def fraction_as_decimal(random: Random, level: int) -> Draft:
    denominator = random.choice(((2, 4, 5, 10), (4, 5, 8, 20, 25), (8, 16, 40, 50, 125))[level - 1])
    value = Fraction(random.choice([n for n in range(1, 2 * denominator) if gcd(n, denominator) == 1]), denominator)
    return Draft(
        TranslatableText("Write {value} as a decimal.", value=str(value)),
        KnownAnswer(decimal(value), "decimal"),
        TranslatableText("Divide the numerator by the denominator, or expand to tenths, hundredths or thousandths."),
        (f"{value} = {decimal(value)}",),
        Task("evaluate", str(value)),
    )


@PARTS.kind("fractions")
def decimal_as_fraction(random: Random, level: int) -> Draft:
    scale = (10, 100, 1000)[level - 1]
    value = Fraction(random.randint(1, 2 * scale - 1), scale)
    while value.denominator == 1:
        value = Fraction(random.randint(1, 2 * scale - 1), scale)
    return Draft(
        TranslatableText("Write {value} as a fraction in lowest terms.", value=decimal(value)),
        KnownAnswer(str(value), "lowest_terms"),
        TranslatableText("Write the digits over 10, 100 or 1000, then reduce."),
        (f"{int(value * scale)}/{scale}", f"{decimal(value)} = {value}"),
        Task("evaluate", decimal(value)),
    )


@PARTS.kind("percentages")
def percentage_of(random: Random, level: int) -> Draft:
    percent = random.choice(((10, 20, 25, 50), (5, 15, 30, 40, 75), (3, 7, 12, 35, 65))[level - 1])
    whole = random.randint(2, (20, 40, 90)[level - 1]) * 20
    value = Fraction(percent * whole, 100)
    return Draft(
        TranslatableText("What is {percent} % of {whole}?", percent=str(percent), whole=str(whole)),
        KnownAnswer(decimal(value)),
        TranslatableText("One percent is one hundredth: divide the whole by 100 and multiply by the percentage."),
        (
            f"{whole} ÷ 100 = {decimal(Fraction(whole, 100))}",
            f"{percent} × {decimal(Fraction(whole, 100))} = {decimal(value)}",
        ),
        Task("evaluate", f"{percent}% of {whole}"),
    )


@PARTS.kind("percentages")
def percentage_rate(random: Random, level: int) -> Draft:
    percent = random.choice(((10, 20, 25, 50), (5, 15, 30, 40, 75), (4, 12, 35, 65, 120))[level - 1])
    whole = random.randint(1, (10, 20, 40)[level - 1]) * 100 // gcd(percent, 100)
    part = percent * whole // 100
    return Draft(
        TranslatableText("What percentage of {whole} is {part}?", part=str(part), whole=str(whole)),
        KnownAnswer(f"{percent} %", unit="%"),
        TranslatableText("Divide the part by the whole and multiply by 100."),
        (f"{part}/{whole} = {Fraction(part, whole)}", f"({Fraction(part, whole)}) × 100 = {percent} %"),
        Task("evaluate", f"{part}/{whole}*100"),
    )


@PARTS.kind("percentages")
def percentage_change(random: Random, level: int) -> Draft:
    percent = random.choice(((10, 20, 25, 50), (5, 15, 30, 40), (2, 8, 12, 35))[level - 1])
    price = random.randint(2, (20, 40, 90)[level - 1]) * 10
    change = Fraction(percent * price, 100)
    if random.random() < 0.5:
        question = TranslatableText(
            "A price of {price} euros rises by {percent} %. What is the new price?",
            price=str(price),
            percent=str(percent),
        )
        value, sign = price + change, "+"
    else:
        question = TranslatableText(
            "A price of {price} euros falls by {percent} %. What is the new price?",
            price=str(price),
            percent=str(percent),
        )
        value, sign = price - change, "−"
    return Draft(
        question,
        KnownAnswer(f"{decimal(value)} €", unit="€"),
        TranslatableText("Work out the change first, then add it to the old price or take it away."),
        (f"{percent}/100 × {price} = {decimal(change)}", f"{price} {sign} {decimal(change)} = {decimal(value)} €"),
        Task("evaluate", f"{price} * (100 {sign} {percent}) / 100"),
    )


@PARTS.kind("ratios")
def sharing(random: Random, level: int) -> Draft:
    a, b = random.sample(range(1, (5, 8, 12)[level - 1] + 1), 2)
    a, b = a // gcd(a, b), b // gcd(a, b)
    part = random.randint(2, (10, 20, 40)[level - 1])
    total, larger = (a + b) * part, max(a, b) * part
    return Draft(
        TranslatableText(
            "{total} marbles are shared in the ratio {a}:{b}. How many are in the larger share?",
            total=str(total),
            a=str(a),
            b=str(b),
        ),
        KnownAnswer(str(larger)),
        TranslatableText("Add the numbers of the ratio, find out how large one part is, then multiply."),
        (f"{total} ÷ ({a} + {b}) = {part}", f"{max(a, b)} × {part} = {larger}"),
        Task("evaluate", f"{total} * max({a}, {b}) / ({a} + {b})"),
    )


@PARTS.kind("ratios")
def proportion(random: Random, level: int) -> Draft:
    a, b = random.sample(range(2, (8, 12, 20)[level - 1] + 1), 2)
    each = Fraction(random.randint(2, (9, 30, 90)[level - 1]), (1, 2, 4)[level - 1])
    known, value = each * a, each * b
    return Draft(
        TranslatableText(
            "{a} notebooks cost {price} euros. How much do {b} notebooks cost?",
            a=str(a),
            price=decimal(known),
            b=str(b),
        ),
        KnownAnswer(f"{decimal(value)} €", unit="€"),
        TranslatableText("Find out what one costs, then multiply."),
        (f"{decimal(known)} ÷ {a} = {decimal(each)}", f"{b} × {decimal(each)} = {decimal(value)} €"),
        Task("evaluate", f"{decimal(known)} / {a} * {b}"),
    )


@PARTS.kind("interest")
def simple_interest(random: Random, level: int) -> Draft:
    capital, rate = random.randint(2, 40) * 100, random.randint(1, (5, 8, 12)[level - 1])
    years = random.randint(2, (4, 8, 15)[level - 1])
    value = capital * rate * years // 100
    return Draft(
        TranslatableText(
            "{capital} euros earn {rate} % simple interest a year. How much interest is that in {years} years?",
            capital=str(capital),
            rate=str(rate),
            years=str(years),
        ),
        KnownAnswer(f"{value} €", unit="€"),
        TranslatableText("Work out the interest of one year, then multiply by the years."),
        (f"{capital} × {rate}/100 = {capital * rate // 100}", f"{capital * rate // 100} × {years} = {value} €"),
        Task("evaluate", f"{capital} * {rate}% * {years}"),
    )


@PARTS.kind("interest")
def compound_interest(random: Random, level: int) -> Draft:
    capital, rate = random.randint(1, 20) * (1000, 1000, 10000)[level - 1], random.choice((2, 4, 5, 10, 20))
    years = (2, 2, 3)[level - 1]
    grown = [Fraction(capital)]
    for _ in range(years):
        grown.append(grown[-1] * (100 + rate) / 100)
    factor = decimal(Fraction(100 + rate, 100))
    return Draft(
        TranslatableText(
            "{capital} euros earn {rate} % a year, and the interest stays in the account. How much is there after "
            "{years} years?",
            capital=str(capital),
            rate=str(rate),
            years=str(years),
        ),
        KnownAnswer(f"{decimal(grown[-1])} €", unit="€"),
        TranslatableText("Each year multiplies the capital by the same factor."),
        tuple(
            f"{decimal(before)} × {factor} = {decimal(after)}{' €' if after is grown[-1] else ''}"
            for before, after in pairwise(grown)
        ),
        Task("evaluate", f"{capital} * (1 + {rate}/100)^{years}"),
    )
