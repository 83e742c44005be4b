"""The built-in loan model: boosted trees, scored and explained in plain Python."""

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
        feature: The feature that a node compares; -1 is a leaf.
        threshold: Values up to this one go left.
        left: The node to the left.
        right: The node to the right.
        value: The average score of the customers at the node.
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
        base: The start of the sum.
        trees: The trees whose values are added.
        auc: The area under the ROC curve on the customers that it was not trained on.
    """

    base: float
    trees: tuple[Tree, ...]
    auc: float

    def score(self, vector: Sequence[float]) -> float:
        """Return the probability that the customer accepts, from 0 to 1."""
        return self.explain(vector)[0]

    def explain(self, vector: Sequence[float]) -> tuple[float, dict[str, float]]:
        """Return the score, and by how much each fact moved it, as logarithms of odds.

        Each comparison on the way down a tree changes the average score; the change counts for the fact compared.
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
    """Return the model that `make train-loan` has written."""
    stored = json.loads(PATH.read_text("utf-8"))
    if stored["features"] != list(NAMES):
        raise ValueError("The loan model was trained on other features; run `make train-loan`.")
    return LoanModel(stored["base"], tuple(Tree(*map(tuple, tree)) for tree in stored["trees"]), stored["auc"])
