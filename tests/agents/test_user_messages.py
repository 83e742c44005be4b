"""What is ours in an answer stays ours on its way to whoever shows it, so that it can be told in their language."""

import copy

import pytest

from agents.events import Event, Text, ToolEnd
from agents.turn.run_turn import TurnContext
from agents.user_messages import TranslatableText, joined
from tests.agents.support import ask


def said(events: list[Event]) -> list[str]:
    return [event.text for event in events if isinstance(event, Text) and event.path == ()]


def test_phrases_put_together_are_a_phrase_and_can_be_copied() -> None:
    text = joined(" ", [TranslatableText("I know {what}.", what="{this}"), "And {that}."])
    assert text == "I know {this}. And {that}."
    for each in (text, copy.deepcopy(text)):
        assert isinstance(each, TranslatableText)
        assert [type(part) for part in each.values.values()] == [TranslatableText, str]
    assert type(joined(" ", ["a", "b"])) is str


@pytest.mark.parametrize(
    "question", ["Translate 'My dog is hungry' to Spanish", "Who was the king of Bavaria in 1403?"], ids=str
)
async def test_a_refusal_of_the_small_model_is_a_phrase_in_the_answer_and_its_step(
    embedded: TurnContext, question: str
) -> None:
    events = await ask(question, embedded)
    told = [*said(events), *(event.output for event in events if isinstance(event, ToolEnd))]
    assert len(told) == 2
    for text in told:
        assert isinstance(text, TranslatableText)
        assert "demonstration model" in text
