"""Answers about rates: speed, work that is done together, and which of two offers is cheaper."""

from fractions import Fraction

from agents.mathematics.everyday.measures import spell
from agents.mathematics.everyday.units import factor_between
from agents.mathematics.expressions.parser import AlgebraError
from agents.mathematics.expressions.printing import digits
from agents.mathematics.givens import Givens
from agents.mathematics.questions.stories import singular
from agents.mathematics.result import Result, confirm

_SHORT = {
    "hour": "h", "hora": "h", "stunde": "h", "stunden": "h", "h": "h", "minute": "min", "minuto": "min",
    "minuten": "min", "min": "min", "second": "s", "segundo": "s", "sekunden": "s", "s": "s",
}  # fmt: skip
_BY_MULTIPLYING = "by multiplying back"


def average_speed(givens: Givens, distance: Fraction, unit: str, time: Fraction, time_unit: str) -> Result:
    """Answer with the distance in one unit of time."""
    del givens
    speed = _divided(distance, time)
    confirm(speed * time == distance, "average_speed")
    one = singular(time_unit)
    per = f"{unit} per {one}" if unit.endswith(("s", "feet")) and one in ("hour", "minute", "second") else None
    answer = f"{digits(speed)} {per or f'{unit}/{_SHORT.get(one, one) if unit.isascii() else one}'}"
    return Result(answer, _BY_MULTIPLYING, (f"Divide the distance by the time: {digits(distance)} / {digits(time)}.",))


def same_rate(givens: Givens, first: Fraction, unit: str, amount: Fraction, thing: str, second: Fraction) -> Result:
    """Answer how much there is after another time, at the same rate."""
    del givens, unit
    one = _divided(amount, first)
    result = one * second
    confirm(result * first == amount * second, "same_rate")
    steps = (f"In one it is {digits(amount)} / {digits(first)} = {digits(one)}.", f"Multiply by {digits(second)}.")
    return Result(spell(result, thing), "by the rule of three", steps)


def travel_time(givens: Givens, distance: Fraction, unit: str, speed: Fraction, per: str) -> Result:
    """Answer how long a way takes at a speed."""
    del givens
    target = per.replace(" per ", "/").replace(" por ", "/").replace(" pro ", "/")
    length, _, time = target.partition("/")
    scaled = Fraction(str(factor_between(unit, length))) * distance
    result = _divided(scaled, speed)
    confirm(result * speed == scaled, "travel_time")
    name = {"h": "hours", "hr": "hours", "s": "seconds", "min": "minutes"}.get(time, f"{singular(time)}s")
    steps = (f"Divide the distance by the speed: {digits(scaled)} / {digits(speed)}.",)
    return Result(spell(result, name), _BY_MULTIPLYING, steps)


def work_together(givens: Givens, first: Fraction, second: Fraction, unit: str) -> Result:
    """Answer how long two take together for what each does alone in a known time."""
    del givens
    result = _divided(Fraction(1), _divided(Fraction(1), first) + _divided(Fraction(1), second))
    confirm(result / first + result / second == 1, "work_together")
    steps = (
        f"In one {singular(unit)} the first does 1/{digits(first)} of it, and the second 1/{digits(second)}.",
        f"Together they do {digits(1 / result)} of it.",
    )
    return Result(spell(result, unit), "by adding up what each does in that time", steps)


def better_buy(givens: Givens, few: Fraction, cost: Fraction, many: Fraction, other: Fraction) -> Result:
    """Answer which of two offers has the lower price of one."""
    del givens
    first, second = _divided(cost, few), _divided(other, many)
    confirm((first < second) == (cost * many < other * few), "better_buy")
    steps = (f"One costs {digits(first)} in the first, and {digits(second)} in the second.",)
    if first == second:
        return Result("both cost the same", "by comparing the prices of as many", steps)
    count, price = (few, cost) if first < second else (many, other)
    return Result(f"{digits(count)} for {digits(price)}", "by comparing the prices of as many", steps)


def _divided(dividend: Fraction, divisor: Fraction) -> Fraction:
    if divisor == 0:
        raise AlgebraError("Nothing happens in no time; look at the numbers again.")
    return dividend / divisor
