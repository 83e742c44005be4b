"""Answers about dice, coins and choices, which are also counted one by one where they are few."""

import math
from fractions import Fraction
from itertools import combinations, product

from agents.mathematics.givens import Givens
from agents.mathematics.parser import AlgebraError, Node
from agents.mathematics.problem import CARDINALS
from agents.mathematics.result import Result, confirm
from agents.mathematics.values import whole

_MAX_DICE = 5
_MAX_COINS = 12
_FEW = 100_000
_COUNTED = "by counting all cases"


def dice_sum(givens: Givens, total: Node, count: str | Node) -> Result:
    """Answer with the probability of a sum of several dice."""
    wanted, dice = _whole(givens, total), _whole(givens, count)
    if not 1 <= dice <= _MAX_DICE:
        raise AlgebraError(f"From 1 to {_MAX_DICE} dice can be rolled.")
    favourable = sum(sum(roll) == wanted for roll in product(range(1, 7), repeat=dice))
    ways = [1]
    for _ in range(dice):  # the second way: the powers of x + x² + … + x⁶
        ways = [
            sum(ways[total - face] for face in range(1, 7) if 0 <= total - face < len(ways))
            for total in range(len(ways) + 6)
        ]
    confirm((ways[wanted] if 0 <= wanted < len(ways) else 0) == favourable, "dice_sum")
    return Result(_shown(Fraction(favourable, 6**dice)), _COUNTED, (f"{favourable} of {6**dice} rolls have this sum.",))


def dice_face(givens: Givens, face: Node) -> Result:
    """Answer with the probability of a face of one die."""
    wanted = _whole(givens, face)
    chance = Fraction(sum(one == wanted for one in range(1, 7)), 6)
    confirm(chance == (Fraction(1, 6) if 1 <= wanted <= 6 else 0), "dice_face")
    return Result(_shown(chance), _COUNTED)


def coins(givens: Givens, wanted: str | Node, count: str | Node) -> Result:
    """Answer with the probability of exactly so many heads, or tails, of so many coins."""
    heads, flips = _whole(givens, wanted), _whole(givens, count)
    if not 1 <= flips <= _MAX_COINS:
        raise AlgebraError(f"From 1 to {_MAX_COINS} coins can be flipped.")
    favourable = math.comb(flips, heads) if heads >= 0 else 0
    confirm(sum(sum(toss) == heads for toss in product((0, 1), repeat=flips)) == favourable, "coins")
    return Result(_shown(Fraction(favourable, 2**flips)), _COUNTED, (f"{favourable} of {2**flips} orders fit.",))


def choose(givens: Givens, few: Node, many: Node) -> Result:
    """Answer with the number of ways to choose."""
    k, n = _whole(givens, few), _whole(givens, many)
    if not 0 <= k <= n <= 400:
        raise AlgebraError("Choose from 0 up to all of at most 400 things.")
    ways = math.comb(n, k)
    if ways <= _FEW:
        confirm(sum(1 for _ in combinations(range(n), k)) == ways, "choose")
        return Result(str(ways), _COUNTED)
    confirm(math.perm(n, k) == ways * math.factorial(k), "choose")
    return Result(str(ways), "by the number of orders")


def _whole(givens: Givens, number: str | Node) -> int:
    if isinstance(number, str):
        if number not in CARDINALS:
            raise AlgebraError("Say how many.")
        return CARDINALS.index(number)
    (value,) = whole(givens.build(number))
    return value


def _shown(chance: Fraction) -> str:
    text = str(chance)
    return text if chance.denominator == 1 else f"{text} ≈ {float(chance):.4g}"
