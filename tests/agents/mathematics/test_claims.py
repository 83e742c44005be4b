"""A claim is answered with what is right first, then what is not, then the computed answer; or not at all."""

# ruff: noqa: RUF001 - Chinese marks

import pytest

from agents.mathematics.expressions.parser import AlgebraError
from agents.mathematics.expressions.printing import format_result
from agents.mathematics.solver import answer_question


@pytest.mark.parametrize(
    ("text", "verdict", "answer"),
    [
        ("I think 3/4 + 1/8 = 4/12, is that right?", "This is not right: 3/4 + 1/8 = 4/12.", "7/8 = 0.875"),
        ("I got x = 3 for 2x + 5 = 13", "This is not right: x = 3 for “2x + 5 = 13”.", "x = 4"),
        ("I solved 2x + 3 = 11 and got x = 4. Is that correct?", "This is right: x = 4 for “2x + 3 = 11”.", "x = 4"),
        ("I say 12 * 13 = 150 and 12 * 12 = 144. Am I right?",
         "This is right: 12 * 12 = 144. This is not right: 12 * 13 = 150.", "156; 144"),
        ("I got x = 2 for x^2 - 5x + 6 = 0. Is that all?",
         "x = 2 for “x^2 - 5x + 6 = 0”: what you give is right, but it is not all: there is another solution.",
         "x = 2 or x = 3"),
        ("1/3 = 0.33, right?", "This is not right: 1/3 = 0.33. It is close, but rounded, or rounded too early: give it "
         "exactly, or keep more digits.", "1/3 ≈ 0.333333"),
        ("2 + 3 = 4 + 1, right?", "This is right: 2 + 3 = 4 + 1.", "5"),
        ("My answer to the derivative of x^2 is 2x", "This is right: 2x for “the derivative of x^2”.", "2x"),
        ("Creo que 15% de 80 = 12, ¿es correcto?", "This is right: 15% de 80 = 12.", "12"),
        ("Ich habe x = −4 für 2x + 5 = 13. Stimmt das?", "This is not right: x = −4 for “2x + 5 = 13”. Look at the "
         "signs: one of them is the wrong way round.", "x = 4"),
        ("我算出 x = 4，方程是 2x + 5 = 13，对吗？", "This is right: x = 4 for “2x + 5 = 13”.", "x = 4"),
        ('My answer to "¿Cuánto es 6 por 7?" is 42', "This is right: 42 for “¿Cuánto es 6 por 7?”.", "42"),
    ],
)  # fmt: skip
def test_what_is_right_comes_first(text: str, verdict: str, answer: str) -> None:
    result = answer_question(text)
    assert (result.verdict, result.answer) == (verdict, answer)
    assert result.checked
    shown = format_result(result)
    assert shown.startswith(verdict)
    assert shown.index(verdict) < shown.index("**Answer:**")


@pytest.mark.parametrize(
    "text",
    ["I got 45 for the speed of light through my fridge", "I think the moon = cheese, right?",
     "I got x = cheese for 2x = 4",
     "I think 2 + 2 = 4 and 3 + dogs = 5", "My answer is 42. Correct?", "For 2x = 4 + y I got x = 2 and a cake",
     "I got 3 for 1/0", "I think 2 + 2 = , right?"],
)  # fmt: skip
def test_what_is_not_read_whole_is_not_judged(text: str) -> None:
    with pytest.raises(AlgebraError):
        answer_question(text)


def test_a_question_that_is_no_claim_has_no_verdict() -> None:
    assert answer_question("What is 7 * 8?").verdict == ""
    assert answer_question("Is 7 * 8 = 56?").answer.startswith("Yes")
