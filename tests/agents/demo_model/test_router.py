"""Routing by the specialists' examples; the questions here were written after the examples and the patterns."""

from functools import cache

import pytest
from strands.types.tools import ToolSpec

from agents.demo_model.router import Router
from agents.embeddings import weights
from agents.embeddings.minilm import Embeddings
from agents.specialists import SPECIALISTS

HOLD_OUT = {
    "math_assistant": [
        "If a shirt costs 40 dollars and is reduced by 25%, what do I pay?",
        "How many degrees are in a triangle?",
        "What is 7/8 minus 1/3?",
        "Work out the roots of 2x^2 - 8 = 0",
        "What is the slope of the line y = 3x + 2?",
        "Compute the standard deviation of 2, 4, 4, 4, 5, 5, 7, 9",
        "How do I multiply two matrices?",
        "What are the odds of drawing an ace from a deck of cards?",
    ],
    "english_assistant": [
        "Should I write 'its' or 'it's' here?",
        "Give me a synonym for happy",
        "plural of 'knife'",
        "Can you check the punctuation of my letter?",
        "What is the passive voice?",
        "Who is the narrator in The Great Gatsby?",
        "Make this sentence shorter: Due to the fact that it rained, we did not go",
        "What is alliteration in poetry?",
    ],
    "language_assistant": [
        "How would a Frenchman order a coffee?",
        "What is the Japanese word for water?",
        "Translate 'Where is the train station?' into Italian",
        "How do I say goodbye in Russian?",
        "Which article does Tisch take in German?",
        "What does 'hasta luego' mean?",
        "What is the base form of went?",
        "Conjugate être in the present tense",
    ],
    "computer_science_assistant": [
        "My program crashes with a null pointer exception",
        "What is the time complexity of binary search?",
        "Write a shell script that renames files",
        "How do I center a div with CSS?",
        "What is the difference between an array and a linked list?",
        "Explain what an API is",
        "How can I sort a dictionary by value in Python?",
        "What is a deadlock in operating systems?",
    ],
    "loan_offering_assistant": [
        "Will this 45-year-old manager take up our loan?",
        "Predict loan acceptance for 52,1,6,2,0,1,0.0,0.0,1.0,0.0,0.0,0.0,0.0,0.0,1.0,0.0",
        "Is a blue-collar worker with a mortgage likely to accept the bank's offer?",
        "What makes a customer agree to a loan campaign?",
        "Would an unemployed person contacted by telephone accept the loan?",
    ],
    "general_assistant": [
        "How far away is the moon?",
        "Who invented the telephone?",
        "What is photosynthesis?",
        "Which country has the most inhabitants?",
        "How do I remove a coffee stain?",
        "When was Nelson Mandela born?",
        "Why do cats purr?",
        "How does a bill become a law in the United States?",
    ],
}


@cache
def router() -> Router:
    folder = weights.find_minilm()
    assert folder is not None
    return Router(Embeddings(folder).embed)


def specs() -> list[ToolSpec]:
    return [
        {"name": specialist.name, "description": specialist.description, "inputSchema": {"json": {}}}
        for specialist in SPECIALISTS
    ]


def test_nine_of_ten_unseen_questions_reach_their_specialist() -> None:
    chosen = [
        (expected, router().choose(question, specs()), question)
        for expected, questions in HOLD_OUT.items()
        for question in questions
    ]
    wrong = [f"{question}: {choice}, not {expected}" for expected, choice, question in chosen if choice != expected]
    assert len(chosen) >= 30
    assert len(wrong) <= len(chosen) * 0.1, "\n".join(wrong)


def test_new_tool_is_chosen_by_its_examples() -> None:
    music: ToolSpec = {
        "name": "music_assistant",
        "description": "Music theory and instruments.\n- What is a minor chord?\n- How do I tune a guitar?",
        "inputSchema": {"json": {}},
    }
    assert router().choose("How do I play a G major chord on the piano?", [*specs(), music]) == "music_assistant"


@pytest.mark.parametrize("description", ["", "One line without any example"])
def test_tool_without_examples_is_ranked(description: str) -> None:
    tool: ToolSpec = {"name": "odd", "description": description, "inputSchema": {"json": {}}}
    assert router().choose("anything", [tool]) == "odd"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("A train travels 120 km in 90 minutes. How fast is that?", "math_assistant"),
        ("If I have 3 apples and you give me 4 more, how many do I have?", "math_assistant"),
        ("Translate this loop into Java: for i in range(3): print(i)", "computer_science_assistant"),
        ("我想知道二叉树是什么", "computer_science_assistant"),
        ("Wie rechnet man den Umfang eines Dreiecks aus?", "math_assistant"),
        ("¿Quién inventó la bombilla?", "general_assistant"),
        ("where did i put my keys", "general_assistant"),
        ("Convert 248 to binary", "math_assistant"),
        ("Convert binary 10100011 to decimal", "math_assistant"),
        ("How are negative numbers stored in binary?", "computer_science_assistant"),
        ("What is the pinyin of 学校?", "language_assistant"),
    ],
)
def test_question_in_any_of_four_languages_reaches_its_specialist(question: str, expected: str) -> None:
    assert router().choose(question, specs()) == expected


@pytest.mark.parametrize(
    "question", ["", " ", "?", "\x00", "a" * 100_000, "你" * 5_000, "¿" * 3_000, "1," * 3_000, "😀"]
)
def test_odd_text_is_ranked(question: str) -> None:
    ranking = router().rank(question, specs())
    assert len(ranking) == len(SPECIALISTS)
    assert all(score == score for score in ranking.values())
