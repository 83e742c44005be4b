"""Answers to word problems that are read as a whole: groups, shares, prices, ages, and percentages of a group."""

from fractions import Fraction

from agents.mathematics.everyday.measures import spell
from agents.mathematics.expressions.parser import AlgebraError
from agents.mathematics.expressions.printing import digits
from agents.mathematics.givens import Givens
from agents.mathematics.result import Result, confirm

_MAX_COUNTED = 10_000
_BY_MULTIPLYING = "by multiplying back"


def groups_of(givens: Givens, groups: Fraction, each: Fraction, thing: str) -> Result:
    """Answer how many things there are in groups of the same size."""
    del givens
    _whole(groups, each)
    return Result(spell(_times(groups, each), thing), "by adding up the groups", (_product(groups, each),))


def shared_among(givens: Givens, total: Fraction, groups: Fraction, thing: str) -> Result:
    """Answer how many each gets of what is shared out, or how many groups of a size there are."""
    del givens
    _whole(total, groups)
    if groups == 0 or (total / groups).denominator != 1:
        raise AlgebraError("This cannot be shared equally; nothing says what becomes of the rest.")
    share = total / groups
    confirm(_times(groups, share) == total, "shared_among")
    return Result(spell(share, thing), _BY_MULTIPLYING, (f"{digits(total)} / {digits(groups)} = {digits(share)}.",))


def cost_of(givens: Givens, count: Fraction, price: Fraction) -> Result:
    """Answer what several things of one price cost."""
    del givens
    return Result(digits(_times(count, price)), "by adding up the prices", (_product(count, price),))


def price_of_more(givens: Givens, few: Fraction, cost: Fraction, many: Fraction) -> Result:
    """Answer what so many things cost where the price of some is known."""
    del givens
    if few == 0:
        raise AlgebraError("The price of nothing says nothing; look at the numbers again.")
    result = cost / few * many
    confirm(result * few == cost * many, "price_of_more")
    steps = (f"One costs {digits(cost)} / {digits(few)} = {digits(cost / few)}.", _product(many, cost / few))
    return Result(digits(result), "by multiplying crosswise", steps)


def change_from(givens: Givens, count: Fraction, price: Fraction, paid: Fraction) -> Result:
    """Answer how much comes back of what is paid."""
    del givens
    cost = _times(count, price)
    if cost > paid:
        raise AlgebraError("This costs more than what is paid; look at the numbers again.")
    change = paid - cost
    confirm(cost + change == paid, "change_from")
    steps = (_product(count, price), f"{digits(paid)} − {digits(cost)} = {digits(change)}.")
    return Result(digits(change), "by adding the price again", steps)


def more_by(givens: Givens, amount: Fraction, more: Fraction, thing: str) -> Result:
    """Answer with an amount and so many more."""
    del givens
    total = amount + more
    confirm(total - more == amount, "more_by")
    return Result(
        spell(total, thing), "by taking away again", (f"{digits(amount)} + {digits(more)} = {digits(total)}.",)
    )


def less_by(givens: Givens, amount: Fraction, fewer: Fraction, thing: str) -> Result:
    """Answer with an amount and so many fewer."""
    del givens
    if fewer > amount:
        raise AlgebraError("Nobody can have fewer than none; look at the numbers again.")
    rest = amount - fewer
    confirm(rest + fewer == amount, "less_by")
    return Result(spell(rest, thing), "by adding again", (f"{digits(amount)} − {digits(fewer)} = {digits(rest)}.",))


def percent_of_group(givens: Givens, total: Fraction, percent: Fraction, thing: str) -> Result:
    """Answer how many of a group a percentage is."""
    del givens
    count = total * percent / 100
    if percent > 100 or count.denominator != 1:
        raise AlgebraError("The percentage does not fit the number of the group; look at them again.")
    confirm(count * 100 == _times(total, percent), "percent_of_group")
    return Result(
        spell(count, thing), _BY_MULTIPLYING, (f"{digits(total)} · {digits(percent)}/100 = {digits(count)}.",)
    )


def lower_price(givens: Givens, price: Fraction, percent: Fraction) -> Result:
    """Answer with a price after a discount."""
    del givens
    return _changed(price, -percent)


def raise_price(givens: Givens, price: Fraction, percent: Fraction) -> Result:
    """Answer with a price after a rise."""
    del givens
    return _changed(price, percent)


def _changed(price: Fraction, percent: Fraction) -> Result:
    if percent < -100:
        raise AlgebraError("No more than the whole price can be taken off.")
    part = price * abs(percent) / 100
    result = price + part if percent > 0 else price - part
    confirm(result * 100 == price * (100 + percent), "percentage")
    sign = "+" if percent > 0 else "−"
    steps = (
        f"{digits(abs(percent))} % of {digits(price)} is {digits(part)}.",
        f"{digits(price)} {sign} {digits(part)} = {digits(result)}.",
    )
    return Result(digits(result), "by working back with fractions", steps)


def _times(count: Fraction, each: Fraction) -> Fraction:
    """Return a product, which is added up too where the count is whole and not too large."""
    total = count * each
    if count.denominator == 1 and count <= _MAX_COUNTED:
        confirm(sum((each for _ in range(int(count))), Fraction(0)) == total, "word problem")
    return total


def _product(count: Fraction, each: Fraction) -> str:
    return f"{digits(count)} · {digits(each)} = {digits(count * each)}."


def _whole(*numbers: Fraction) -> None:
    if any(one.denominator != 1 for one in numbers):
        raise AlgebraError("Things that are counted need whole numbers.")
