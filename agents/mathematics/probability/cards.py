"""Answers about cards drawn from a deck of 52, which are also counted one by one."""

import math
import re
from fractions import Fraction
from itertools import product

from agents.mathematics.expressions.parser import AlgebraError
from agents.mathematics.givens import Givens
from agents.mathematics.probability.chance import shown
from agents.mathematics.problem import CARDINALS
from agents.mathematics.questions.stories import singular
from agents.mathematics.result import Result, confirm

_RANKS = ("ace", "2", "3", "4", "5", "6", "7", "8", "9", "10", "jack", "queen", "king")
_SUITS = {"heart": "red", "diamond": "red", "club": "black", "spade": "black"}
_FACES = ("jack", "queen", "king")
_DECK = list(product(_RANKS, _SUITS))


def draw_card(givens: Givens, kind: str, count: Fraction | None = None) -> Result:
    """Answer with the probability that a card is of a kind, or so many cards of which none is put back.

    Args:
        givens: Nothing.
        kind: The card, in English: `red king`, `heart`, `ace of spades`.
        count: How many are drawn, which all are of this kind; None is one.
    """
    del givens
    colours, ranks, suits = _described(kind)
    fitting = sum(rank in ranks and suit in suits and _SUITS[suit] in colours for rank, suit in _DECK)
    confirm(len(ranks) * sum(_SUITS[suit] in colours for suit in suits) == fitting, "draw_card")
    many = 1 if count is None else int(count)
    if not 1 <= many <= 5 or (count is not None and count != many):
        raise AlgebraError("From one to five cards can be drawn.")
    chance = Fraction(math.comb(fitting, many), math.comb(len(_DECK), many))
    in_turn = Fraction(1)
    for drawn in range(many):
        in_turn *= Fraction(max(fitting - drawn, 0), len(_DECK) - drawn)
    confirm(in_turn == chance, "draw_card")
    return Result(shown(chance), "by counting the cards", (f"{fitting} of {len(_DECK)} cards are of this kind.",))


def _described(kind: str) -> tuple[set[str], set[str], set[str]]:
    """Return the colours, ranks and suits that a description allows."""
    words = [singular(word) for word in re.findall(r"[a-z]+|\d+", kind)]
    colours, ranks, suits = set(_SUITS.values()), set(_RANKS), set(_SUITS)
    for word in words:
        number = str(CARDINALS.index(word)) if word in CARDINALS else word
        if word in colours:
            colours = {word}
        elif word in _SUITS:
            suits = {word}
        elif number in _RANKS:
            ranks = {number}
        elif word == "face":
            ranks = set(_FACES)
        elif word not in ("card", "of"):
            raise AlgebraError(f"The card “{kind}” is not known.")
    return colours, ranks, suits
