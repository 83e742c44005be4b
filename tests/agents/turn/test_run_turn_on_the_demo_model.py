"""Turns on the embedded model."""

import asyncio

import pytest

from agents.demo_model import canned_replies, introductions
from agents.demo_model.examples import examples_of
from agents.demo_model.refusals import refuse
from agents.events import Done, ExamplesOffered, Image, Text, ToolEnd, ToolInput, ToolStart, Usage
from agents.turn.run_turn import Message, TurnContext, run_turn
from tests.agents.support import LOAN, ask, called, text_at


@pytest.mark.parametrize(
    ("question", "specialist", "part"),
    [
        ("Solve the quadratic equation x^2 + 5x + 6 = 0", "math_assistant", "**Answer:** x = −3 or x = −2"),
        ("What is 2 + 2?", "math_assistant", "**Answer:** 4"),
        ("What is 5 * 7?", "math_assistant", "**Answer:** 35"),
        ("Help me improve this sentence: Me and him went to store", "english_assistant", "He and I went to the store"),
        ("Translate 'Hello, how are you?' to Spanish", "language_assistant", "Hola, ¿cómo estás?"),
        ("Write a Python function to check if a string is a palindrome", "computer_science_assistant", "def "),
        (
            "What is the capital of France?",
            "general_assistant",
            f"{canned_replies.CAUTION}\n\nThe capital of France is Paris.",
        ),
        (LOAN, "loan_offering_assistant", "- Score: 0.050"),
    ],
)
async def test_question_reaches_its_specialist(
    embedded: TurnContext, question: str, specialist: str, part: str
) -> None:
    events = await ask(question, embedded)
    assert called(events) == [specialist]
    done = events[-1]
    assert isinstance(done, Done)
    assert (done.stop_reason, done.model) == ("end_turn", "embedded")
    assert part in done.text
    assert done.text == text_at(events).strip()


async def test_calculator_is_nested_in_the_specialist(embedded: TurnContext) -> None:
    events = await ask("What is 15% of 240?", embedded)
    steps = [event for event in events if not isinstance(event, Text | Usage)]
    math = steps[0].path
    calculator = steps[2].path
    assert calculator[:-1] == math
    assert [type(event) for event in steps] == [ToolStart, ToolInput, ToolStart, ToolInput, ToolEnd, ToolEnd, Done]
    assert steps[3] == ToolInput(calculator, {"operation": "answer", "expression": "What is 15% of 240?"})
    assert steps[4] == ToolEnd(
        calculator, "15/100 · 240 = 36.\n\n**Answer:** 36\n\nChecked by decimals to fifty digits.", ok=True
    )
    usage = {event.path: event for event in events if isinstance(event, Usage)}
    assert set(usage) == {(), math}
    assert all(event.input_tokens > 0 and event.output_tokens > 0 for event in usage.values())


async def test_question_of_two_parts_goes_to_two_specialists(embedded: TurnContext) -> None:
    events = await ask("What is 12 times 12? Translate 'Hello, how are you?' to French.", embedded)
    assert sorted(called(events)) == ["language_assistant", "math_assistant"]
    assert "144" in text_at(events)
    assert "Bonjour" in text_at(events)


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("What was my previous question?", "Your previous question was: “Solve x^2 - 4 = 0”"),
        ("What was the first thing I asked?", "Your first question was: “Hi there”"),
        ("Hello!", "Hello! What would you like to learn today?"),
        ("Thanks a lot", "You are welcome. Ask me anything else you would like to learn."),
    ],
)
async def test_questions_about_the_conversation_need_no_specialist(
    embedded: TurnContext, question: str, reply: str
) -> None:
    history = [
        Message("user", "Hi there"),
        Message("assistant", "Hello."),
        Message("user", "Solve x^2 - 4 = 0"),
        Message("assistant", "x = 2 or x = -2"),
    ]
    events = await ask(question, embedded, history)
    assert called(events) == []
    assert text_at(events) == reply


async def test_follow_up_is_understood_from_the_history(embedded: TurnContext) -> None:
    history = [Message("user", "Solve x^2 + 5x + 6 = 0"), Message("assistant", "x = -3 or x = -2")]
    events = await ask("and what is its discriminant?", embedded, history)
    assert called(events) == ["math_assistant"]
    assert "The discriminant is D = b² − 4ac = 5² − 4·1·6 = 1." in text_at(events)
    assert "**Answer:** D = 1\n" in text_at(events)


@pytest.mark.parametrize(
    ("question", "specialist", "tool", "part"),
    [
        ("29-year-old student, called on a mobile in May", "loan_offering_assistant", "loan_score", "job: student"),
        ("Plot y = x^2 - 4 from -5 to 5", "math_assistant", "plot", "zero near x = −2, 2"),
        ("How many kilometers are 26.2 miles?", "math_assistant", "calculator", "42.1648128 kilometers"),
        ("Find the variance of 2, 4, 4, 4, 5, 5, 7, 9", "math_assistant", "calculator", "(population)"),
        ("Solve 2x + 3 < 7", "math_assistant", "calculator", "**Answer:** x < 2"),
        ("run this: print(2**10)", "computer_science_assistant", "run_python", "1024"),
        ("```python\nprint(6 * 7)\n```", "computer_science_assistant", "run_python", "42"),
        ("Correct this sentence: He could of gone", "english_assistant", "proofread", "He could have gone"),
        ("Conjugate 'hablar' in the present", "language_assistant", "conjugate", "| nosotros | hablamos |"),
        ("past participle of 'gehen'", "language_assistant", "conjugate", "**gegangen**"),
        ("How do you say 47 in French?", "language_assistant", "number_in_words", "**quarante-sept**"),
        (
            "Write 1984 in Spanish words",
            "language_assistant",
            "number_in_words",
            "**mil novecientos ochenta y cuatro",
        ),
        ("What is the pinyin of 你好?", "language_assistant", "transliterate", "**nǐ hǎo**"),
        ("What language is 'Guten Morgen'?", "language_assistant", "identify_language", "**German**"),
        ("¿Cómo se dice 47 en francés?", "language_assistant", "number_in_words", "**quarante-sept**"),
        ("Wie konjugiert man 'hablar' im Präsens?", "language_assistant", "conjugate", "| tú | hablas |"),
        ("47用法语怎么说？", "language_assistant", "number_in_words", "**quarante-sept**"),  # noqa: RUF001
        ("你好的拼音是什么？", "language_assistant", "transliterate", "**nǐ hǎo**"),  # noqa: RUF001
    ],
)
async def test_specialist_calls_its_tool(
    embedded: TurnContext, question: str, specialist: str, tool: str, part: str
) -> None:
    events = await ask(question, embedded)
    assert called(events) == [specialist]
    assert [event.name for event in events if isinstance(event, ToolStart) and len(event.path) == 2] == [tool]
    (output,) = [event.output for event in events if isinstance(event, ToolEnd) and len(event.path) == 2]
    assert part in output
    assert output in text_at(events)  # word for word


async def test_plot_is_an_image_at_the_path_of_its_call(embedded: TurnContext) -> None:
    events = await ask("Draw the graph of x^2", embedded)
    (image,) = [event for event in events if isinstance(event, Image)]
    (start,) = [event for event in events if isinstance(event, ToolStart) and event.name == "plot"]
    assert image.path == start.path
    assert image.svg.startswith("<svg")


@pytest.mark.parametrize(
    "question",
    [
        "What year did the Titanic sink?",
        "Who was the first president of the United States?",
        "What is the freezing point of water?",
        "Who won the first football world cup?",
        "How many continents are there?",
    ],
)
async def test_unchecked_answer_is_not_presented_as_a_fact(embedded: TurnContext, question: str) -> None:
    events = await ask(question, embedded)
    assert text_at(events) == refuse(question)
    (offer,) = [event for event in events if isinstance(event, ExamplesOffered)]
    assert offer.needs_larger_model
    assert offer.questions == examples_of(refuse(question))


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("What can you do?", introductions.ABOUT),
        ("¿Quién eres?", introductions.MODEL),
        ("hallo", introductions.HELLO),
        ("再见", introductions.GOODBYE),
    ],
)
async def test_it_introduces_itself_without_a_specialist(embedded: TurnContext, question: str, reply: str) -> None:
    events = await ask(question, embedded)
    assert called(events) == []
    assert text_at(events) == reply


async def test_language_specialist_declines_what_it_does_not_know(embedded: TurnContext) -> None:
    assert "needs a larger model" in text_at(await ask("What is the Japanese word for water?", embedded))


async def test_generated_code_is_run_before_it_is_shown(embedded: TurnContext) -> None:
    events = await ask("Write a Python function to check if a string is a palindrome", embedded)
    assert text_at(events).startswith(f"{canned_replies.CAUTION}\n\n```python\ndef ")
    assert [event.name for event in events if isinstance(event, ToolStart)][1:] == ["run_python"]


async def test_translation_is_declined_in_a_sentence(embedded: TurnContext) -> None:
    events = await ask("Translate 'The cat sleeps on the roof' to German", embedded)
    assert called(events) == ["language_assistant"]
    assert "Translation needs a larger model" in text_at(events)


async def test_cancellation_stops_the_generation(embedded: TurnContext) -> None:
    cancel = asyncio.Event()
    events = []
    async for event in run_turn("Write a long story about the Roman Empire", embedded, [], cancel):
        events.append(event)
        if isinstance(event, Text):
            cancel.set()
    assert isinstance(events[-1], Done)
    assert events[-1].stop_reason == "cancelled"
    assert called(await ask("What is 3 * 3?", embedded)) == ["math_assistant"]
