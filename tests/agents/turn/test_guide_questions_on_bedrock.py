"""The questions of the guide over Bedrock's protocol; a script chooses the specialist."""

from typing import Any

import pytest

from agents.events import Done
from agents.specialists import SPECIALISTS
from agents.turn.run_turn import TurnContext
from tests.agents.fakes.bedrock import BedrockFake, calls, says
from tests.agents.fakes.scripted import AnswerMessage
from tests.agents.support import ask, called, text_at
from tests.agents.validity import check_converse

LOAN = (
    "Will a person with these features accept the loan: 29,2,999,0,1,0,0.0,1.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,"
    "0.0,1.0,0.0,0.0,0.0,0.0,1.0,0.0,0.0,0.0,0.0,0.0,1.0,0.0,0.0,1.0,0.0,0.0,1.0,0.0,0.0,0.0,1.0,0.0,0.0,0.0,0.0,1.0,"
    "0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0,0.0,0.0,1.0,0.0"
)
QUESTIONS = {
    "Solve the quadratic equation x^2 + 5x + 6 = 0": "math_assistant",
    "Help me improve this sentence: Me and him went to store": "english_assistant",
    "Translate 'Hello, how are you?' to Spanish": "language_assistant",
    "Write a Python function to check if a string is a palindrome": "computer_science_assistant",
    "What is the capital of France?": "general_assistant",
    LOAN: "loan_offering_assistant",
}


@pytest.mark.parametrize(("question", "name"), QUESTIONS.items(), ids=QUESTIONS.values())
async def test_question_reaches_its_specialist(
    on_bedrock: TurnContext, bedrock: BedrockFake, question: str, name: str
) -> None:
    specialist = next(one for one in SPECIALISTS if one.name == name)

    def answer(body: dict[str, Any]) -> AnswerMessage:
        """As the teacher, call the specialist with the whole question, then repeat its answer."""
        if body["system"][0]["text"] == specialist.prompt:
            return says("It is ", "so.")
        last = body["messages"][-1]["content"][0]
        if "toolResult" in last:
            return says(*(part["text"] for part in last["toolResult"]["content"]))
        return calls(("t1", name, {"query": last["text"]}))

    bedrock.think(answer)
    events = await ask(question, on_bedrock)
    assert called(events) == [name]
    assert text_at(events, "t1") == text_at(events) == "It is so."
    assert isinstance(events[-1], Done)
    assert events[-1].stop_reason == "end_turn"
    first, asked, again = bedrock.requests
    assert {tool["toolSpec"]["name"] for tool in first["toolConfig"]["tools"]} == {one.name for one in SPECIALISTS}
    assert asked["system"][0]["text"] == specialist.prompt
    assert asked["messages"] == [{"role": "user", "content": [{"text": question}]}]
    given = {tool["toolSpec"]["name"] for tool in asked.get("toolConfig", {"tools": []})["tools"]}
    assert given == {tool.implementation.tool_name for tool in specialist.tools}
    check_converse(again["messages"])
