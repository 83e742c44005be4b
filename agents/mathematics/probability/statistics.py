"""Describes a list of numbers: its centre, and its spread by both formulas."""

import math
import statistics
from collections import Counter
from collections.abc import Sequence

import sympy

from agents.mathematics.expressions.parser import AlgebraError, Equation, Statement, variables
from agents.mathematics.expressions.printing import approximation, pretty
from agents.mathematics.givens import Givens
from agents.mathematics.result import Result, confirm

_MAX_NUMBERS = 200
_MAX_LISTED = 12
_FEWEST_WITH_QUARTILES = 4
_CHECKED = "by other formulas, in floating point"


def describe(givens: Givens, items: Sequence[Statement], what: str = "statistics") -> Result:
    """Answer with mean, median, mode, variance and standard deviation of numbers, or with the one that is asked for."""
    numbers = _numbers(givens, items)
    _confirm(numbers)
    count = len(numbers)
    ordered = sorted(numbers, key=float)
    total = sympy.Add(*numbers)
    mean = total / count
    median = _median(ordered)
    squares = sympy.Add(*((number - mean) ** 2 for number in numbers))
    lines = [
        f"The {count} numbers in order: {_list(ordered)}.",
        f"Mean: their sum {pretty(total)} divided by {count} = {_format(mean)}.",
        f"Median: {'the middle one' if count % 2 else 'halfway between the two in the middle'} = {_format(median)}.",
        f"Mode: {_mode(numbers)}.",
        f"Range: {pretty(ordered[-1])} − {_in_parentheses(ordered[0])} = {_format(ordered[-1] - ordered[0])}.",
        f"The squared distances from the mean add up to {_format(squares)}.",
    ]
    if what == "mode":
        return Result(_mode(numbers), "by counting", tuple(lines[:1]))
    if what in ("iqr", "interquartile range") or "quartile" in what:
        return _quartiles(ordered, what)
    if what == "range":
        return Result(_format(ordered[-1] - ordered[0]), "by sorting", tuple(lines[:1]))
    population = squares / count
    lines.append(
        f"If these are all there are (population): variance {pretty(squares)} / {count} = {_format(population)}, "
        f"standard deviation {_format(sympy.sqrt(population))}."
    )
    answer = f"mean {_format(mean)}, median {_format(median)}, "
    if count == 1:
        return Result(
            f"{answer}population standard deviation 0 (a sample needs at least two numbers)", _CHECKED, tuple(lines)
        )
    sample = squares / (count - 1)
    lines.append(
        f"If they are a sample of more: variance {pretty(squares)} / ({count} − 1) = {_format(sample)}, standard "
        f"deviation {_format(sympy.sqrt(sample))}."
    )
    spreads = {
        "variance": f"{_format(population)} (population) or {_format(sample)} (sample)",
        "standard deviation": (
            f"{_format(sympy.sqrt(population))} (population) or {_format(sympy.sqrt(sample))} (sample)"
        ),
    }
    if what in spreads:
        return Result(spreads[what], _CHECKED, tuple(lines))
    return Result(
        f"{answer}standard deviation {_format(sympy.sqrt(population))} (population) or {_format(sympy.sqrt(sample))} "
        f"(sample), variance {_format(population)} or {_format(sample)}",
        _CHECKED,
        tuple(lines),
    )


def _quartiles(ordered: Sequence[sympy.Expr], what: str) -> Result:
    """Answer with the quartiles by the medians of both halves, and say so where other methods differ."""
    count = len(ordered)
    if count < _FEWEST_WITH_QUARTILES:
        raise AlgebraError(f"Quartiles need at least {_FEWEST_WITH_QUARTILES} numbers.")
    halves = ordered[: count // 2], ordered[(count + 1) // 2 :]
    lower, middle, upper = (_median(part) for part in (halves[0], ordered, halves[1]))
    plain = [float(number) for number in ordered]
    again = [
        statistics.median(plain[: count // 2]),
        statistics.median(plain),
        statistics.median(plain[-(count // 2) :]),
    ]
    confirm(all(map(math.isclose, map(float, (lower, middle, upper)), again)), "quartiles")
    other = [statistics.quantiles(plain, method=method) for method in ("exclusive", "inclusive")]
    agree = all(all(map(math.isclose, again, found)) for found in other)
    note = "" if agree else "The quartiles are the medians of the lower and the upper half; other methods differ."
    named = {"first": lower, "lower": lower, "second": middle, "third": upper, "upper": upper}
    if what == "quartiles":
        answer = ", ".join(map(_format, (lower, middle, upper)))
    else:
        answer = _format(named.get(what.split()[0], upper - lower))
    steps = (f"The {count} numbers in order: {_list(list(ordered))}.", f"The halves: {_list(list(halves[0]))} and "
             f"{_list(list(halves[1]))}.")  # fmt: skip
    return Result(answer, "by medians in floating point", steps, note)


def _median(ordered: Sequence[sympy.Expr]) -> sympy.Expr:
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _confirm(numbers: Sequence[sympy.Expr]) -> None:
    """Work mean, median and variance out once more in floating point, by other formulas."""
    plain = [float(number) for number in numbers]
    exact = sympy.Add(*numbers) / len(numbers)
    confirm(math.isclose(statistics.fmean(plain), float(exact), rel_tol=1e-9, abs_tol=1e-9), "statistics")
    spread = sympy.Add(*(number**2 for number in numbers)) / len(numbers) - exact**2
    confirm(math.isclose(statistics.pvariance(plain), float(spread), rel_tol=1e-6, abs_tol=1e-9), "statistics")


def _numbers(givens: Givens, statements: Sequence[Statement]) -> list[sympy.Expr]:
    if len(statements) > _MAX_NUMBERS:
        raise AlgebraError(f"At most {_MAX_NUMBERS} numbers can be described at once.")
    if any(isinstance(one, Equation) or variables(one) for one in statements):
        raise AlgebraError("Only numbers can be described; separate them with commas.")
    numbers = [givens.build(one) for one in statements if not isinstance(one, Equation)]
    if not all(number.is_real for number in numbers):
        raise AlgebraError("Only real numbers can be described.")
    return numbers


def _mode(numbers: list[sympy.Expr]) -> str:
    counts = Counter(numbers)
    most = max(counts.values())
    if most == 1:
        return "none, as every number appears once"
    modes = sorted((number for number, count in counts.items() if count == most), key=float)
    return f"{_list(modes)}, which {'appears' if len(modes) == 1 else 'appear'} {most} times"


def _list(numbers: list[sympy.Expr]) -> str:
    return ", ".join(map(pretty, numbers[:_MAX_LISTED])) + (", …" if len(numbers) > _MAX_LISTED else "")


def _format(number: sympy.Expr) -> str:
    return pretty(number) + approximation(number)


def _in_parentheses(number: sympy.Expr) -> str:
    return f"({pretty(number)})" if number < 0 else pretty(number)
