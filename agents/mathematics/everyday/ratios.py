"""Answers about ratios: an amount in parts, a ratio in lowest terms, and one part where another is known."""

import math
from fractions import Fraction

from agents.mathematics.expressions.parser import AlgebraError
from agents.mathematics.expressions.printing import digits
from agents.mathematics.givens import Givens
from agents.mathematics.questions.stories import singular
from agents.mathematics.result import Result, confirm

_ALL = {
    "students", "people", "children", "pupils", "members", "animals", "players", "balls", "marbles", "counters",
    "sweets", "beads", "fruits", "workers", "employees", "passengers", "coins", "flowers", "books",
}  # fmt: skip


def split_in_ratio(givens: Givens, total: Fraction, *terms: Fraction | None) -> Result:
    """Answer with the parts of an amount that is shared in a ratio."""
    del givens
    known = _terms(terms)
    one = total / sum(known)
    parts = [term * one for term in known]
    confirm(sum(parts) == total, "split_in_ratio")
    confirm(all(parts[0] * term == part * known[0] for part, term in zip(parts, known, strict=True)), "split_in_ratio")
    shares = " + ".join(map(digits, known))
    steps = (
        f"There are {shares} = {digits(sum(known, Fraction(0)))} parts.",
        f"One part is {digits(total)} / {digits(sum(known, Fraction(0)))} = {digits(one)}.",
    )
    shown = ", ".join(map(digits, parts[:-1]))
    return Result(f"{shown} and {digits(parts[-1])}", "by adding up the parts", steps)


def simplify_ratio(givens: Givens, *terms: Fraction | None) -> Result:
    """Answer with a ratio in lowest terms."""
    del givens
    known = _terms(terms)
    scale = math.lcm(*(term.denominator for term in known))
    wholes = [int(term * scale) for term in known]
    divisor = math.gcd(*wholes)
    lowest = [one // divisor for one in wholes]
    confirm(all(low * known[0] == lowest[0] * term for low, term in zip(lowest, known, strict=True)), "simplify_ratio")
    confirm(math.gcd(*lowest) == 1, "simplify_ratio")
    steps = (f"Divide each by {divisor}.",) if scale == 1 else (f"Multiply each by {scale}, and divide by {divisor}.",)
    return Result(":".join(map(str, lowest)), "by multiplying crosswise", steps)


def part_of_ratio(
    givens: Givens, first: str, second: str, a: Fraction, b: Fraction, count: Fraction, counted: str, asked: str
) -> Result:
    """Answer how many of a thing there are, where a ratio is known and how many there are of another, or of all."""
    del givens
    terms = dict(zip((singular(first), singular(second)), _terms((a, b)), strict=True))
    if len(terms) < 2:
        raise AlgebraError("A ratio is of two different things.")
    if singular(counted) in terms:
        known = terms[singular(counted)]
    elif counted in _ALL:
        known = a + b
    else:
        raise AlgebraError(f"Nothing says what {counted} have to do with the ratio.")
    wanted = terms.get(singular(asked)) or (a + b if asked in _ALL else None)
    if wanted is None:
        raise AlgebraError(f"Nothing says what {asked} have to do with the ratio.")
    one = count / known
    result = wanted * one
    if one.denominator != 1:
        raise AlgebraError("The numbers do not fit the ratio; look at them again.")
    confirm(result * known == count * wanted, "part_of_ratio")
    step = f"One part is {digits(count)} / {digits(known)} = {digits(one)}."
    return Result(f"{digits(result)} {asked}", "by multiplying crosswise", (step,))


def _terms(terms: tuple[Fraction | None, ...]) -> list[Fraction]:
    known = [term for term in terms if term is not None]
    if not all(term > 0 for term in known):
        raise AlgebraError("The parts of a ratio are greater than zero.")
    return known
