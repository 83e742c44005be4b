"""How far a judge agrees with people, kept beside the accepted reports: a judge is believed by this file alone."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.eval import accepted
from tests.eval.mrbench import LABELS, LabelledReply

UNREAD = "unread"
"""The label where the judge gave none; it agrees with nobody."""
MIN_KAPPA = 0.6
"""From here on agreement is called substantial (Landis and Koch, 1977), and the judge is believed."""
MIN_REPLIES = 100
"""Agreement on fewer replies is chance."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a judge agrees with people in one dimension.

    Args:
        replies: On how many labelled replies.
        accuracy: The share of the same labels.
        kappa: Cohen's kappa, the agreement beyond chance.
        unread: Of how many replies the judge gave no label that can be read.
    """

    replies: int
    accuracy: float
    kappa: float
    unread: int

    @property
    def is_believed(self) -> bool:
        """Whether the judge is believed in this dimension."""
        return self.replies >= MIN_REPLIES and self.kappa >= MIN_KAPPA

    @property
    def doubt(self) -> str:
        """Why the judge is not believed; empty where it is."""
        if self.is_believed:
            return ""
        if self.replies < MIN_REPLIES:
            return f"measured on {self.replies} replies, which are fewer than {MIN_REPLIES}"
        return f"its agreement with people is κ {self.kappa:.2f}, below {MIN_KAPPA:g}"


def accuracy(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the share of pairs that are the same."""
    return sum(one == other for one, other in pairs) / len(pairs)


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Return Cohen's kappa: the agreement beyond what chance gives two judges with these frequencies."""
    first, second = (Counter(side) for side in zip(*pairs, strict=True))
    chance = sum(first[label] * second[label] for label in first) / len(pairs) ** 2
    return 0.0 if chance == 1 else (accuracy(pairs) - chance) / (1 - chance)


def compare(replies: Sequence[LabelledReply], judged: Sequence[Mapping[str, str]]) -> dict[str, Agreement]:
    """Return the agreement in each dimension that people gave a label."""
    found = {}
    for name in LABELS:
        pairs = [
            (one.labels[name], said[name]) for one, said in zip(replies, judged, strict=True) if name in one.labels
        ]
        if pairs:
            unread = sum(said == UNREAD for _, said in pairs)
            found[name] = Agreement(len(pairs), round(accuracy(pairs), 4), round(kappa(pairs), 4), unread)
    return found


def table(agreements: Mapping[str, Agreement]) -> str:
    """Return the agreement in each dimension, and whether the judge is believed there."""
    lines = [f"{'':26}{'replies':>8}{'accuracy':>10}{'kappa':>8}{'unread':>8}"]
    for name, one in agreements.items():
        believed = "believed" if one.is_believed else "not believed"
        lines.append(f"{name:26}{one.replies:8}{one.accuracy:10.2f}{one.kappa:8.2f}{one.unread:8}  {believed}")
    return "\n".join(lines)


def write(
    model: str, prompt: str, labels: str, agreements: Mapping[str, Agreement], folder: Path | None = None
) -> Path:
    """Keep what was measured of a judge.

    Args:
        model: The id of the judge.
        prompt: What tells its prompt from another.
        labels: The name of the file with people's labels.
        agreements: What was measured.
        folder: Where to; None for the place of accepted reports.
    """
    file = _file_of(model, folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    report = {
        "judge": model, "date": f"{datetime.now(UTC):%Y-%m-%d}", "labels": labels, "prompt": prompt,
        "agreement": {name: asdict(one) for name, one in agreements.items()},
    }  # fmt: skip
    accepted.write_whole(file, json.dumps(report, indent=1) + "\n")
    return file


def read(model: str, prompt: str, folder: Path | None = None) -> dict[str, Agreement]:
    """Return what was measured of a judge with this prompt; empty where nothing was, or the file cannot be read."""
    try:
        report = json.loads(_file_of(model, folder).read_text("utf-8"))
        if (report["judge"], report["prompt"]) != (model, prompt):
            return {}
        return {name: Agreement(**report["agreement"][name]) for name in LABELS if name in report["agreement"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _file_of(model: str, folder: Path | None) -> Path:
    return accepted.file_of(model, (folder or accepted.FOLDER) / "judges")
