"""Requests to practise in four languages, and what only looks like one."""

import pytest

from agents.exercises.registry import TOPICS
from agents.exercises.requests import PracticeRequest, read_command, read_request


@pytest.mark.parametrize(
    ("text", "topic", "level"),
    [
        ("/practise fractions", "fractions", 1),
        ("/practice Fractions 2", "fractions", 2),
        ("/practise", "", 1),
        ("/practise the piano", "", 1),
        ("/üben Brüche", "fractions", 1),
        ("Give me a quiz on fractions", "fractions", 1),
        ("give me a hard quiz on fractions, please", "fractions", 3),
        ("Can you give me some practice problems on statistics?", "statistics", 1),
        ("Test me on derivatives.", "derivatives", 1),
        ("Let's practise hard integrals", "integrals", 3),
        ("I want to practise Python", "programs", 1),
        ("practise English grammar", "sentences", 1),
        ("Hazme un cuestionario sobre fracciones", "fractions", 1),
        ("dame ejercicios de fracciones difíciles", "fractions", 3),
        ("Quiero practicar ecuaciones cuadráticas", "quadratics", 1),
        ("Gib mir ein Quiz zu Brüchen", "fractions", 1),
        ("Gib mir bitte ein paar Aufgaben zu linearen Gleichungen", "equations", 1),
        ("Ich möchte Wahrscheinlichkeit üben", "probability", 1),
        ("给我出一个分数的测验", "fractions", 1),
        ("出一道难的分数题", "fractions", 3),
        ("我想练习导数", "derivatives", 1),
    ],
)
def test_a_request_names_its_topic_and_level(text: str, topic: str, level: int) -> None:
    assert read_request(text) == PracticeRequest(topic, level)


@pytest.mark.parametrize(
    "text",
    [
        "Practise the piano every day",
        "give me a quiz on the French Revolution",
        "What is a fraction?",
        "How do I practise fractions with my son, who is nine and hates them, without crying at the end?",
        "practise",
        "Test me on everything",
        "什么是分数",
        "Was sind Brüche?",
        "",
        "/practiser",
    ],
)
def test_other_questions_are_left_to_a_model(text: str) -> None:
    assert read_request(text) is None


def test_a_topic_may_have_another_name_in_the_readers_language() -> None:
    assert read_request("/practise les fractions", lambda name: "fractions" if name == "les fractions" else "") == (
        PracticeRequest("fractions")
    )
    assert all(read_request(f"/practise {topic}") == PracticeRequest(topic) for topic in TOPICS)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Hint!", "hint"),
        ("I don’t know.", "hint"),
        ("ich weiß es nicht", "hint"),
        ("show me", "show"),
        ("看答案", "show"),
        ("siguiente", "next"),
        ("Weiter bitte", "next"),
        ("stop", "stop"),
        ("3/4", None),
        ("show me how to cook", None),
    ],
)
def test_words_said_instead_of_an_answer(text: str, command: str | None) -> None:
    assert read_command(text) == command
