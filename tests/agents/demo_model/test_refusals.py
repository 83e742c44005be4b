"""Refusals that fit their questions, and the examples below them."""

from agents.demo_model import canned_replies, introductions
from agents.demo_model.examples import examples_of, needs_larger_model
from agents.demo_model.refusals import refuse
from agents.mathematics.questions.reader import read_question

QUESTIONS = """\
Why is the sky blue?
How do vaccines work?
Who invented the telephone?
When did the Berlin Wall fall?
Where is Timbuktu?
How many bones has a cat?
What is the difference between a virus and a bacterium?
Should I study law or medicine?
What is the weather today?
List five rivers of Europe
Summarize the plot of Hamlet
What is photosynthesis?
Explain recursion
Tell me about Napoleon
Warum ist das Meer salzig?
¿Cuándo murió Cervantes?
¿Por qué llueve?
谁写了红楼梦？
为什么天空是蓝色的？
Wie funktioniert ein Motor?""".splitlines()  # noqa: RUF001


def test_twenty_refusals_in_a_row_do_not_read_the_same() -> None:
    said = [refuse(question) for question in QUESTIONS]
    assert len(set(said)) == len(QUESTIONS) == 20
    assert len({sentence.template for sentence in said}) >= 10
    assert all(question.strip("?？") in sentence for question, sentence in zip(QUESTIONS, said, strict=True))  # noqa: RUF001
    assert all(len(examples_of(sentence)) == 2 and needs_larger_model(sentence) for sentence in said)


def test_a_question_of_marks_alone_is_quoted_as_it_is() -> None:
    assert "“?”" in refuse(" ? ")


def test_a_question_is_quoted_without_markdown_and_not_whole_if_it_is_long() -> None:
    assert "](" not in refuse("Why [x](javascript:y) `z`?")
    assert "a …”" in refuse("Why " + "a " * 200)


def test_an_answer_that_needs_none_has_no_examples() -> None:
    assert examples_of("The capital of France is Paris.") == ()
    assert examples_of(introductions.WELCOME) == ()
    assert not needs_larger_model(introductions.HELLO)


def test_every_example_of_mathematics_is_read_whole() -> None:
    examples = {one for sentence in map(refuse, QUESTIONS) for one in examples_of(sentence)}
    others = ("Remember", "What do you", "What is the capital", "Run", "Correct", "Check")
    mathematics = [one for one in examples if not one.startswith(others)]
    assert len(mathematics) >= 10
    for one in mathematics:
        read_question(one)
    assert examples_of(canned_replies.NO_TRANSLATION)
