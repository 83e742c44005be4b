"""A file of the shape of MRBench, written for the tests of the judge."""

import json
from pathlib import Path

from tests.eval.mrbench import LABELS


def annotation(is_good: bool, place: int) -> dict[str, str]:
    """Return the labels of a good or a bad reply as the file writes them, with its two spellings."""
    graded = "Yes" if is_good else ("No", "To some extent")[place % 2]
    revealed = "No" if is_good else f"Yes ({('and', 'but')[place % 2]} the answer is {('', 'in')[place % 2]}correct)"
    names = [name for name in LABELS if name not in ("Revealing_of_the_Answer", "Tutor_Tone", "Humanlikeness")]
    return {
        **dict.fromkeys(names, graded),
        "humanlikeness": graded,
        "Revealing_of_the_Answer": revealed,
        "Tutor_Tone": "Encouraging" if is_good else "Neutral",
    }


def lines(labels: dict[str, str]) -> str:
    """Return labels as a judge writes them."""
    return "\n".join(f"{name}: {label}" for name, label in labels.items())


def write_labels(path: Path, conversations: int) -> Path:
    """Write so many conversations, each with a good and a bad reply."""
    entries = [
        {
            "conversation_id": str(place),
            "conversation_history": f"Tutor: What is {place} + 1?\nStudent: {place}",
            "Data": "made",
            "anno_llm_responses": {
                name: {"response": f"{name} {place}", "annotation": annotation(name == "good", place)}
                for name in ("good", "bad")
            },
        }
        for place in range(conversations)
    ]
    path.write_text(json.dumps(entries), "utf-8")
    return path
