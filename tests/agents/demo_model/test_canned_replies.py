import pytest

from agents.demo_model.canned_replies import (
    LANGUAGES,
    refuse_translation,
    repeat_question,
    show_excerpts,
)
from agents.documents.attachments import ReadFile


def test_earlier_question_is_repeated_word_for_word() -> None:
    earlier = ["What is 6 * 7?", "Who wrote Hamlet?"]
    assert (
        repeat_question("What was my previous question?", earlier) == "Your previous question was: “Who wrote Hamlet?”"
    )
    assert repeat_question("What was my first question?", earlier) == "Your first question was: “What is 6 * 7?”"
    assert repeat_question("What did I just ask?", []) == "This is the first question of our conversation."
    assert not repeat_question("What is the last question of philosophy?", [])


def test_only_the_beginning_of_a_file_is_shown_and_cannot_end_its_block() -> None:
    shown = show_excerpts([ReadFile("notes.txt", ((1, 0, "``` " + "a" * 400),))])
    assert "**notes.txt** begins:" in shown
    assert "~~~ aaa" in shown
    assert shown.endswith("a …\n```")
    assert not show_excerpts([])


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
