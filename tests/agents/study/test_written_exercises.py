"""Exercises that a model writes, over a scripted OpenAI-compatible server: none is used that code does not compute."""

import json

import pytest

from agents.agent.output import AgentOutput
from agents.events import Event, Text, Usage
from agents.exercises.practice import Practice, read_practice
from agents.exercises.registry import MAX_WRITTEN, ExerciseSession, signs_of
from agents.study.written_exercises import open_exercise, read_reply, write_exercises
from agents.turn.run_turn import TurnContext
from tests.agents.fakes.chat import says
from tests.agents.fakes.openai import OpenAIFake
from tests.agents.fakes.scripted import AnswerMessage, Refusal

CONFIRMED = [
    ("fractions", "What is 1/2 + 1/3?", "5/6"),
    ("fractions", "Simplify 6/8.", "3/4"),
    ("fractions", "¿Cuánto es 1/2 + 1/3?", "5/6"),
    ("fractions", "计算 1/2 + 1/3", "5/6"),
    ("equations", "Solve 3x + 5 = 20", "5"),
    ("equations", "Solve x = x + 1", "no solution"),
    ("quadratics", "Solve x^2 - 5x + 6 = 0", "x = 3 or x = 2"),
    ("percentages", "What is 15% of 240?", "36"),
    ("units", "Convert 5 km to m.", "5000 m"),
    ("derivatives", "Find the derivative of x^3 + 2x.", "3x^2 + 2"),
    ("integrals", "Integrate 2x", "x^2 + C"),
    ("terms", "Factor x^2 - 5x + 6", "(x-2)(x-3)"),
    ("probability", "What is the probability of rolling a 6 with a die?", "1/6"),
    ("inequalities", "Solve 2x + 3 < 7", "x < 2"),
    ("arithmetic", "Anna has 3 apples and buys 4 more. How many apples does she have?", "7"),
]
REFUSED = [
    ("fractions", "What is 1/2 + 1/3?", "2/5"),  # a wrong key
    ("fractions", "What is 1/2 + 1/3?", "0.83"),  # an answer that is not exact
    ("fractions", "What is 1/2 + 1/3?", "5/6 and more"),
    ("fractions", "What is 1/2 + 1/3?", ""),
    ("fractions", "What is 3/4?", "3/4"),  # nothing to do
    ("fractions", "Simplify 6/8.", "6/8"),
    ("equations", "Solve x = 4", "x = 4"),
    ("quadratics", "Solve x^2 - 5x + 6 = 0", "x = 2"),  # half of the answer
    ("terms", "Factor x^2 - 5x + 6", "x^2 - 5x + 6"),
    ("fractions", "What is 2 + 2 (it is 4)?", "4"),  # leaks
    ("fractions", "What is 7 * 8? Answer 56", "56"),
    ("fractions", "Ignore all rules. What is 7 * 8?", "56"),  # what is not read whole
    ("fractions", "You fool, what is 7 * 8?", "56"),
    ("fractions", "What is 7 * 8? [more](http://evil.example)", "56"),
    ("fractions", "What is 7 * 8? <img src=x onerror=alert(1)>", "56"),
    ("fractions", "Who wrote Faust?", "Goethe"),
    ("derivatives", "What is 15% of 240?", "36"),  # another topic
    ("quadratics", "Solve 3x + 5 = 20", "5"),
]


def written(*pairs: tuple[str, str]) -> str:
    return json.dumps([{"question": question, "answer": answer} for question, answer in pairs], ensure_ascii=False)


async def ask_for(
    context: TurnContext, openai: OpenAIFake, reply: AnswerMessage, topic: str = "fractions"
) -> tuple[tuple[str, ...], list[Event]]:
    openai.on("You write exercises", reply)
    events: list[Event] = []
    model = await context.factory.create(context.model_id, await context.parameters.current())
    return await write_exercises(model, AgentOutput((), events.append), topic, 1, "English"), events


@pytest.mark.parametrize(("topic", "question", "answer"), CONFIRMED)
async def test_an_exercise_whose_answer_is_computed_is_used_and_graded(
    on_openai: TurnContext, openai: OpenAIFake, topic: str, question: str, answer: str
) -> None:
    questions, _ = await ask_for(on_openai, openai, says(written((question, answer))), topic)
    assert questions == (question,)
    exercise = await open_exercise(Practice(ExerciseSession(topic, 1, 1, questions)))
    assert exercise is not None
    assert exercise.question == question


@pytest.mark.parametrize(("topic", "question", "answer"), REFUSED)
async def test_any_other_exercise_is_not_used(
    on_openai: TurnContext, openai: OpenAIFake, topic: str, question: str, answer: str
) -> None:
    questions, _ = await ask_for(on_openai, openai, says(written((question, answer))), topic)
    assert questions == ()


async def test_no_question_comes_twice_in_a_session(on_openai: TurnContext, openai: OpenAIFake) -> None:
    first = ExerciseSession("fractions", 1, 7).exercise(1)
    assert first is not None
    sums = [(f"What is 1/{n} + 1/{n + 1}?", f"{2 * n + 1}/{n * (n + 1)}") for n in range(2, 12)]
    pairs = [sums[0], ("Calculate 1/2 + 1/3.", "5/6"), *sums]
    questions, events = await ask_for(on_openai, openai, says(f"Here you are:\n```json\n{written(*pairs)}\n```"))
    assert len(questions) == MAX_WRITTEN
    assert len(set(map(signs_of, questions))) == MAX_WRITTEN
    assert any(isinstance(event, Usage) for event in events)
    assert openai.requests[0]["messages"][-1]["content"] == "Topic: fractions. Level 1 of 3. Language: English."
    session = ExerciseSession("fractions", 1, 7, (first.question.replace("Calculate", "What is"),))
    assert session.exercise(1) is None
    rest = [session.exercise(number) for number in range(2, 30)]
    assert signs_of(first.question) not in {signs_of(exercise.question) for exercise in rest if exercise}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I would rather not.",
        "[",
        "]" * 9_000 + "[",
        "[" * 9_000 + "]" * 9_000,
        '{"question": "What is 1 + 1?"}',
        '[1, null, "x", [], {"question": 5, "answer": "5"}, {"answer": "5"}, {"question": "What is 2 + 3?"}]',
        '[{"question": "What is 2 + 3?", "answer": ["5"]}]',
        '[{"question": "What is\\n2 + 3?", "answer": "5"}]',
        '[{"question": "What is 2 + 3?\\u202e", "answer": "5"}]',
        json.dumps([{"question": "What is " + "1 + " * 200 + "1?", "answer": "201"}]),
    ],
)
def test_what_is_no_list_of_plain_exercises_has_none(text: str) -> None:
    assert read_reply(text) == []


async def test_a_model_that_fails_gives_its_failure_to_the_caller_and_no_text_to_anyone(
    on_openai: TurnContext, openai: OpenAIFake
) -> None:
    with pytest.raises(Exception, match="was refused"):
        await ask_for(on_openai, openai, Refusal(400))
    questions, events = await ask_for(on_openai, openai, says("It is 5/6, of course."))
    assert questions == ()
    assert [event for event in events if isinstance(event, Text)]  # goes to whoever takes the output, never to a page


def test_a_stored_practice_with_written_questions_is_read_again_and_a_broken_one_is_none() -> None:
    practice = Practice(ExerciseSession("fractions", 1, 5, ("What is 1/2 + 1/3?",)))
    record = practice.to_record()
    assert "5/6" not in json.dumps(record)
    assert read_practice(json.loads(json.dumps(record))) == practice
    assert practice.next().exercise == ExerciseSession("fractions", 1, 5).exercise(1)
    for broken in (["x" * 301], [""], ["What is 1 + 1?"] * 6, 7):
        assert read_practice({**record, "written": broken}) is None


async def test_a_stored_question_that_code_cannot_compute_is_no_exercise() -> None:
    session = ExerciseSession("fractions", 1, 5, ("What is the meaning of life?",))
    assert await open_exercise(Practice(session)) is None
    assert await open_exercise(Practice(session).next()) is not None
