import pytest

from agents.demo_model.canned_replies import (
    LANGUAGES,
    refuse_translation,
    repeat_question,
)


def test_earlier_question_is_repeated_word_for_word() -> None:
    earlier = ["What is 6 * 7?", "Who wrote Hamlet?"]
    assert (
        repeat_question("What was my previous question?", earlier) == "Your previous question was: “Who wrote Hamlet?”"
    )
    assert repeat_question("What was my first question?", earlier) == "Your first question was: “What is 6 * 7?”"
    assert repeat_question("What did I just ask?", []) == "This is the first question of our conversation."
    assert not repeat_question("What is the last question of philosophy?", [])


@pytest.mark.parametrize(
    ("question", "prompt", "expected"),
    [
        ("Translate “hello, how are you” into French", "", "Bonjour, comment allez-vous ?"),
        ("Translate “the cat” into French", "", "Translation needs a larger model"),
        ("What is a verb?", f"You are a {LANGUAGES}.", "Translation needs a larger model"),
    ],
)
def test_translations_are_refused_but_for_one_greeting(question: str, prompt: str, expected: str) -> None:
    assert refuse_translation(question, prompt).startswith(expected)


def test_other_questions_are_not_refused() -> None:
    assert not refuse_translation("What is photosynthesis?", "")
