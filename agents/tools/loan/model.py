"""The built-in loan model: boosted trees, scored in plain Python, with what moved the score."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from agents.tools.loan.features import GROUPS, NAMES

PATH = Path(__file__).with_name("model.json")


@dataclass(frozen=True, slots=True)
class Tree:
    """A decision tree as parallel lists, one entry a node; the root is the first.

    Args:
        feature: The feature a node asks for; -1 is a leaf.
        threshold: At most this goes left.
        left: The node to the left.
        right: The node to the right.
        value: What the customers at the node score on average.
    """

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class LoanModel:
    """Boosted trees; their sum is the logarithm of the odds.

    Args:
        base: Where the sum begins.
        trees: What is added.
        auc: How well it did on the customers it was not trained on.
    """

    base: float
    trees: tuple[Tree, ...]
    auc: float

    def score(self, vector: Sequence[float]) -> float:
        """Return how probable it is, from 0 to 1, that the customer accepts."""
        return self.explain(vector)[0]

    def explain(self, vector: Sequence[float]) -> tuple[float, dict[str, float]]:
        """Return the score, and by how much each fact moved it, as logarithms of odds.

        On the way down a tree, each question moves the average of those who remain; that move is the fact's.
        """
        total = self.base
        moves = dict.fromkeys(GROUPS, 0.0)
        for tree in self.trees:
            node = 0
            total += tree.value[0]
            while (feature := tree.feature[node]) >= 0:
                below = (tree.left if vector[feature] <= tree.threshold[node] else tree.right)[node]
                moves[GROUPS[feature]] += tree.value[below] - tree.value[node]
                node = below
            total += tree.value[node] - tree.value[0]
        return 1 / (1 + math.exp(-total)), moves


@cache
def built_in() -> LoanModel:
    """Return the model that `make train-loan` made."""
    stored = json.loads(PATH.read_text("utf-8"))
    if stored["features"] != list(NAMES):
        raise ValueError("The loan model was trained on other features; run `make train-loan`.")
    return LoanModel(stored["base"], tuple(Tree(*map(tuple, tree)) for tree in stored["trees"]), stored["auc"])
