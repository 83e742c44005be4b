import pytest

from agents.mathematics.question import has_mathematics, resolve_reference
from tests.agents.mathematics import test_solver


@pytest.mark.parametrize(
    "question",
    [
        "Solve the quadratic equation x^2 + 5x + 6 = 0",
        "What is 5 * 7?",
        "15% of 240",
        "factor x^2-9",
        "derivative of sin(x)*x",
        "square root of 144",
        "12 times 12",
        "x+y=3, x-y=1",
        "What is the limit of sin(x)/x as x approaches 0?",
        "What is the mean of 3, 7, 8 and 12?",
        "Convert 100 F to C",
        "How many feet are in a mile?",
        "For which x is 2x + 1 < 7?",
        "Is 221 a prime number?",
        "graph sin(x) and cos(x)",
        "Divide 144 by 12",
        "8 to the power of 4",
        "What is 248 in binary?",
        "If f(x) = x^2 + 1, what is f(3)?",
        "¿Cuánto es 12 por 8?",
        "Was ist 12 mal 8?",
        "解方程 x^2 - 5x + 6 = 0",
        r"\frac{1}{2} + \frac{1}{3}",
        "two thirds of 90",
        "What is the hundreds digit of 4821?",
        "5 km in miles",
        "100 km/h to m/s",
        "3 weeks in days",
        "C(5,2)",
        "10C3",
        "cos 0",
        "2(3)(4)",
        "(2+3i)(1-i)",
        "5 x 3",
        "Is 51 composite?",
        "4th root of 81",
        "rank of [[1,2],[2,4]]",
        "What is 44 in Roman numerals?",
        "Which of the following numbers is divisible by 3? (a) 20 (b) 24",
        "Fläche eines Kreises mit Radius 3",
        "¿Cuál es la raíz cuadrada de 81?",
    ],
)
def test_mathematics_is_found(question: str) -> None:
    assert has_mathematics(question)


def test_every_question_that_the_solver_answers_is_found() -> None:
    (answered,) = vars(test_solver.test_answer_is_right_and_checked)["pytestmark"]
    assert [question for question, _ in answered.args[1] if not has_mathematics(question)] == []


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of France?",
        "Help me improve this sentence: Me and him went to store",
        "Write a Python function to check if a string is a palindrome",
        "Remember my birthday is July 25",
        "Who won the world cup in 1998?",
        "A 29-year-old student, called in May",
        "I am in room 12",
        "Translate 'Hello, how are you?' to Spanish",
        "What is the big-O of binary search?",
        "",
        "(" * 3000,
        "= = = = =",
        "How many people live in a city?",
        "Convert this pseudocode to TypeScript",
        "<script>alert(1)</script>",
        "Draw a picture of 3 cats",
        "Explain binary search in 3 steps",
        "He has been in power for 20 years",
        "Why do more than 50 countries drive on the left?",
        "What is the chance of rain in 2 days?",
        "Tell me twice about the year 1789",
        "Who is number 10 in the band?",
        "Madrid es 1 de las capitales",
        "Is 5G dangerous?",
        "What changed in Python 3 in 2008?",
        "vitamin B12",
    ],
)
def test_other_questions_hold_none(question: str) -> None:
    assert not has_mathematics(question)


@pytest.mark.parametrize(
    ("question", "earlier", "resolved"),
    [
        (
            "And what is its discriminant?",
            "Solve x^2 - 5x + 6 = 0",
            "what is the discriminant of x^2 - 5x + 6 = 0?",
        ),
        ("factor it", "Expand (x+1)(x+2)", "factor (x+1)(x+2)"),
        ("Why?", "Solve x = 2", "Why?"),
        ("factor it", "Who was Newton?", "factor it"),
    ],
)
def test_a_reference_stands_for_the_earlier_mathematics(question: str, earlier: str, resolved: str) -> None:
    assert resolve_reference(question, earlier) == resolved
