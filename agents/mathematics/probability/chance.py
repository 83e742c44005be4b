"""Answers about dice, coins and coloured balls, which are also counted one by one where they are few."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import permutations, product
from typing import Any

from agents.mathematics.expressions.parser import AlgebraError, Node
from agents.mathematics.givens import Givens
from agents.mathematics.problem import CARDINALS
from agents.mathematics.result import Result, confirm
from agents.mathematics.values import whole

_MAX_DICE = 5
_MAX_COINS = 12
_MAX_IN_BAG = 200
_COUNTED = "by counting all cases"
_BOUNDS: dict[str, Callable[[int], Callable[[int], bool]]] = {
    "exactly": lambda wanted: wanted.__eq__,
    "at least": lambda wanted: wanted.__le__,
    "at most": lambda wanted: wanted.__ge__,
}


def dice_sum(givens: Givens, *parts: str | Node) -> Result:
    """Answer with the probability that several dice show exactly, at least or at most a sum."""
    *bound, total, count = parts
    wanted, dice = _whole(givens, total), _whole(givens, count)
    if not 1 <= dice <= _MAX_DICE:
        raise AlgebraError(f"From 1 to {_MAX_DICE} dice can be rolled.")
    fits = _BOUNDS[" ".join(map(str, bound)) or "exactly"](wanted)
    favourable = sum(bool(fits(sum(roll))) for roll in product(range(1, 7), repeat=dice))
    ways = [1]
    for _ in range(dice):  # the second way: the powers of x + x² + … + x⁶
        ways = [
            sum(ways[total - face] for face in range(1, 7) if 0 <= total - face < len(ways))
            for total in range(len(ways) + 6)
        ]
    confirm(sum(many for total, many in enumerate(ways) if fits(total)) == favourable, "dice_sum")
    return Result(shown(Fraction(favourable, 6**dice)), _COUNTED, (f"{favourable} of {6**dice} rolls have this sum.",))


def dice_face(givens: Givens, face: Sequence[str | Node]) -> Result:
    """Answer with the probability of a face of one die, or of a kind of faces."""
    fits, expected = _faces(givens, face)
    fitting = sum(map(fits, range(1, 7)))
    confirm(fitting == expected, "dice_face")
    return Result(shown(Fraction(fitting, 6)), _COUNTED, (f"{fitting} of 6 faces fit.",))


def dice_other(givens: Givens, face: Sequence[str | Node]) -> Result:
    """Answer with the probability that one die shows anything but a face, or a kind of faces."""
    fits, expected = _faces(givens, face)
    others = sum(not fits(one) for one in range(1, 7))
    confirm(others == 6 - expected, "dice_other")
    return Result(shown(Fraction(others, 6)), _COUNTED, (f"{others} of 6 faces do not fit.",))


def _faces(givens: Givens, face: Sequence[str | Node]) -> tuple[Callable[[int], bool], int]:
    """Return whether a face fits, and how many of the six do, which is known without counting."""
    match face:
        case ["even", _]:
            return (lambda one: one % 2 == 0), 3
        case ["odd", _]:
            return (lambda one: one % 2 == 1), 3
        case ["prime", _]:
            return (lambda one: sum(one % divisor == 0 for divisor in range(1, one + 1)) == 2), 3
        case ["number", "greater", _, node]:
            bound = _whole(givens, node)
            return bound.__lt__, max(0, min(6, 6 - bound))
        case ["number", "less", _, node]:
            bound = _whole(givens, node)
            return bound.__gt__, max(0, min(6, bound - 1))
        case _:
            wanted = _whole(givens, face[-1])
            return wanted.__eq__, int(1 <= wanted <= 6)


def coins(givens: Givens, *parts: str | Node | tuple[str, ...]) -> Result:
    """Answer with the probability of exactly, at least or at most so many heads, or tails, of so many coins."""
    *bound, wanted, count = parts
    heads, flips = _whole(givens, wanted), _whole(givens, count)
    if not 1 <= flips <= _MAX_COINS:
        raise AlgebraError(f"From 1 to {_MAX_COINS} coins can be flipped.")
    fits = _BOUNDS[" ".join(map(str, bound)) or "exactly"](heads)
    favourable = sum(math.comb(flips, number) for number in range(flips + 1) if fits(number))
    confirm(sum(bool(fits(sum(toss))) for toss in product((0, 1), repeat=flips)) == favourable, "coins")
    return Result(shown(Fraction(favourable, 2**flips)), _COUNTED, (f"{favourable} of {2**flips} orders fit.",))


def draw_colour(givens: Givens, colours: Sequence[tuple[Node, str]], wanted: str) -> Result:
    """Answer with the probability of drawing one thing of a colour."""
    counts = _colours(givens, colours)
    bag = [colour for colour, count in counts.items() for _ in range(count)]
    chance = Fraction(counts[wanted], len(bag))
    confirm(Fraction(sum(one == wanted for one in bag), len(bag)) == chance, "draw_colour")
    return Result(shown(chance), _COUNTED, (f"{counts[wanted]} of {len(bag)} are {wanted}.",))


def draw_two(givens: Givens, colours: Sequence[tuple[Node, str]], wanted: str) -> Result:
    """Answer with the probability of drawing two things of a colour, of which none is put back."""
    counts = _colours(givens, colours)
    bag = [colour for colour, count in counts.items() for _ in range(count)]
    if len(bag) < 2:
        raise AlgebraError("Two cannot be drawn from fewer than two.")
    chance = Fraction(counts[wanted], len(bag)) * Fraction(max(counts[wanted] - 1, 0), len(bag) - 1)
    pairs = list(permutations(bag, 2))
    confirm(Fraction(sum(pair == (wanted, wanted) for pair in pairs), len(pairs)) == chance, "draw_two")
    return Result(shown(chance), _COUNTED)


def _colours(givens: Givens, colours: Sequence[tuple[Node, str]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for node, colour in colours:
        counts[colour] += _whole(givens, node)
    if not 1 <= counts.total() <= _MAX_IN_BAG or min(counts.values()) < 0:
        raise AlgebraError(f"From 1 to {_MAX_IN_BAG} things can be drawn from.")
    return counts


def _whole(givens: Givens, number: Any) -> int:
    if isinstance(number, str):
        if number not in CARDINALS:
            raise AlgebraError("Say how many.")
        return CARDINALS.index(number)
    (value,) = whole(givens.build(number))
    return value


def shown(chance: Fraction) -> str:
    """Return a probability as a fraction, with its decimals beside it."""
    text = str(chance)
    return text if chance.denominator == 1 else f"{text} ≈ {float(chance):.4g}"
