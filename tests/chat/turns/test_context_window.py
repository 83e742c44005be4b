"""The context window: every finished turn, within the limits of what a question may cost."""

from pathlib import Path
from typing import Any, cast

from chat.history.sqlite.store import SqliteStore
from chat.history.step import StepRecord
from chat.history.write_queue import WriteQueue
from chat.turns.context_window import (
    MAX_MESSAGE_CHARACTERS,
    MAX_RECENT_CHARACTERS,
    MAX_RECENT_MESSAGES,
    MAX_SUMMARY_CHARACTERS,
    context_before,
    read_messages,
)


def asked(identifier: str, text: str) -> dict[str, Any]:
    return {"id": identifier, "type": "user_message", "output": text}


def answered(question: str, text: str, **more: Any) -> dict[str, Any]:
    metadata = {"question": question}
    return {
        "id": f"to {question} {text[:9]}",
        "type": "assistant_message",
        "output": text,
        "metadata": metadata,
        **more,
    }


async def context_of(tmp_path: Any, steps: list[dict[str, Any]], question: str) -> list[tuple[str, str]]:
    store = SqliteStore(tmp_path / "history.db")
    for step in steps:
        await store.put_step("o", "t", cast(StepRecord, step))
    messages = context_before(await read_messages(store, WriteQueue(), "o", "t"), question).messages
    await store.close()
    return [(message.role, message.text) for message in messages]


async def test_a_turn_that_finished_meanwhile_is_included(tmp_path: Any) -> None:
    steps = [
        asked("1", "one"),
        asked("2", "two"),
        answered("1", "to one"),
        asked("3", "three"),
        answered("2", "to two"),
    ]
    assert await context_of(tmp_path, steps, "2") == [("user", "one"), ("assistant", "to one")]
    assert await context_of(tmp_path, steps, "1") == [("user", "two"), ("assistant", "to two")]
    assert await context_of(tmp_path, steps, "3") == [
        ("user", "one"),
        ("assistant", "to one"),
        ("user", "two"),
        ("assistant", "to two"),
    ]


async def test_an_answer_without_a_question_id_belongs_to_the_question_before_it(tmp_path: Any) -> None:
    old = {"id": "a", "type": "assistant_message", "output": "to one"}
    assert await context_of(tmp_path, [asked("1", "one"), old, asked("2", "two")], "2") == [
        ("user", "one"),
        ("assistant", "to one"),
    ]


async def test_marks_of_passages_are_not_sent_again(tmp_path: Any) -> None:
    marks = "[⁽¹⁾](/reading/t/f/1/9)", "⁽?⁾ [⁽²⁾](/memory/files/f#p2)"
    said = f"Trams run {marks[0]}. They fly {marks[1]}. See [1](https://a.example) and f⁽²⁾(x)."
    steps = [asked("1", "one"), answered("1", said), asked("2", "two")]
    messages = await context_of(tmp_path, steps, "2")
    assert messages[1] == ("assistant", "Trams run. They fly. See [1](https://a.example) and f⁽²⁾(x).")


async def test_tools_and_errors_are_left_out(tmp_path: Any) -> None:
    tool = {"id": "x", "type": "tool", "output": "4"}
    steps = [asked("1", "one"), tool, answered("1", "Sorry", isError=True), asked("2", "two")]
    assert await context_of(tmp_path, steps, "2") == [("user", "one")]


async def test_a_long_conversation_is_summarised_within_its_limits(tmp_path: Any) -> None:
    steps = []
    for number in range(200):
        steps += [asked(str(number), f"Question {number}?"), answered(str(number), f"Answer {number} it is. " * 20)]
    messages = await context_of(tmp_path, [*steps, asked("now", "now")], "now")
    assert messages[0][0] == "user"
    assert messages[0][1].startswith("Earlier in this conversation, shortened:\n- (")
    assert "- Asked: Question 189? Answered: Answer 189 it is." in messages[0][1]
    assert messages[-2] == ("user", "Question 199?")
    assert len(messages) == MAX_RECENT_MESSAGES + 2
    assert sum(len(text) for _, text in messages) < MAX_RECENT_CHARACTERS + MAX_SUMMARY_CHARACTERS + 200


async def test_a_long_message_is_clipped_with_an_ellipsis(tmp_path: Any) -> None:
    steps = [asked("1", "x" * 50_000), answered("1", "y" * 50_000), asked("2", "two")]
    messages = await context_of(tmp_path, steps, "2")
    assert [len(text) for _, text in messages] == [MAX_MESSAGE_CHARACTERS, MAX_MESSAGE_CHARACTERS]
    assert all(text.endswith(" …") for _, text in messages)


async def test_a_question_that_a_guardrail_refused_is_not_sent_again(tmp_path: Path) -> None:
    def ended(question: str, reason: str) -> dict[str, Any]:
        return answered(question, f"{reason} {question}", metadata={"question": question, "stop_reason": reason})

    steps = [asked("1", "one"), ended("1", "end_turn"), asked("2", "two"), ended("2", "guardrail"), asked("3", "three")]
    assert await context_of(tmp_path, steps, "3") == [("user", "one"), ("assistant", "end_turn 1")]
