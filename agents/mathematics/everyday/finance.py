"""Answers about interest and loan payments."""

from fractions import Fraction

import sympy

from agents.mathematics.expressions.decimals import format_decimal
from agents.mathematics.expressions.parser import AlgebraError, Node
from agents.mathematics.givens import Givens
from agents.mathematics.result import Result, confirm
from agents.mathematics.values import whole

_PERIODS = {"annually": 1, "yearly": 1, "semiannually": 2, "quarterly": 4, "monthly": 12, "daily": 365}
_MAX_YEARS = 100


def simple_interest(givens: Givens, amount: Node, percent: Node, years: Node) -> Result:
    """Answer with the interest, which is paid out each year."""
    a, rate, count = _numbers(givens, amount, percent, years)
    interest = a * rate * count
    confirm(sum(a * rate for _ in range(count)) == interest, "simple_interest")
    return Result(_money(interest), "by adding it up year by year", (f"Each year brings {_money(a * rate)}.",))


def compound_interest(givens: Givens, amount: Node, percent: Node, years: Node) -> Result:
    """Answer with the interest, which is added to the amount each year."""
    a, rate, count = _numbers(givens, amount, percent, years)
    final = a * (1 + rate) ** count
    balance = a
    for _ in range(count):
        balance += balance * rate
    confirm(balance == final, "compound_interest")
    return Result(_money(final - a), "by adding it up year by year", (f"The amount grows to {_money(final)}.",))


def compound_amount(givens: Givens, amount: Node, years: Node, percent: Node) -> Result:
    """Answer with what an amount grows to."""
    a, rate, count = _numbers(givens, amount, percent, years)
    balance = a
    for _ in range(count):
        balance += balance * rate
    confirm(balance == a * (1 + rate) ** count, "compound_amount")
    return Result(_money(balance), "by adding it up year by year")


def compounded(givens: Givens, amount: Node, percent: Node, period: str, years: Node) -> Result:
    """Answer with what an amount grows to where interest is added several times a year."""
    a, rate, count = _numbers(givens, amount, percent, years)
    times = _PERIODS[period]
    balance = sympy.N(a, 60)
    for _ in range(times * count):
        balance += balance * sympy.N(rate / times, 60)
    final = a * (1 + rate / times) ** (times * count)
    confirm(abs(sympy.N(final, 60) - balance) < sympy.Float("1e-15"), "compounded")
    return Result(_money(sympy.nsimplify(final)), "by adding it up period by period")


def loan_payment(givens: Givens, amount: Node, percent: Node, years: Node) -> Result:
    """Answer with the monthly payment that pays a loan off."""
    a, rate, count = _numbers(givens, amount, percent, years)
    months, monthly = 12 * count, rate / 12
    payment = a * monthly / (1 - (1 + monthly) ** -months) if monthly else a / months
    balance, paid = sympy.N(a, 40), sympy.N(payment, 40)
    for _ in range(months):
        balance = balance * (1 + sympy.N(monthly, 40)) - paid
    confirm(abs(balance) < sympy.Float("1e-15"), "loan_payment")
    steps = (f"The interest of a month is {sympy.N(100 * monthly, 6)} %.", f"There are {months} payments.")
    return Result(_money(payment), "by paying it off month by month", steps)


def _numbers(givens: Givens, amount: Node, percent: Node, years: Node) -> tuple[sympy.Rational, sympy.Rational, int]:
    a, rate = givens.build(amount), givens.build(percent) / 100
    (count,) = whole(givens.build(years))
    if not (a.is_Rational and rate.is_Rational and a > 0 and 0 <= rate <= 1 and 0 < count <= _MAX_YEARS):
        raise AlgebraError(f"This needs a positive amount, 0 to 100 percent, and 1 to {_MAX_YEARS} years.")
    return a, rate, count


def _money(value: sympy.Rational) -> str:
    cents = Fraction(int(value.p), int(value.q)) * 100
    rounded = Fraction(int(cents + Fraction(1, 2)), 100)
    text = format_decimal(rounded, 2)
    return text if "." not in text else f"{text}0"[: text.index(".") + 3]
