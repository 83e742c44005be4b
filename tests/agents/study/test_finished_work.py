"""Finished work for an assignment is told from honest help, in tables and in whole turns of a scripted model."""

from dataclasses import replace

import pytest

from agents.events import Done
from agents.study.assignments import assignment_of, latest_assignment
from agents.study.finished_work import holds_finished_work
from agents.turn.routes import STUDY
from agents.turn.run_turn import Message, TurnContext
from tests.agents.fakes.bedrock import BedrockFake, says
from tests.agents.study.assignment_replies import CODE, ESSAY, FINISHED, FOLLOW_UPS, HONEST_HELP
from tests.agents.support import ask

MAX_BLOCKED = 0.03
TUTOR = "tutor. You never write"


def test_no_finished_work_passes() -> None:
    cases = [(question, reply) for question, replies in FINISHED for reply in replies]
    passed = [reply for question, reply in cases if not holds_finished_work(reply, assignment_of(question), [question])]
    assert len(cases) >= 40
    assert passed == []


def test_honest_help_passes() -> None:
    cases = [(question, reply) for question, replies in HONEST_HELP for reply in replies]
    blocked = [reply for question, reply in cases if holds_finished_work(reply, assignment_of(question), [question])]
    assert len(cases) >= 40
    assert len(blocked) <= MAX_BLOCKED * len(cases), blocked


async def test_what_a_model_finishes_is_asked_for_again_and_then_questions_take_its_place(
    on_bedrock: TurnContext, bedrock: BedrockFake
) -> None:
    context = replace(on_bedrock, how=STUDY)
    for question, replies in FINISHED:
        for reply in replies:
            for _ in range(3):
                bedrock.on(TUTOR, says(reply))
            *_, done = await ask(question, context)
            assert isinstance(done, Done)
            assert done.text.startswith(("The text is yours", "The program is yours")), reply
    assert len(bedrock.requests) == 3 * sum(len(replies) for _, replies in FINISHED)


async def test_honest_help_of_a_model_is_shown_at_once(on_bedrock: TurnContext, bedrock: BedrockFake) -> None:
    context = replace(on_bedrock, how=STUDY)
    bedrock.on(TUTOR, says("```python\ndef reverse(s):\n    return s[::-1]\n```"))
    bedrock.on(TUTOR, says("How would you reverse the word “cat” by hand?"))
    *_, done = await ask(CODE, context)
    assert isinstance(done, Done)
    assert done.text.startswith("How would you reverse")
    assert "was not shown" in str(bedrock.requests[-1])


@pytest.mark.parametrize("plea", FOLLOW_UPS)
async def test_a_plea_after_the_assignment_gets_no_finished_work(
    on_bedrock: TurnContext, bedrock: BedrockFake, plea: str
) -> None:
    reply = dict(FINISHED)[ESSAY][0]
    for _ in range(3):
        bedrock.on(TUTOR, says(reply))
    history = [Message("user", ESSAY), Message("assistant", "What do you want to say about dogs?")]
    *_, done = await ask(plea, replace(on_bedrock, how=STUDY), history)
    assert isinstance(done, Done)
    assert reply not in done.text


def test_the_latest_assignment_counts() -> None:
    assert latest_assignment(["ok", CODE, ESSAY]) == assignment_of(CODE)
    assert latest_assignment(["Who was Goethe?"]) == assignment_of("Who was Goethe?")
