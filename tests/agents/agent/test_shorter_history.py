"""A conversation that is too long for its model is sent once more with its end alone."""

import json
from typing import Any

import pytest

from agents.agent.shorter_history import MAX_CHARACTERS, shorten
from agents.events import Done, Error, Notice, Text
from agents.turn.run_turn import Message, TurnContext
from tests.agents.fakes.chat import calls, says
from tests.agents.fakes.openai import OpenAIFake
from tests.agents.fakes.scripted import AnswerMessage, Refusal
from tests.agents.support import ask

TOO_LONG = "This conversation has become too long for the model; start a new one and ask again."
REFUSAL = Refusal(400, body=json.dumps({"error": {"message": "This model's maximum context length is 10 tokens."}}))
HISTORY = [
    Message("user" if number % 2 == 0 else "assistant", f"message {number}. " * (200 if number == 19 else 20))
    for number in range(20)
]


async def test_conversation_is_sent_again_without_its_beginning(on_openai: TurnContext, openai: OpenAIFake) -> None:
    openai.think(lambda body: REFUSAL if len(body["messages"]) > 4 else says("Hi."))
    events = await ask("Hello", on_openai, HISTORY)
    assert [type(event) for event in events[:2]] == [Notice, Text]
    assert isinstance(events[-1], Done)
    assert (events[-1].text, events[-1].stop_reason) == ("Hi.", "end_turn")
    whole, shorter = openai.requests
    assert len(whole["messages"]) == 22
    _, question, answer, asked = shorter["messages"]
    assert question["content"] == HISTORY[18].text
    assert len(answer["content"]) < MAX_CHARACTERS + 20
    assert (answer["content"][:10], answer["content"][-13:]) == ("message 19", "message 19. ".rjust(13))
    assert asked == {"role": "user", "content": "Hello"}


async def test_it_is_sent_again_once_only(on_openai: TurnContext, openai: OpenAIFake) -> None:
    openai.think(lambda _: REFUSAL)
    events = await ask("Hello", on_openai, HISTORY)
    assert [event.message for event in events if isinstance(event, Error)] == [TOO_LONG]
    assert len(openai.requests) == 2


@pytest.mark.parametrize("history", [[], [Message("user", "Hi"), Message("assistant", "Hello.")]])
async def test_short_conversation_is_not_sent_again(
    on_openai: TurnContext, openai: OpenAIFake, history: list[Message]
) -> None:
    openai.think(lambda _: REFUSAL)
    events = await ask("Hello", on_openai, history)
    assert [event.message for event in events if isinstance(event, Error)] == [TOO_LONG]
    assert len(openai.requests) == 1


async def test_work_of_the_specialists_is_not_done_again(on_openai: TurnContext, openai: OpenAIFake) -> None:
    def think(body: dict[str, Any]) -> AnswerMessage:
        roles = [message["role"] for message in body["messages"]]
        if "You are the Teacher" not in body["messages"][0]["content"]:
            return says("It is 4.")
        if "tool" not in roles:
            return calls(("a", "math_assistant", {"query": "2 + 2"}))
        return REFUSAL if len(roles) > 6 else says("4.")

    openai.think(think)
    events = await ask("What is 2 + 2?", on_openai, HISTORY)
    assert isinstance(events[-1], Done)
    assert events[-1].text == "4."
    assert len(openai.requests) == 4
    assert "It is 4." in str(openai.requests[-1]["messages"])


def test_history_that_is_short_stays_whole() -> None:
    history: Any = [
        {"role": "user", "content": [{"text": "a"}, {"text": "b"}]},
        {"role": "assistant", "content": [{"text": "c"}]},
    ]
    assert shorten(history) == [{"role": "user", "content": [{"text": "a\n\nb"}]}, history[1]]
