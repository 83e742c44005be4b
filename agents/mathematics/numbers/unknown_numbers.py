"""Answers with numbers of which something is said in words, such as their sum."""

from fractions import Fraction

from agents.mathematics.expressions.parser import AlgebraError
from agents.mathematics.expressions.printing import digits
from agents.mathematics.givens import Givens
from agents.mathematics.problem import CARDINALS
from agents.mathematics.result import Result, confirm

_MAX_SUMMED = 100_000
_PUT_BACK = "by putting it back"


def find_number(givens: Givens, times: Fraction, more: Fraction, result: Fraction) -> Result:
    """Answer with the number of which so many times, and so much more, is known."""
    del givens
    if times == 0:
        raise AlgebraError("Nothing times a number says nothing about it.")
    found = (result - more) / times
    confirm(sum((found for _ in range(int(times))), (times - int(times)) * found) + more == result, "find_number")
    signed = f"+ {digits(more)}" if more >= 0 else f"− {digits(-more)}"
    equation = (
        f"{'' if times == 1 else digits(times)}x {signed} = {digits(result)}"
        if more
        else (f"{digits(times)}x = {digits(result)}")
    )
    return Result(digits(found), _PUT_BACK, (f"Call the number x: {equation}.", f"So x = {digits(found)}."))


def find_number_less(givens: Givens, times: Fraction, less: Fraction, result: Fraction) -> Result:
    """Answer with the number of which so many times, and so much less, is known."""
    return find_number(givens, times, -less, result)


def consecutive_numbers(givens: Givens, count: str, kind: str, total: Fraction) -> Result:
    """Answer with numbers that follow each other and have a known sum."""
    del givens
    many, step = CARDINALS.index(count), 2 if kind in ("odd", "even") else 1
    first = (total - step * sum(range(many))) / many
    numbers = [first + step * place for place in range(many)]
    fits = first.denominator == 1 and (step == 1 or (first % 2 == 1) == (kind == "odd"))
    if not fits or (kind in ("natural", "positive", "whole") and first < 0):
        return Result("there are no such numbers", "by their mean", (f"The first would be {digits(first)}.",))
    confirm(sum(numbers) == total, "consecutive_numbers")
    steps = (f"Call the first n: {many}n + {step * sum(range(many))} = {digits(total)}, so n = {digits(first)}.",)
    return Result(f"{', '.join(map(digits, numbers[:-1]))} and {digits(numbers[-1])}", _PUT_BACK, steps)


def sum_and_difference(givens: Givens, total: Fraction, apart: Fraction) -> Result:
    """Answer with two numbers whose sum and difference are known."""
    del givens
    larger, smaller = (total + apart) / 2, (total - apart) / 2
    confirm(larger + smaller == total and larger - smaller == apart, "sum_and_difference")
    steps = (
        f"Sum and difference together are twice the larger number: {digits(total + apart)}.",
        f"The other is {digits(total)} − {digits(larger)} = {digits(smaller)}.",
    )
    return Result(f"{digits(larger)} and {digits(smaller)}", _PUT_BACK, steps)


def sum_of_first(givens: Givens, count: Fraction, kind: str) -> Result:
    """Answer with the sum of the first numbers of a kind, from 1 on, or from 2 for even ones."""
    del givens
    if count.denominator != 1 or not 1 <= count <= _MAX_SUMMED:
        raise AlgebraError(f"From 1 to {_MAX_SUMMED:,} numbers can be added up.")
    if kind == "whole":
        raise AlgebraError("Some begin the whole numbers with 0 and some with 1; say natural numbers from 1 on.")
    many = int(count)
    first, step = {"odd": (1, 2), "even": (2, 2)}.get(kind, (1, 1))
    last = first + step * (many - 1)
    total = many * (first + last) // 2
    confirm(sum(range(first, last + 1, step)) == total, "sum_of_first")
    return Result(str(total), "by adding them up one by one", (f"{many} · ({first} + {last}) / 2 = {total}.",))
