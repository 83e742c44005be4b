import pytest

from agents.demo_model.follow_up import join_questions, split_questions

EARLIER = "Solve x^2 - 5x + 6 = 0"


@pytest.mark.parametrize(
    "question",
    [
        "And what is its discriminant?",
        "Why?",
        "What about the other one?",
        "show me the steps please",
        "¿por qué?",
        "¿puedes explicarlo más fácil?",
        "dame otro ejemplo",
        "warum?",
        "und auf Italienisch?",
        "kannst du das einfacher erklären?",
        "为什么？",
        "再举一个例子",
        "意大利语呢？",
    ],
)
def test_question_that_refers_to_the_earlier_one_is_joined_with_it(question: str) -> None:
    joined = join_questions(question, EARLIER)
    assert EARLIER in joined
    assert split_questions(joined) == (question, EARLIER)


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of France?",
        "Why is the sky blue?",
        "¿Por qué el cielo es azul?",
        "Warum ist der Himmel blau?",
        "Was ist das Präsens?",
        "天空为什么是蓝色的？",
        "Solve it: 2x = 4",
        "Is it true that 2 + 2 = 4?",
        "Tell me whether it is better to learn Latin before learning French or after it",
    ],
)
def test_complete_question_is_unchanged(question: str) -> None:
    assert join_questions(question, EARLIER) == question
    assert split_questions(question) == (question, "")


@pytest.mark.parametrize(
    "question", ["My answer is 2. Correct?", "I got x = 2", "Mi respuesta es 2", "我的答案是2，对吗？"]
)
def test_an_answer_alone_is_joined_with_what_it_answers(question: str) -> None:
    assert split_questions(join_questions(question, EARLIER)) == (question, EARLIER)
