"""What is worked out is the question, and never a part of it that would make another one."""

import pytest

from agents.study.worked_answer import work_out


@pytest.mark.parametrize(
    "question",
    [
        "I say 12 * 12 = 144 and 12 * 13 = 150. Am I right?",
        "I think 1/2 + 1/4 = 3/4 and 1/2 + 1/3 = 2/5. Is that right?",
        "My friend says 7 * 8 = 54, and I believe 7 * 8 = 56",
    ],
)
async def test_of_several_claims_none_is_taken_for_the_question(question: str) -> None:
    assert await work_out(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "My homework is 2x + 3 = 11, please help",
        "Can you explain how to solve 2x + 3 = 11? I don't get it",
        "Löse 2x + 3 = 11 bitte, ich verstehe es nicht",
        "¿Cómo resuelvo 2x + 3 = 11? No lo entiendo",
        "请帮我解方程 2x + 3 = 11，我不懂",  # noqa: RUF001
        "Résous l’équation 2x + 3 = 11",
        "Risolvi l’equazione 2x + 3 = 11, per favore",
        "Resolva a equação 2x + 3 = 11",
        "2x + 3 = 11 を解いてください",
        "방정식 2x + 3 = 11 을 풀어 주세요",
        "حل المعادلة 2x + 3 = 11",
    ],
)
async def test_an_equation_in_a_sentence_is_solved(question: str) -> None:
    worked = await work_out(question)
    assert worked is not None
    assert worked.answer.text == "x = 4"


@pytest.mark.parametrize(
    "question",
    [
        "How many solutions does x^2 = 4 have?",
        "Solve x^2 = 4 for positive x",
        "Solve |x| = 3 in natural numbers",
        "Is x = 3 a solution of x^2 = 4?",
        "What is the sum of the solutions of x^2 - 5x + 6 = 0?",
        "Find the smaller root of x^2 - 7x + 12 = 0",
        "differentiate x^4 twice",
        "the derivative of x^2 at three",
        "differentiate x^2 at x = 3",
        "Differentiate 2x + 3 implicitly",
        "Differentiate y = x^2, I am stuck",
        "integrate x^2 over the unit interval",
        "Factor x^2 - 9 over the complex numbers",
        "simplify sqrt(8) to a decimal",
        "What is 3 + 4, rounded to the nearest ten?",
        "¿Cuántas soluciones tiene x^2 = 4?",
        "Löse x^2 = 4 für negative x",
        "x^2 = 4 的正数解",
        "x^2 = 4 の正の解はいくつですか",
    ],
)
async def test_words_that_ask_something_else_are_not_left_out(question: str) -> None:
    assert await work_out(question) is None


async def test_a_claim_is_no_question_whose_verdict_could_be_shown() -> None:
    worked = await work_out("I got x = 3 for 2x + 5 = 13, is that right?")
    assert worked is not None
    assert worked.answer.text == "x = 4"
    assert "right" not in worked.text


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is 3/4 divided by 1/8?", "6"),
        ("What is 3/4 ÷ 1/8?", "6"),
        ("What is 6 / 1/2?", "12"),
        ("Was ist 3/4 geteilt durch 1/8?", "6"),
        ("¿Cuánto es 3/4 dividido entre 1/8?", "6"),
        ("3/4除以1/8是多少", "6"),
        ("3/4 : 1/8", "6"),
        ("What is 1/2 divided by 4?", "1/8 = 0.125"),
        ("What is 12 ÷ 2 * 3?", "18"),
        ("12/3/4", "1"),
    ],
)
async def test_a_fraction_that_divides_is_a_whole(question: str, answer: str) -> None:
    worked = await work_out(question)
    assert worked is not None
    assert worked.answer.text == answer
