"""Splits a step that is larger than DynamoDB's 400 KB into parts, and joins it again."""

import itertools
import json
import uuid
from dataclasses import dataclass
from typing import Any

from chat.history.step import StepRecord, load_step, searchable_text
from chat.history.store import StoreError

Item = dict[str, Any]

MAX_BYTES = 300_000  # of record and text in one item; with its other attributes it stays well below 400 KB
# A character takes at most four bytes: 40,000 of each are 320 KB.
_RECORD_CHARACTERS, _TEXT_CHARACTERS = 40_000, 40_000  # of one part
_OVERLAP_CHARACTERS = 300  # of text that two parts share, so that a search finds a match across their border


@dataclass(frozen=True, slots=True)
class SplitStep:
    """A step in pieces that fit into items.

    Attributes:
        version: A unique name of these parts; empty if the step fits into its own item.
        pieces: The attributes `record` and `text` of each part, or of the step's own item.
    """

    version: str
    pieces: list[Item]


def split_step(step: StepRecord) -> SplitStep:
    """Split a step into pieces that fit into items."""
    record, text = _to_json(step), searchable_text(step)
    if len(record.encode()) + len(text.encode()) <= MAX_BYTES:
        return SplitStep("", [{"record": record, "text": text}])
    records = [record[at : at + _RECORD_CHARACTERS] for at in range(0, len(record), _RECORD_CHARACTERS)]
    stride = _TEXT_CHARACTERS - _OVERLAP_CHARACTERS
    texts = [text[at : at + _TEXT_CHARACTERS] for at in range(0, max(1, len(text) - _OVERLAP_CHARACTERS), stride)]
    pieces = [{"record": r, "text": t} for r, t in itertools.zip_longest(records, texts, fillvalue="")]
    return SplitStep(uuid.uuid4().hex, pieces)


def join_step(head: Item, parts: dict[str, Item]) -> StepRecord:
    """Join the pieces of a step.

    Args:
        head: The step's own item.
        parts: The items that were read, by their sort keys. Parts that an interrupted write left are ignored.

    Raises:
        StoreError: A part is missing.
    """
    record = head["record"]
    if head.get("parts"):
        try:
            names = (part_item(head["item"], head["version"], n) for n in range(int(head["parts"])))
            record = "".join(parts[name]["record"] for name in names)
        except KeyError:
            raise StoreError("a part of a step is missing") from None
    step = load_step(record)
    if "feedback" in head:
        step["feedback"] = {"value": int(head["feedback"]), "comment": head.get("comment")}
    return step


def part_item(step_item: str, version: str, number: int) -> str:
    """Return the sort key of a part."""
    return f"{step_item}{version}#{number}"


def _to_json(step: StepRecord) -> str:
    record = json.dumps(step, ensure_ascii=False)
    try:
        record.encode()
    except UnicodeEncodeError:  # half a surrogate pair is escaped
        record = json.dumps(step)
    return record
