"""Answers about choices and orders, which are also counted one by one where they are few."""

import math
from collections import Counter
from itertools import combinations, permutations

from agents.mathematics.expressions.parser import AlgebraError, Node
from agents.mathematics.givens import Givens
from agents.mathematics.result import Result, confirm
from agents.mathematics.values import whole

_FEW = 50_000
_MOST = 400
_COUNTED = "by counting all cases"


def choose(givens: Givens, few: Node, many: Node) -> Result:
    """Answer with the number of ways to choose."""
    k, n = _numbers(givens, few, many)
    ways = math.comb(n, k)
    if ways <= _FEW:
        confirm(sum(1 for _ in combinations(range(n), k)) == ways, "choose")
        return Result(str(ways), _COUNTED)
    confirm(math.perm(n, k) == ways * math.factorial(k), "choose")
    return Result(str(ways), "by the number of orders")


def permute(givens: Givens, few: Node, many: Node) -> Result:
    """Answer with the number of orders in which some of several things can be taken."""
    k, n = _numbers(givens, few, many)
    ways = math.perm(n, k)
    if ways <= _FEW:
        confirm(sum(1 for _ in permutations(range(n), k)) == ways, "permute")
        return Result(str(ways), _COUNTED)
    confirm(ways == math.comb(n, k) * math.factorial(k), "permute")
    return Result(str(ways), "by the number of choices")


def arrange(givens: Givens, count: Node) -> Result:
    """Answer with the number of orders of several things."""
    return permute(givens, count, count)


def arrange_word(givens: Givens, word: str) -> Result:
    """Answer with the number of different orders of the letters of a word."""
    del givens
    letters = Counter(word.lower())
    if not word.isalpha() or len(word) > 20:
        raise AlgebraError("Write the word with letters only.")
    ways = math.factorial(len(word)) // math.prod(map(math.factorial, letters.values()))
    placed, left = 1, len(word)
    for times in letters.values():  # the second way: places for each letter in turn
        placed, left = placed * math.comb(left, times), left - times
    confirm(placed == ways, "arrange_word")
    return Result(str(ways), "by choosing places for each letter")


def _numbers(givens: Givens, few: Node, many: Node) -> tuple[int, int]:
    k, n = whole(givens.build(few), givens.build(many))
    if not 0 <= k <= n <= _MOST:
        raise AlgebraError(f"Choose from 0 up to all of at most {_MOST} things.")
    return k, n
