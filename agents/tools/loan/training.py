"""`make train-loan DATA=bank-additional-full.csv`: trains the built-in loan model and prints its quality.

DATA is the "bank-additional-full" file of the UCI Bank Marketing data set, comma-separated, gzip allowed.
"""

import argparse
import csv
import gzip
import io
import json
import math
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from agents.tools.loan.features import CHOICES, NAMES, QUANTITIES, Vector, encode
from agents.tools.loan.model import PATH, built_in

MIN_AUC = 0.77
_SEED = 2014
_SOURCE = (
    "Trained on the UCI Bank Marketing data set: S. Moro, P. Cortez, P. Rita, A Data-Driven Approach to Predict the "
    "Success of Bank Telemarketing, Decision Support Systems 62 (2014), CC BY 4.0."
)
_COLUMNS = (*(quantity.name for quantity in QUANTITIES), *(choice.name for choice in CHOICES))

Customer = tuple[Vector, int]


def read(path: Path) -> list[Customer]:
    """Return the features of every customer, each with 1 if the customer accepted, else 0."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data).decode("utf-8")
    rows = csv.DictReader(io.StringIO(text))
    numbers = {quantity.name for quantity in QUANTITIES}
    customers = []
    for row in rows:
        fields = {name: int(row[name]) if name in numbers else row[name] for name in _COLUMNS}
        customers.append((encode(fields), int(row["y"] == "yes")))
    return customers


def split(count: int) -> tuple[list[int], list[int]]:
    """Return the rows to train on and the fifth that is held out, the same ones every time."""
    rows = list(range(count))
    random.Random(_SEED).shuffle(rows)  # noqa: S311 - the split must be the same every time
    return rows[count // 5 :], rows[: count // 5]


def auc(scores: Sequence[float], answers: Sequence[int]) -> float:
    """Return the area under the ROC curve: how often one who accepted scores above one who did not.

    A tie counts half.
    """
    order = sorted(range(len(scores)), key=lambda row: scores[row])
    ranks = 0.0
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and scores[order[end]] == scores[order[at]]:
            end += 1
        ranks += sum(answers[row] for row in order[at:end]) * (at + 1 + end) / 2
        at = end
    yes = sum(answers)
    return (ranks - yes * (yes + 1) / 2) / (yes * (len(answers) - yes))


def train(customers: Sequence[Customer]) -> dict[str, Any]:
    """Return the trained model as it is stored."""
    from sklearn.ensemble import GradientBoostingClassifier

    model = GradientBoostingClassifier(
        n_estimators=140, learning_rate=0.08, max_depth=3, min_samples_leaf=60, subsample=0.7, random_state=_SEED
    )
    answers = [answer for _, answer in customers]
    model.fit([vector for vector, _ in customers], answers)
    share = sum(answers) / len(answers)
    trees = [_stored(stage[0].tree_, model.learning_rate) for stage in model.estimators_]
    return {"source": _SOURCE, "features": list(NAMES), "base": round(math.log(share / (1 - share)), 6), "trees": trees}


def _stored(tree: Any, rate: float) -> list[list[float]]:
    """Return a tree as parallel lists; each inner node has the average of its leaves, which explains the score."""
    count = tree.node_count
    values = [0.0] * count
    for node in reversed(range(count)):  # children come after their parents
        left, right = tree.children_left[node], tree.children_right[node]
        if left < 0:
            values[node] = rate * float(tree.value[node][0][0])
        else:
            weights = (float(tree.weighted_n_node_samples[left]), float(tree.weighted_n_node_samples[right]))
            values[node] = (values[left] * weights[0] + values[right] * weights[1]) / sum(weights)
    return [
        [max(int(feature), -1) for feature in tree.feature],
        [round(float(threshold), 2) if feature >= 0 else 0 for feature, threshold in _both(tree)],
        [max(int(node), 0) for node in tree.children_left],
        [max(int(node), 0) for node in tree.children_right],
        [round(value, 5) for value in values],
    ]


def _both(tree: Any) -> list[tuple[int, float]]:
    return list(zip(tree.feature, tree.threshold, strict=True))


def main() -> int:
    """Train the model, store it, and measure it on the held-out customers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--held-out", type=Path, help="also write the held-out fifth here, gzipped")
    options = parser.parse_args()
    customers = read(options.data)
    training, held_out = split(len(customers))
    stored = train([customers[row] for row in training])
    PATH.write_text(json.dumps({**stored, "auc": 0}, separators=(",", ":")), "utf-8")
    built_in.cache_clear()
    found = auc([built_in().score(customers[row][0]) for row in held_out], [customers[row][1] for row in held_out])
    PATH.write_text(json.dumps({**stored, "auc": round(found, 4)}, separators=(",", ":")), "utf-8")
    print(  # noqa: T201
        f"Trained on {len(training):,} customers; AUC on the {len(held_out):,} held out: {found:.4f} "
        f"(wanted: {MIN_AUC}); {PATH.name}: {PATH.stat().st_size / 1024:.0f} KB"
    )
    if options.held_out:
        _write(options.data, held_out, options.held_out)
    return 0 if found >= MIN_AUC else 1


def _write(data: Path, rows: Sequence[int], path: Path) -> None:
    raw = data.read_bytes()
    text = (gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw).decode("utf-8")
    everyone = list(csv.DictReader(io.StringIO(text)))
    out = io.StringIO()
    writer = csv.DictWriter(out, [*_COLUMNS, "y"], extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(everyone[row] for row in sorted(rows))
    path.write_bytes(gzip.compress(out.getvalue().encode(), 9, mtime=0))


if __name__ == "__main__":
    raise SystemExit(main())
