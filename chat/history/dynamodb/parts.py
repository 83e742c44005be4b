"""A step as items: one, or one and its parts when it is larger than DynamoDB's 400 KB."""

import itertools
import json
import uuid
from dataclasses import dataclass
from typing import Any

from chat.history.step import StepRecord, searchable_text
from chat.history.store import StoreError

Item = dict[str, Any]

MAX_BYTES = 300_000  # bytes of record and text in one item, well below 400 KB with all that comes with them
# A character takes at most four bytes: 40,000 of each are 320 KB.
_RECORD, _TEXT = 40_000, 40_000  # characters in one part
_OVERLAP = 300  # characters of text that two parts share, so that a search finds what lies across


@dataclass(frozen=True, slots=True)
class Cut:
    """A step cut to fit.

    Attributes:
        version: Names the parts, which are written before the step that they belong to; empty when there are none.
        pieces: What each part, or the step alone, holds: `record` and `text`.
    """

    version: str
    pieces: list[Item]


def cut(step: StepRecord) -> Cut:
    """Cut a step to fit."""
    record, text = _json(step), searchable_text(step)
    if len(record.encode()) + len(text.encode()) <= MAX_BYTES:
        return Cut("", [{"record": record, "text": text}])
    records = [record[at : at + _RECORD] for at in range(0, len(record), _RECORD)]
    stride = _TEXT - _OVERLAP
    texts = [text[at : at + _TEXT] for at in range(0, max(1, len(text) - _OVERLAP), stride)]
    pieces = [{"record": r, "text": t} for r, t in itertools.zip_longest(records, texts, fillvalue="")]
    return Cut(uuid.uuid4().hex, pieces)


def join(head: Item, parts: dict[str, Item]) -> StepRecord:
    """Put a step together again.

    Args:
        head: The step's own item.
        parts: All items that were read, by their sort keys; what an interrupted write left is among them, unused.
    """
    record = head["record"]
    if head.get("parts"):
        try:
            names = (part_item(head["item"], head["version"], n) for n in range(int(head["parts"])))
            record = "".join(parts[name]["record"] for name in names)
        except KeyError:
            raise StoreError("a part of a step is missing") from None
    step: StepRecord = json.loads(record)
    if "feedback" in head:
        step["feedback"] = {"value": int(head["feedback"]), "comment": head.get("comment")}
    return step


def part_item(step_item: str, version: str, number: int) -> str:
    """The sort key of a part."""
    return f"{step_item}{version}#{number}"


def _json(step: StepRecord) -> str:
    record = json.dumps(step, ensure_ascii=False)
    try:
        record.encode()
    except UnicodeEncodeError:  # half a surrogate pair
        record = json.dumps(step)
    return record
