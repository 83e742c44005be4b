"""The mark under an answer: right where it is right, and no wrong result passes."""

import pytest

from agents.events import ToolEnd, ToolStart
from agents.turn.answer_check import CALCULATOR, MATHEMATICS, AnswerCheck, AnswerMark, compare

RIGHT = [
    ("42", "The answer is 42."),
    ("42", "So 6 · 7 = 42."),
    ("36", "15% of 240 is **36**."),
    ("1/2 = 0.5", "It is **1/2**, or 0.5."),
    ("1/2 = 0.5", r"Therefore $\frac{1}{2}$."),
    ("√2 ≈ 1.41421", "That is about 1.414."),
    ("√2 ≈ 1.41421", r"\boxed{\sqrt{2}}"),
    ("x = −3 or x = −2", "The solutions are **x = -2** and **x = -3**."),
    ("x = −3 or x = −2", "x = -3 or x = -2"),
    ("3x² + 2", "The derivative is 3x^2 + 2."),
    ("x·cos(x) + sin(x)", "f'(x) = sin(x) + x*cos(x)"),
    ("5280 feet", "A mile has 5,280 feet."),
    ("25 %", "That is 25% of the class."),
    ("25 %", "It is a quarter, 0.25."),
    ("30", "The sale price is **$30**."),
    ("2514/7297 ≈ 0.344525", "It is roughly 0.3445."),
    ("360 = 2³ · 3² · 5", "360 = 2^3 · 3^2 · 5"),
    ("D = 25", "The discriminant is 25."),
    ("−√5/2 ≈ −1.11803", "It is -1.118."),
    ("there is no solution", "There is no solution."),
    ("3 1/2", "The answer is 3 1/2."),
    ("3.5", "El resultado es **3,5**."),
    ("1236.5", "Das macht 1.236,5."),
    ("96", "答案是 **96**。"),
    ("x < 2", "So **x < 2**."),
    ("(b) 7", "The answer is (b) 7."),
    ("3 remainder 2", "It is 3 remainder 2."),
    ("−1, 2, 5", "In order: -1, 2, 5."),
    ("x = 2, y = 1", "So x = 2 and y = 1."),
    ("5280 feet", "One mile is 5,280 feet."),
    ("25 % (increase)", "It rises by 25 %."),
]
WRONG = [
    ("42", "The answer is 43."),
    ("42", "So 6 · 7 = 48."),
    ("42", "The calculator says 42, but in truth it is **41**."),
    ("36", "15% of 240 is **38**."),
    ("1/2 = 0.5", "It is **1/3**."),
    ("√2 ≈ 1.41421", "That is about 1.424."),
    ("x = −3 or x = −2", "The solutions are x = 2 and x = 3."),
    ("x = −3 or x = −2", "**x = 6**"),
    ("3x² + 2", "The derivative is 3x^2 + 2x."),
    ("3x² + 2", "The derivative is 6x."),
    ("5280 feet", "A mile has 5,820 feet."),
    ("25 %", "That is 20% of the class."),
    ("30", "The sale price is **$10**."),
    ("2514/7297 ≈ 0.344525", "It is 0.3545."),
    ("360 = 2³ · 3² · 5", "360 = 2^3 · 3^2 · 7"),
    ("D = 25", "The discriminant is -7."),
    ("π/4 ≈ 0.785398", r"It is \boxed{\frac{\pi}{3}}."),
    ("1374998.1", "It is 1,374,998.5."),
    ("x = 2, y = 1", "x = 1, y = 3"),
    ("9", "The area is 8 square units."),
    # the same numbers, said otherwise
    ("5280 feet", "That is **5280 metres**."),
    ("25 %", "The increase is **0.25 %**."),
    ("25 % (decrease)", "The price rose by 25%, an increase."),
    ("x = 2", "x = 2 or x = -2"),
    ("42", "**42** or maybe **43**"),
    ("$30", "It costs **€30**"),
    ("x < 2", "x > 2"),
    ("x ≤ −2 or x ≥ 2", "-2 ≤ x ≤ 2"),
    ("(3, 5)", "The midpoint is (5, 3)."),
    ("[[−2, 1], [3/2, −1/2]]", "[[2, 1], [3/2, -1/2]]"),
    ("Yes: 97 is a prime number", "No, 97 is not prime."),
    ("3 remainder 2", "The remainder is 3 and the quotient 2."),
    ("∞", "The limit is **0**."),
    ("−1, 2, 5", "In order: 5, 2, -1"),
    ("(b) 7", "The answer is (c) 7."),
    ("mean 6, median 5", "mean 5, median 6"),
    ("96", "Das Ergebnis ist 69."),
    ("3.5", "El resultado es **3,6**."),
    ("1236.5", "Das macht 1.263,5."),
    ("12.5 kg", "It weighs 12.5 g."),
]


@pytest.mark.parametrize(("result", "text"), RIGHT)
def test_a_right_result_is_marked(result: str, text: str) -> None:
    assert compare(text, [result]).mark == "checked"


@pytest.mark.parametrize(("result", "text"), WRONG)
def test_no_wrong_result_is_marked(result: str, text: str) -> None:
    assert compare(text, [result]).mark != "checked"


def test_a_different_result_is_followed_by_the_calculated_one() -> None:
    assert compare("The answer is 43.", ["42"]) == AnswerMark("differs", "42")


def test_the_calculators_own_confirmation_is_no_result() -> None:
    output = "6 · 7 = 42.\n\n**Answer:** 42\n\nChecked by decimals to fifty digits."
    check = AnswerCheck(MATHEMATICS)
    check.add_event(ToolStart(("t",), CALCULATOR, CALCULATOR, ""))
    check.add_event(ToolEnd(("t",), output, ok=True))
    assert check.verdict(f"Here it is.\n\n{output}") == AnswerMark("checked")
    assert check.verdict("**Answer:** 42\n\nChecked by hand: 43.") != AnswerMark("checked")


def test_how_the_calculator_read_a_question_is_no_result() -> None:
    output = "**Answer:** 275\n\n(The percentage is read as one of 250.)\n\nChecked by working back with fractions."
    check = AnswerCheck(MATHEMATICS)
    check.add_event(ToolStart(("t",), CALCULATOR, CALCULATOR, ""))
    check.add_event(ToolEnd(("t",), output, ok=True))
    assert check.verdict(output) == AnswerMark("checked")


@pytest.mark.parametrize("text", ["I cannot say.", "", "Let us look at it together!"])
def test_a_text_without_a_result_is_not_checked(text: str) -> None:
    assert compare(text, ["42"]) == AnswerMark("unchecked")


@pytest.mark.parametrize("text", ["(" * 5000, "**" * 3000, "\\frac{" * 500, "1" * 5000, "x = " * 2000])
def test_hostile_text_ends_in_a_verdict(text: str) -> None:
    assert compare(text, ["42"]).mark in ("unchecked", "differs")
