import pytest

from agents.mathematics.question import find_task
from agents.mathematics.task import Task


@pytest.mark.parametrize(
    ("question", "operation", "expression"),
    [
        ("Solve the quadratic equation x^2 + 5x + 6 = 0", "solve", "x^2 + 5x + 6 = 0"),
        ("What is 5 * 7?", "evaluate", "5 * 7"),
        ("What is 2 + 2?", "evaluate", "2 + 2"),
        ("15% of 240", "evaluate", "15% * 240"),
        ("What is 15 percent of 240?", "evaluate", "15% * 240"),
        ("factor x^2-9", "factor", "x^2 - 9"),
        ("Factorize 360 into primes", "factor", "360"),
        ("derivative of sin(x)*x", "differentiate", "sin (x) * x"),
        ("What is the derivative of x^3 + 2x with respect to x?", "differentiate", "x^3 + 2x"),
        ("integrate x^2 from 0 to 3", "integrate", "x^2 from 0 to 3"),
        ("Find the integral of cos(x)", "integrate", "cos (x)"),
        ("simplify (x^2-1)/(x-1)", "simplify", "(x^2 - 1) / (x - 1)"),
        ("square root of 144", "evaluate", "sqrt 144"),
        ("What is the square root of 144?", "evaluate", "sqrt 144"),
        ("12 times 12", "evaluate", "12 * 12"),
        ("What's 7 x 8?", "evaluate", "7 * 8"),
        ("x+y=3, x-y=1", "solve", "x + y = 3, x - y = 1"),
        ("Solve x + y = 3 and x - y = 1", "solve", "x + y = 3, x - y = 1"),
        ("What is the limit of sin(x)/x as x approaches 0?", "limit", "sin(x)/x as x -> 0"),
        ("What is 3 to the power of 4?", "evaluate", "3^4"),
        ("If 2x + 1 = 7, what is x?", "solve", "2x + 1 = 7"),
        ("What is the mean of 3, 7, 8 and 12?", "evaluate", "mean (3, 7, 8, 12)"),
        ("How much is 1,200 divided by 8?", "evaluate", "1200 / 8"),
        ("What is 5 factorial?", "evaluate", "(5)!"),
        ("expand (x+1)(x+2)", "expand", "(x + 1) (x + 2)"),
        ("What is 10 minus 3.5?", "evaluate", "10 - 3.5"),
        ("What is the discriminant of x^2 + 5x + 6?", "discriminant", "x^2 + 5x + 6"),
        ("What is the mode of 1, 2, 2 and 3?", "statistics", "1, 2, 2, 3"),
        ("standard deviation of 4, 8, 15", "statistics", "4, 8, 15"),
        ("Convert 100 F to C", "convert", "100 F to C"),
        ("convert 60 miles per hour to m/s", "convert", "60 miles per hour to m/s"),
        ("How many feet are in a mile?", "convert", "1 mile to feet"),
        ("Solve x^2 - 4 >= 0", "solve", "x^2 - 4 >= 0"),
        ("For which x is 2x + 1 < 7?", "solve", "2x + 1 < 7"),
        ("Is 221 a prime number?", "factor", "221"),
        ("Differentiate y = x^2 + 3x", "differentiate", "x^2 + 3x"),
        ("Plot x^2 - 1", "plot", "x^2 - 1"),
        ("graph sin(x) and cos(x)", "plot", "sin (x), cos (x)"),
    ],
)
def test_task_is_found(question: str, operation: str, expression: str) -> None:
    assert find_task(question) == Task(operation, expression)


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
        "",
        "(" * 3000,
        "= = = = =",
        "How many people live in a city?",
        "Convert this pseudocode to TypeScript",
        "<script>alert(1)</script>",
        "Draw a picture of 3 cats",
    ],
)
def test_question_without_a_task_gives_none(question: str) -> None:
    assert find_task(question) is None
