"""Reads what people said of tutors' replies from a copy of MRBench, which is no part of this repository.

MRBench (kaushal0494/UnifyingAITutorEvaluation) is under CC BY-SA 4.0. Its first two editions have eight dimensions, the
third, of the shared task at BEA 2025, has four; its test set has no labels.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agents.errors import UserFacingError

GRADED = ("Yes", "To some extent", "No")
LABELS: dict[str, tuple[str, ...]] = {
    "Mistake_Identification": GRADED,
    "Mistake_Location": GRADED,
    "Revealing_of_the_Answer": ("Yes", "No"),
    "Providing_Guidance": GRADED,
    "Actionability": GRADED,
    "Coherence": GRADED,
    "Tutor_Tone": ("Encouraging", "Neutral", "Offensive"),
    "Humanlikeness": GRADED,
}
"""The dimensions and the labels of each, from the best to the worst."""
_REPLIES = ("anno_llm_responses", "tutor_responses")  # the key in the first two editions, and in the third


@dataclass(frozen=True, slots=True)
class LabelledReply:
    """A reply of a tutor, and what people said of it.

    Args:
        conversation: What was said before.
        reply: The reply.
        labels: The label of each dimension that people gave one.
    """

    conversation: str
    reply: str
    labels: Mapping[str, str]


def read_labels(path: Path) -> list[LabelledReply]:
    """Return the labelled replies of a file.

    Raises:
        UserFacingError: It is no file of this shape, or nobody has labelled its replies.
    """
    try:
        replies = [
            LabelledReply(str(entry["conversation_history"]), str(given["response"]), _labels(given))
            for entry in json.loads(path.read_text("utf-8"))
            for given in entry[next(key for key in _REPLIES if key in entry)].values()
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, StopIteration, RecursionError) as error:
        raise UserFacingError(f"{path.name} cannot be read as labels of MRBench: {type(error).__name__}.") from error
    labelled = [one for one in replies if one.labels]
    if not labelled:
        raise UserFacingError(f"{path.name} cannot be read as labels of MRBench: it has no labelled replies.")
    return labelled


def _labels(given: Mapping[str, Any]) -> dict[str, str]:
    read = (read_label(name, str(label)) for name, label in given.get("annotation", {}).items())
    return {name: label for name, label in read if label}


def read_label(name: str, given: str) -> tuple[str, str]:
    """Return a dimension and its label as they are written here; files differ in capitals and in what follows.

    The label is empty where the dimension has no such label.
    """
    for known, labels in LABELS.items():
        if known.lower() == name.strip().strip("*-• ").lower().replace(" ", "_").replace("-", "_"):
            plain = given.strip().strip("*.\"'“” ").lower()
            return known, next((label for label in labels if re.match(rf"{label.lower()}\b", plain)), "")
    return name, ""
