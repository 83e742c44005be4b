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
        ("sin 30 degrees", "sin(30°)"),
        ("7 x 8", "7 * 8"),
        ("$40", "40"),
        ("log_2 8", "log(8,2)"),
        ("ｘ＝２", "x=2"),
        ("What is x?", "What is x?"),
    ],
)
def test_other_notations_become_the_plain_one(written: str, plain: str) -> None:
    assert " ".join(plain_notation(written).split()) == plain


@pytest.mark.parametrize("hostile", ["\\frac" * 300, "{" * 900, "\\sqrt{" * 150, "$" * 900, "∫" * 300, "^{" * 400])
def test_hostile_latex_ends_soon(hostile: str) -> None:
    assert isinstance(plain_notation(hostile), str)
