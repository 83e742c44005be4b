"""The practice that goes on in a conversation, as its messages keep it."""

from collections.abc import Mapping, Sequence
from typing import Any

from agents.exercises.practice import Practice, read_practice
from chat.history.step_metadata import PRACTICE, read_metadata


def open_practice(messages: Sequence[Mapping[str, Any]]) -> Practice | None:
    """Return the practice that goes on after the messages; None if none does."""
    for message in reversed(messages):
        if (record := read_metadata(message).get(PRACTICE)) is not None:
            practice = read_practice(record)
            return practice if practice is not None and practice.open else None
    return None
