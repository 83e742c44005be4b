"""Reads the JSON of a parameter that an operator has written."""

import json
from typing import Any


def parse_json(text: str) -> Any:
    """Parse JSON in which no name stands twice: which of the two is meant is not known.

    Raises:
        ValueError: It is none.
    """
    try:
        return json.loads(text, object_pairs_hook=_without_repetition)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise ValueError("a name stands twice")
    return table
