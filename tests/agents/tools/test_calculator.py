"""The calculator: its answers, its steps and its refusals."""

import json
from typing import Any

import pytest

from agents.mathematics.expressions.parser import MAX_EXPRESSION_CHARACTERS
from agents.mathematics.task import OPERATIONS, Task
from agents.tools.calculator import calculator

ENDLESS = Task("integrate", "sin(x^x) * exp(x^3) * tan(x)")


async def calculate(expression: str, operation: Any = "evaluate", variable: str = "") -> tuple[str, str]:
    result = await calculator(expression=expression, operation=operation, variable=variable)
    return result["status"], result["content"][0]["text"]


@pytest.mark.parametrize(
    ("operation", "expression", "answer"),
    [
        ("evaluate", "2 + 2", "4"),
        ("evaluate", "5 * 7", "35"),
        ("evaluate", "15% of 240", "36"),
        ("evaluate", "10 % 3", "1"),
        ("evaluate", "1/3 + 1/6", "1/2 = 0.5"),
        ("evaluate", "0.1 + 0.2", "0.3"),
        ("evaluate", "-2^2", "−4"),
        ("evaluate", "2^3^2", "512"),
        ("evaluate", "2(3+4)", "14"),
        ("evaluate", "6 ÷ 2 × 3 − 1", "8"),
        ("evaluate", "√144", "12"),
        ("evaluate", "sqrt 2", "√2 ≈ 1.41421"),
        ("evaluate", "3π", "3π ≈ 9.42478"),
        ("evaluate", "5!", "120"),
        ("evaluate", "|3 - 5|", "2"),
        ("evaluate", "sin(pi/6)", "1/2 = 0.5"),
        ("evaluate", "log(1000)", "3"),
        ("evaluate", "ln(e^2)", "2"),
        ("evaluate", "mean(3, 7, 8, 12)", "15/2 = 7.5"),
        ("evaluate", "median(3, 7, 8, 12)", "15/2 = 7.5"),
        ("evaluate", "gcd(12, 18)", "6"),
        ("evaluate", "binomial(5, 2)", "10"),
        ("evaluate", "3x + 2x", "5x"),
        ("evaluate", "1e3 + 1", "1001"),
        ("simplify", "(x^2-1)/(x-1)", "x + 1"),
        ("simplify", "sin(x)^2 + cos(x)^2", "1"),
        ("expand", "(x+1)(x+2)", "x² + 3x + 2"),
        ("factor", "x^2 - 9", "(x − 3)·(x + 3)"),
        ("factor", "360", "360 = 2³ · 3² · 5"),
        ("solve", "x^2 + 5x + 6 = 0", "x = −3 or x = −2"),
        ("solve", "x^2 - 4x + 4 = 0", "x = 2"),
        ("solve", "x^2 + 1 = 0", "x = −i or x = i"),
        ("solve", "x^2 + x - 1 = 0", "x = (−√5 − 1)/2 ≈ −1.61803 or x = (−1 + √5)/2 ≈ 0.618034"),
        ("solve", "2x + 3 = 7", "x = 2"),
        ("solve", "3x = 2x", "x = 0"),
        ("solve", "x + y = 3, x - y = 1", "x = 2, y = 1"),
        ("solve", "x^3 - 6x^2 + 11x - 6 = 0", "x = 1 or x = 2 or x = 3"),
        ("solve", "x = x + 1", "there is no solution"),
        ("differentiate", "sin(x) * x", "x·cos(x) + sin(x)"),
        ("differentiate", "x^3 + 2x", "3x² + 2"),
        ("integrate", "x^2 from 0 to 3", "9"),
        ("integrate", "cos x", "sin(x) + C"),
        ("limit", "sin(x)/x as x -> 0", "1"),
        ("limit", "1/x as x -> infinity", "0"),
        ("limit", "(1 + 1/x)^x as x -> oo", "e ≈ 2.71828"),
        ("factor", "221", "221 = 13 · 17"),
        ("factor", "97", "97 is a prime number"),
        ("evaluate", "lcm(4, 6)", "12"),
        ("discriminant", "2x^2 + 3x - 2", "D = 25"),
        ("solve", "2x + 3 < 7", "x < 2"),
        ("solve", "x^2 - 4 >= 0", "x ≤ −2 or x ≥ 2"),
        ("solve", "1 < x < 5", "1 < x < 5"),
        ("solve", "x^2 < -1", "it holds for no value"),
        ("solve", "x^2 ≥ 0", "it holds for every real x"),
        ("solve", "1/x > 2", "0 < x < 1/2"),
        ("convert", "5 miles to km", "5 miles = 8.04672 km"),
        ("convert", "a mile in feet", "1 mile = 5280 feet"),
        ("convert", "60 miles per hour to m/s", "60 miles per hour = 26.8224 m/s"),
        ("convert", "1 acre to square feet", "1 acre = 43560 square feet"),
        ("convert", "98.6 F to C", "98.6 °F = 37 °C"),
        ("convert", "100 °C to kelvin", "100 °C = 373.15 K"),
        ("convert", "180 degrees to radians", "180 degrees ≈ 3.14159 radians"),
        ("statistics", "3, 3", "mean 3, median 3, standard deviation 0 (population) or 0 (sample), variance 0 or 0"),
    ],
)  # fmt: skip
async def test_answer_is_exact(operation: str, expression: str, answer: str) -> None:
    status, text = await calculate(expression, operation)
    assert status == "success", text
    assert text.split("**Answer:** ")[1].split("\n")[0] == answer


async def test_quadratic_equation_shows_its_steps() -> None:
    _, text = await calculate("x^2 + 5x + 6 = 0", "solve")
    assert "The discriminant is D = b² − 4ac = 5² − 4·1·6 = 1." in text
    assert text.index("discriminant") < text.index("x = (−b ± √D) / (2a)") < text.index("**Answer:**")


async def test_spread_of_population_and_sample_are_both_named() -> None:
    _, text = await calculate("2, 4, 4, 4, 5, 5, 7, 9", "statistics")
    assert "Mode: 4, which appears 3 times." in text
    assert "(population): variance 32 / 8 = 4, standard deviation 2." in text
    assert "(sample), variance 4 or 32/7 ≈ 4.57143" in text


@pytest.mark.parametrize(
    ("operation", "expression", "words"),
    [
        ("convert", "3 kg to miles", "measure different things"),
        ("convert", "5 foo to bar", "“foo” is not known"),
        ("convert", "-500 C to F", "below absolute zero"),
        ("convert", "2x miles to km", "not known"),
        ("convert", "5 cups", "Say what to convert"),
        ("statistics", "x, 3", "Only numbers"),
        ("statistics", ",".join("1" * 201), "At most 200"),
        ("solve", "x*y < 3", "one variable"),
        ("solve", "1 < x < 5 < y", "one sign, or two"),
        ("discriminant", "x + 1", "quadratic"),
    ],
)
async def test_unusable_input_of_other_operations_is_refused_in_a_sentence(
    operation: str, expression: str, words: str
) -> None:
    status, text = await calculate(expression, operation)
    assert (status, text.endswith(".")) == ("error", True)
    assert words in text


async def test_named_variable_is_the_unknown() -> None:
    _, text = await calculate("a*x = 6", "solve", "a")
    assert text.endswith("**Answer:** a = 6/x\n\nChecked by putting it back.")


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("9**9**9**9", "more than 1,000 digits"),
        ("2^-99999", "more than 1,000 digits"),
        ("factorial(10**10)", "factorial is possible from 0 to 400"),
        ("99999999999!", "factorial is possible from 0 to 400"),
        ("3!!!!!!!!", "Two factorial signs can be read in two ways"),
        ("binomial(10^9, 5)", "400"),
        ("10^999 * 10^999", "more than 1,000 digits"),
        ("1e999999999", "too long"),
        ("9" * 400, "too long"),
        ("1/0", "Division by zero"),
        ("1/(2-2)", "Division by zero"),
        ("__import__('os').system('id')", "has no meaning"),
        ("open(1)", "not known"),
        ("x.__class__", "has no meaning"),
        ("lambda: 1", "has no meaning"),
        ("eval(2)", "not known"),
        ("exec", "not known"),
        ("'a' * 10", "has no meaning"),
        ("(" * 400 + ")" * 400, "nested too deeply"),
        ("(" * 10_000, "characters"),
        ("-" * 900 + "1 +", "not complete"),
        ("2^" * 300 + "2", "nested too deeply"),
        ("x" * 10_000_000, "too long"),
        ("2 +", "not complete"),
        ("2 + * 3", "cannot have"),
        ("(2 + 3", "is missing"),
        ("2 3", "cannot go on"),
        ("", "not complete"),
        ("a = b = c", "one equals sign"),
        ("sin()", "cannot have"),
        ("sin(1, 2)", "takes 1 argument"),
        ("gcd(1.5, 2)", "whole numbers"),
    ],
)
async def test_unusable_expression_is_refused_in_a_sentence(expression: str, words: str) -> None:
    status, text = await calculate(expression)
    assert status == "error"
    assert words in text
    assert "Traceback" not in text
    assert text.endswith(".")


@pytest.mark.parametrize(
    ("operation", "expression"),
    [("differentiate", "5"), ("limit", "sin(x)"), ("factor", "x = 2"), ("expand", "(x+y)^61"), ("nonsense", "1")],
)
async def test_operation_that_does_not_fit_is_refused_in_a_sentence(operation: str, expression: str) -> None:
    status, text = await calculate(expression, operation)
    assert (status, text.endswith(".")) == ("error", True)


def test_schema_lists_the_operations() -> None:
    schema = calculator.tool_spec["inputSchema"]["json"]
    assert tuple(schema["properties"]["operation"]["enum"]) == OPERATIONS
    assert schema["required"] == ["expression"]
    assert len(json.dumps(schema)) < MAX_EXPRESSION_CHARACTERS
