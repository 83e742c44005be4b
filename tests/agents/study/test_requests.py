import pytest

from agents.study.requests import NEXT_HINT, SHOW_ME, asks_for_hint, asks_something_else, asks_to_show
from chat.i18n.language import LANGUAGES, current_language, translate


@pytest.mark.parametrize(
    "message",
    ["hint", "Next hint", "another hint please", "Can I have a hint?", "I'm stuck", "I don't know", "help!", "pista",
     "Hinweis", "noch einen Tipp", "提示", "下一个提示"],
)  # fmt: skip
def test_a_hint_is_asked_for(message: str) -> None:
    assert asks_for_hint(message)
    assert not asks_to_show(message)


@pytest.mark.parametrize(
    "message", ["Show me", "show me the answer", "Show me, please!", "zeig mir die Lösung", "看答案"]
)
def test_the_answer_is_asked_for(message: str) -> None:
    assert asks_to_show(message)
    assert not asks_for_hint(message)


@pytest.mark.parametrize(
    "message",
    ["x = 3", "just tell me", "what is the answer", "is the hint wrong?", "show me how photosynthesis works", "", "3"],
)
def test_other_messages_ask_for_neither(message: str) -> None:
    assert not asks_for_hint(message)
    assert not asks_to_show(message)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_buttons_are_understood_in_every_language(language: str) -> None:
    token = current_language.set(language)
    try:
        assert asks_for_hint(translate(NEXT_HINT))
        assert asks_to_show(translate(SHOW_ME))
    finally:
        current_language.reset(token)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Why did the French revolution begin?", True),
        ("What is the capital of France?", True),
        ("¿Quién escribió Don Quijote?", True),
        ("Wer war Goethe eigentlich?", True),
        ("法国大革命为什么会开始?", True),
        ("Why?", False),
        ("Why do I have to subtract?", False),
        ("Why is the discriminant positive?", False),
        ("What does the 5 mean?", False),
        ("Can you explain that again?", False),
        ("Warum ist das so?", False),
        ("¿Por qué es así este paso?", False),
        ("为什么我要先减?", False),
        ("just tell me", False),
        ("", False),
    ],
)
def test_a_question_of_its_own_is_told_from_one_about_the_problem(message: str, expected: bool) -> None:
    assert asks_something_else(message, "Solve x^2 - 5x + 6 = 0") is expected
