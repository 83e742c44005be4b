"""What of a conversation a link shows, and what it leaves out."""

from collections.abc import Sequence

import pytest

from agents.memory.fact import Fact, Source
from chat.history.step import StepRecord
from chat.history.store import StepPage, Thread
from chat.memory_pages.fact_matcher import FactMatcher
from chat.share_pages.selection import MAX_CHARACTERS, MAX_MESSAGES, digest, message_digest, select
from chat.shares.service import ShareContent
from tests.chat.share_pages.conftest import answer, question, run, tool

TITLE = "A title"


def selected(steps: Sequence[StepRecord], *facts: Fact, name: str = TITLE, cursor: int | None = None) -> ShareContent:
    return select(Thread("t", name, "", ""), StepPage([*steps], cursor), FactMatcher(facts))


def shown(content: ShareContent) -> list[str]:
    return [message.id for message in content.messages if message.digest]


def turn(
    number: int, *between: StepRecord, asked: str = "?", answered: str = "!", **metadata: object
) -> list[StepRecord]:
    return [question(number, asked), run(number), *between, answer(number, answered, **metadata)]


@pytest.mark.parametrize(
    "private",
    [
        turn(2, tool(2, "recall", "a fact")),
        turn(2, tool(2, "remember", "a fact")),
        turn(2, saved=["fact-id"]),
        [question(2, "?", metadata={"picked": {"route": "memory"}}), run(2), answer(2, "!")],
        [question(2, "?", modes={"route": "memory"}), run(2), answer(2, "!")],
        turn(2, {**tool(2, "recall", "a fact"), "parentId": "t2math_assistant"}, tool(2, "math_assistant", "")),
        turn(2, {**tool(2, "recall", "a fact"), "parentId": None}),
        turn(2, {**tool(2, "recall", "a fact"), "parentId": "t2recall"}),
        turn(2, asked="Is the exam on Friday?"),
        turn(2, answered="Yes: the EXAM is on\n\n**Friday**."),
        turn(2, answered="It says “water boils at 100 degrees in the open”."),
    ],
    ids=str,
)
def test_a_turn_that_rests_on_memory_is_left_out_as_a_whole(private: list[StepRecord]) -> None:
    facts = Fact("the exam is on Friday"), Fact("water boils at 100 degrees", source=Source("0" * 32, "notes", 1, 1))
    content = selected([*turn(1), *private, *turn(3)], *facts)
    assert shown(content) == ["q1", "a1", "q3", "a3"]
    assert [message.id for message in content.messages if not message.digest] == ["q2", "a2"]


def test_a_tool_of_memory_counts_to_its_question_when_two_wait_at_once() -> None:
    steps = [question(1, "?"), run(1), question(2, "?"), run(2), tool(1, "recall", "a fact"), answer(1, "!")]
    assert shown(selected([*steps, answer(2, "!"), *turn(3)])) == ["q3", "a3"]


def test_only_questions_and_whole_answers_are_shown() -> None:
    others: list[StepRecord] = [
        {"id": "system", "type": "system_message", "output": "line"},
        {"id": "note", "type": "assistant_message", "output": "Saved: it comes back"},
        {"id": "llm", "type": "llm", "name": "Math · 3 tokens", "output": ""},
        answer(1, "half an answer", partial=True) | {"id": "partial"},
        answer(1, "sorry", error=True) | {"id": "error", "isError": True},
    ]
    assert shown(selected([*turn(1), *others])) == ["q1", "a1"]


def test_specialists_are_named_once_each_in_their_order_and_tools_are_not() -> None:
    between = [tool(1, name, "") for name in ("math_assistant", "calculator", "english_assistant", "math_assistant")]
    content = selected([*turn(1, *between), *turn(2)])
    assert [message.specialists for message in content.messages] == [
        (),
        ("math_assistant", "english_assistant"),
        (),
        (),
    ]
    picked = question(1, "?", metadata={"picked": {"route": "english_assistant"}})
    assert selected([picked, answer(1, "!")]).messages[1].specialists == ("english_assistant",)


def test_a_title_that_tells_of_memory_is_left_out() -> None:
    fact, private = Fact("my exam is on Friday"), turn(1, saved=["id"])
    assert selected(turn(1)).title_digest == digest(TITLE)
    assert selected([*private, *turn(2)]).title_digest == ""
    assert selected(turn(1), fact, name="My exam is on Friday, what now").title_digest == ""
    assert selected(turn(1), name="").title_digest == ""


def test_a_long_conversation_shows_its_end() -> None:
    many = [step for number in range(MAX_MESSAGES) for step in turn(number)]
    content = selected(many)
    assert content.is_cut
    assert len(content.messages) == MAX_MESSAGES
    assert content.messages[-1].id == f"a{MAX_MESSAGES - 1}"
    large = [*turn(1), *turn(2, answered="x" * (MAX_CHARACTERS - 3)), *turn(3)]
    assert shown(selected(large)) == ["q2", "a2", "q3", "a3"]
    assert not selected(turn(1)).is_cut
    begins_earlier = selected(turn(1), cursor=7)  # its title may be that of a question of the beginning
    assert (begins_earlier.is_cut, begins_earlier.title_digest) == (True, "")


def test_the_digest_changes_with_what_is_shown_and_with_nothing_else() -> None:
    step = answer(1, "!", pictures=[{"name": "p", "svg": "<svg/>"}])
    same = {**step, "createdAt": "2030", "name": "other", "metadata": {**step["metadata"], "model": "m"}}
    assert message_digest(same) == message_digest(step)  # type: ignore[arg-type]
    for other in ({**step, "output": "!!"}, answer(1, "!"), {**step, "type": "user_message"}):
        assert message_digest(other) != message_digest(step)  # type: ignore[arg-type]
    file = {"id": "11111111-2222-4333-8444-555555555555", "name": "a", "type": "text/plain"}
    assert message_digest(question(1, "?", metadata={"attachments": [file]})) != message_digest(question(1, "?"))
    message_digest(answer(1, "half a pair \ud83d"))
