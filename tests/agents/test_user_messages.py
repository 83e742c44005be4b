"""Texts of the program stay translatable on their way to the page."""

import copy

import pytest

from agents.events import Event, Text, ToolEnd
from agents.turn.run_turn import TurnContext
from agents.user_messages import TranslatableText, joined, parts_of
from tests.agents.support import ask


def teacher_texts(events: list[Event]) -> list[str]:
    return [event.text for event in events if isinstance(event, Text) and event.path == ()]


def test_joined_texts_stay_translatable_and_can_be_copied() -> None:
    text = joined(" ", [TranslatableText("I know {what}.", what="{this}"), "And {that}."])
    assert text == "I know {this}. And {that}."
    for each in (text, copy.deepcopy(text)):
        assert isinstance(each, TranslatableText)
        assert [type(part) for part in each.values.values()] == [TranslatableText, str]
    assert type(joined(" ", ["a", "b"])) is str


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Translate 'My dog is hungry' to Spanish", "demonstration model"),
        ("Who was the king of Bavaria in 1403?", "king of Bavaria"),
    ],
)
async def test_refusal_of_the_embedded_model_is_translatable_in_the_answer_and_its_step(
    embedded: TurnContext, question: str, part: str
) -> None:
    events = await ask(question, embedded)
    texts = [*teacher_texts(events), *(event.output for event in events if isinstance(event, ToolEnd))]
    assert len(texts) == 2
    for text in texts:
        assert isinstance(text, TranslatableText)
        assert part in text


def test_joined_texts_come_apart_again() -> None:
    said, name = TranslatableText("This is it:"), TranslatableText("Page {page}", page=3)
    inner = joined(" - ", ["one", name])
    assert list(parts_of(joined("\n\n", [said, inner]))) == [said, "\n\n", "one", " - ", name]
    assert list(parts_of(name)) == [name]
    assert list(parts_of("a {part0}")) == ["a {part0}"]
    assert list(parts_of(said)) == [said]
