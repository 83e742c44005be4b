"""How a turn gives the conversation so far to the model."""

from agents.turn.run_turn import Message, to_strands_messages


def test_roles_alternate_and_the_user_begins() -> None:
    history = [
        Message("assistant", "Welcome."),
        Message("user", "One"),
        Message("user", " "),
        Message("user", "Two"),
        Message("assistant", "Three"),
    ]
    assert to_strands_messages(history) == [
        {"role": "user", "content": [{"text": "One"}, {"text": "Two"}]},
        {"role": "assistant", "content": [{"text": "Three"}]},
    ]


def test_unanswered_question_is_marked() -> None:
    assert to_strands_messages([Message("user", "One")]) == [
        {"role": "user", "content": [{"text": "One"}]},
        {"role": "assistant", "content": [{"text": "(This question was not answered.)"}]},
    ]


def test_nothing_is_trimmed() -> None:
    """The caller owns the limits of the conversation."""
    history = [Message("assistant" if number % 2 else "user", "x" * 10_000) for number in range(100)]
    assert len(to_strands_messages(history)) == 100
