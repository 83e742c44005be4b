"""Which answers ended before their end."""

import pytest

from chat.history.values import could_go_on

ANSWER = {"id": "a", "type": "assistant_message", "output": "!"}


@pytest.mark.parametrize(
    ("metadata", "could"),
    [
        (None, False),
        ({"question": "q", "stop_reason": "end_turn"}, False),
        ({"question": "q", "partial": True}, True),
        ({"question": "q", "stop_reason": "max_tokens"}, True),
        ({"question": "q", "stop_reason": "cancelled"}, True),
        ({"question": "q", "stop_reason": "limit"}, True),
    ],
)
def test_could_go_on(metadata: dict[str, object] | None, could: bool) -> None:
    assert could_go_on({**ANSWER, "metadata": metadata}) is could
