"""Where a conversation was cut off, and what is missing there."""

from typing import Any

import pytest

from chat.history.values import unfinished

ASKED = {"id": "q", "type": "user_message", "output": "?"}
TOOL = {"id": "t", "type": "tool", "output": "4"}
WHOLE = {"id": "a", "type": "assistant_message", "output": "!", "metadata": {"question": "q"}}
PART = {**WHOLE, "metadata": {"question": "q", "partial": True}}
ERROR = {**WHOLE, "id": "e", "isError": True}


@pytest.mark.parametrize(
    ("steps", "place", "missing"),
    [
        ([], None, "answer"),
        ([ASKED, TOOL, WHOLE], None, "answer"),
        ([ASKED], "q", "answer"),
        ([ASKED, TOOL], "q", "answer"),
        ([ASKED, ERROR], "q", "answer"),
        ([ASKED, PART, TOOL], "a", "continue"),
        ([ASKED, PART, {**ASKED, "id": "q2"}, {**WHOLE, "id": "a2"}], None, "answer"),
    ],
)
def test_unfinished(steps: list[dict[str, Any]], place: str | None, missing: str) -> None:
    assert unfinished(steps) == (place, missing)
