# ruff: noqa: RUF001 - full-width letters

import pytest

from agents.mathematics.questions.notation import plain_notation


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (r"\frac{1}{2}", "((1)/(2))"),
        (r"\frac{\sqrt{2}}{3}", "((sqrt(2))/(3))"),
        (r"\sqrt[3]{27}", "root((27),3)"),
        (r"2 \cdot 3", "2 * 3"),
        (r"x^{10}", "x^(10)"),
        (r"\binom{5}{2}", "binomial(5,2)"),
        ("2½", "(2+½)"),
        ("5C2", "binomial(5,2)"),
        ("nPr(5,2)", "(binomial(5,2)*factorial(2))"),
        (r"\log_28", "log_2 8"),
        (r"\log_{28} 5", "log_28 5"),
        ("$36$ and $4$", "36 and 4"),
        ("$30 + $15", "30 + 15"),
        ("x²³", "x^(23)"),
        ("2 1/2 + 1 1/3", "(2+1/2) + (1+1/3)"),
        ("5 plus 3 times 2", "5 + 3 * 2"),
        ("50% of 80 + 10", "50% * 80 + 10"),
        ("What is 45 in binary?", "convert 45 (base 10) to base 2"),
        ("0xFF in decimal", "convert FF (base 16) to base 10"),
        ("What is 12 + 5 =", "What is 12 + 5"),
        ("sin 30 degrees", "sin(30°)"),
        ("7 x 8", "7 * 8"),
        ("$40", "40"),
        ("log_2 8", "log_2 8"),
        ("ｘ＝２", "x=2"),
        ("What is x?", "What is x?"),
    ],
)
def test_other_notations_become_the_plain_one(written: str, plain: str) -> None:
    assert " ".join(plain_notation(written).split()) == plain


@pytest.mark.parametrize("hostile", ["\\frac" * 300, "{" * 900, "\\sqrt{" * 150, "$" * 900, "∫" * 300, "^{" * 400])
def test_hostile_latex_ends_soon(hostile: str) -> None:
    assert isinstance(plain_notation(hostile), str)
