"""Each operation refuses a wrong result: SymPy is made to err, and nothing is stated."""

from collections.abc import Callable
from typing import Any

import pytest
import sympy

from agents.mathematics.result import UnconfirmedError
from agents.mathematics.solver import answer_question


def doubled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that gives twice as much as another."""
    return lambda *args, **kwargs: 2 * function(*args, **kwargs)


@pytest.mark.parametrize(
    ("question", "erring"),
    [
        ("What is 12345 * 6789?", "simplify"),
        ("simplify (x^2-1)/(x-1)", "simplify"),
        ("expand (x+1)(x+2)", "expand"),
        ("factor x^2 - 9", "factor"),
        ("solve x^2 + x - 1 = 0", "together"),
        ("differentiate x^3 + 2x", "diff"),
        ("integrate cos(x)", "integrate"),
        ("limit of (1 + 1/x)^x as x -> oo", "limit"),
        ("gcd of 12 and 18", "igcd"),
        ("lcm of 4 and 6", "ilcm"),
    ],
)
def test_a_wrong_result_is_not_stated(monkeypatch: pytest.MonkeyPatch, question: str, erring: str) -> None:
    answer_question(question)
    monkeypatch.setattr(sympy, erring, doubled(getattr(sympy, erring)))
    with pytest.raises(UnconfirmedError):
        answer_question(question)
