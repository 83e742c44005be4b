"""Reading the subject and the value of a statement, and the subject of a question."""

import pytest

from agents.memory.contradictions import replaced_by
from agents.memory.fact import Fact
from agents.memory.statements import parse_statement, subject_of_question


@pytest.mark.parametrize(
    ("text", "subject", "value", "is_change"),
    [
        ("I moved from Leeds to York", "home", "york", True),
        ("We have just moved to York from Leeds last week", "home", "york", True),
        ("By the way, I now live in York.", "home", "york", True),
        ("I don't live in Leeds any more, I live in York", "home", "york", True),
        ("I live in Leeds", "home", "leeds", False),
        ("I'm 16 now", "age", "16", True),
        ("My phone number is now 555", "phone number", "555", True),
        ("My favourite colour is green now", "favorite color", "green", True),
        ("my locker is 214", "locker", "214", False),
        ("Ich bin nach Köln gezogen", "home", "köln", True),
        ("Ahora vivo en Madrid", "home", "madrid", True),
        ("我现在住在上海", "home", "上海", True),
    ],
)
def test_a_statement_has_a_subject_and_a_value(text: str, subject: str, value: str, is_change: bool) -> None:
    statement = parse_statement(text)
    assert statement is not None
    assert (statement.subject, statement.value, statement.is_change) == (subject, value, is_change)


@pytest.mark.parametrize(
    "text", ["I live in fear of exams", "I have a dog", "Trees are green", "", "I live in a house"]
)
def test_other_texts_have_none(text: str) -> None:
    assert parse_statement(text) is None


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Where do I live?", "home"),
        ("Do you know how old I am? How old am I?", "age"),
        ("Which city do I live in?", "home"),
        ("What is my favourite colour?", "favorite color"),
        ("Wie heiße ich?", "name"),
        ("¿Cuándo es mi cumpleaños?", "birthday"),
        ("我几岁？", "age"),  # noqa: RUF001
        ("Where do birds live?", ""),
    ],
)
def test_a_question_has_a_subject(question: str, subject: str) -> None:
    assert subject_of_question(question) == subject


def test_only_a_change_of_the_same_subject_replaces() -> None:
    kept = [Fact("I live in Leeds"), Fact("my dog is called Rex"), Fact("my school is Oakwood")]
    assert [fact.text for fact in replaced_by("I moved to York", kept)] == ["I live in Leeds"]
    assert replaced_by("I live in York", kept) == []
    assert replaced_by("My new dog is called Bello", kept) == []
    assert replaced_by("I moved to Leeds", kept) == []
