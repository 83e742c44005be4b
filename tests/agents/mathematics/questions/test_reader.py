import re
from fractions import Fraction

import pytest

from agents.mathematics.expressions.parser import Name, Number
from agents.mathematics.questions.reader import grammar_text, read_question
from agents.mathematics.questions.tokens import NotUnderstoodError
from agents.mathematics.questions.unit_names import is_unit


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("What is 5 * 7?", "evaluate"),
        ("Solve x^2 = 4", "solve"),
        ("x + y = 3, x - y = 1", "solve"),
        ("Please can you factor x^2 - 9?", "factor"),
        ("What is the mean of 3, 7 and 8?", "mean"),
        ("Which is bigger, 1/2 or 1/3?", "which"),
        ("plot sin(x) and cos(x) from 0 to 2pi", "plot"),
    ],
)
def test_the_operation_is_read(question: str, operation: str) -> None:
    assert read_question(question).operation == operation


def test_what_is_given_is_kept_apart_from_what_is_asked() -> None:
    problem = read_question("Let a = 2. Suppose 3b = a. What is b?")
    assert problem.definitions == (("a", Number(Fraction(2))),)
    assert len(problem.equations) == 1
    assert problem.arguments == (Name("b"),)


def test_a_unit_that_other_rules_name_is_still_a_unit() -> None:
    grammar = grammar_text()
    (rule,) = re.findall(r"^!_unit_name: (.+)$", grammar, re.MULTILINE)
    named = {word for word in re.findall(r'"([a-z]+)"', grammar) if is_unit(word)}
    assert named - {"square", "cubic"} <= set(re.findall(r'"([a-z]+)"', rule))


def test_the_first_word_without_a_place_is_named() -> None:
    with pytest.raises(
        NotUnderstoodError, match="understood up to “what is 5”, but not “bananas” after it; leave that out"
    ):
        read_question("What is 5 bananas?")
