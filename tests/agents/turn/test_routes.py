"""Questions on the routes that a learner can pick."""

from dataclasses import replace

import pytest

from agents.events import Done, Error, Text, ToolEnd
from agents.specialists import BY_NAME
from agents.turn.routes import TEACHER
from agents.turn.run_turn import Message, TurnContext
from tests.agents.fakes.dialects import Provider
from tests.agents.support import LOAN, ask, called, text_at


async def test_picked_specialist_answers_directly_on_every_provider(provider: Provider) -> None:
    provider.fake.on("How much", provider.write.calls(("c1", "calculator", {"expression": "6 * 7"})))
    provider.fake.on("= 42", provider.write.says("It is ", "42."))
    context = replace(provider.context, route="math_assistant")

    events = await ask("How much is that?", context, [Message("user", "6 * 7"), Message("assistant", "A product.")])

    assert called(events) == ["calculator"]
    assert any(isinstance(event, ToolEnd) and event.ok for event in events)
    assert events[-1] == Done((), "It is 42.", "end_turn", provider.model)
    assert BY_NAME["math_assistant"].prompt[:30] in str(provider.fake.requests[0])
    assert "A product." in str(provider.fake.requests[0])


@pytest.mark.parametrize(
    ("route", "question", "tool", "expected"),
    [
        ("math_assistant", "Solve the quadratic equation x^2 + 5x + 6 = 0", "calculator", "x = −3 or x = −2"),
        ("english_assistant", "Help me improve this sentence: Me and him went to store", "proofread", "He and I"),
        ("loan_offering_assistant", LOAN, "loan_score", "**Answer:**"),
    ],
)
async def test_embedded_model_answers_as_the_picked_specialist(
    embedded: TurnContext, route: str, question: str, tool: str, expected: str
) -> None:
    events = await ask(question, replace(embedded, route=route))
    assert called(events) == [tool]
    assert expected in text_at(events)


async def test_embedded_specialist_understands_a_follow_up(
    embedded: TurnContext,
) -> None:
    history = [Message("user", "Solve x^2 + 5x + 6 = 0"), Message("assistant", "x = −3 or x = −2")]
    events = await ask("And what is its discriminant?", replace(embedded, route="math_assistant"), history)
    assert called(events) == ["calculator"]
    assert "= 1" in text_at(events)


async def test_picked_teacher_calls_a_specialist(embedded: TurnContext) -> None:
    events = await ask("What is 5 * 7?", replace(embedded, route=TEACHER))
    assert called(events) == ["math_assistant"]
    assert "35" in text_at(events)


async def test_unknown_route_is_refused(embedded: TurnContext) -> None:
    events = await ask("What is 5 * 7?", replace(embedded, route="astrology_assistant"))
    assert [event.message for event in events if isinstance(event, Error)] == [
        "This way of answering is no longer offered here; choose another one."
    ]
    assert not any(isinstance(event, Text) for event in events)
