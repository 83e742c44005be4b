"""Writes the embedded model's accepted scores into the documents, between two marks; nobody types them."""

import re
from pathlib import Path
from typing import Any

from agents.models.factory import EMBEDDED
from tests.eval import accepted
from tests.eval.measures import LOWER_IS_BETTER, POINTS
from tests.eval.pedagogy import NOT_JUDGED, SCORES

ROOT = Path(__file__).parents[2]
BEGIN, END = "<!-- scores: make eval writes them -->", "<!-- end of scores -->"
README_SCORES = (
    ("routing: macro-F1", "questions reach who should answer them with a macro-F1 of {}"),
    ("truth: stated wrong", "{} of computed answers are stated wrong"),
    ("study: leak rate", "{} of replies in Study give the answer away too early"),
)


def quality(before: dict[str, Any]) -> str:
    """Return the table of docs/quality.md."""
    if not before:
        return "Not measured yet: no report is accepted."
    head = (
        f"Measured on {before['date']} with `{before['command']}`: {before['cases']} cases on the model "
        f"`{before['model']}`, in {before['minutes']:g} minutes."
    )
    rows = [
        f"| {name}{' (lower is better)' if name in LOWER_IS_BETTER else ''} | {_number(name, value)} |"
        for name, value in before["scores"].items()
    ]
    rows += [f"| {name} | {NOT_JUDGED} |" for name in SCORES.values() if name not in before["scores"]]
    return "\n".join([head, "", "| score | embedded model |", "|---|---:|", *rows])


def readme(before: dict[str, Any]) -> str:
    """Return the three scores of the README."""
    scores = before.get("scores", {})
    told = [text.format(_number(name, scores[name])) for name, text in README_SCORES if name in scores]
    if not told:
        return "Not measured yet: [how to](docs/quality.md)."
    head = f"How well the embedded model teaches, measured on {before['date']}"
    return f"{head}: {'; '.join(told)}. [All scores](docs/quality.md)."


def _number(name: str, value: float) -> str:
    return f"{value:.2f}" if name in (*POINTS, "routing: macro-F1", "study: turns to the answer") else f"{value:.1%}"


def with_scores(text: str, scores: str) -> str:
    """Return a document with these scores between its marks."""
    return re.sub(f"{BEGIN}.*?{END}", lambda _: f"{BEGIN}\n{scores}\n{END}", text, flags=re.DOTALL)


def documents() -> dict[Path, str]:
    """Return both documents as they should be."""
    before = accepted.read(EMBEDDED)
    made = {"docs/quality.md": quality(before), "README.md": readme(before)}
    return {ROOT / name: with_scores((ROOT / name).read_text("utf-8"), scores) for name, scores in made.items()}


def write_all() -> None:
    """Write both documents."""
    for path, text in documents().items():
        path.write_text(text, "utf-8")
