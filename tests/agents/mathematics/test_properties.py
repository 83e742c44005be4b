"""Each operation of the calculator against another way to the same value, on inputs that nobody chose."""

import math
import re
import statistics
from fractions import Fraction

import sympy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agents.mathematics.solver import solve_task
from agents.mathematics.task import OPERATIONS, Task

EXAMPLES = settings(max_examples=20)
WHOLE = st.integers(-30, 30)
X = sympy.Symbol("x")


def answer(operation: str, expression: str, variable: str = "") -> str:
    return solve_task(Task(operation, expression, variable)).answer.replace("−", "-")


def read(text: str) -> sympy.Expr:
    """Return what an answer says, by SymPy's own reader."""
    powers = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda power: f"**{power[0].translate(powers)}", text)
    text = text.replace("·", "*").split(" ≈ ")[0].split(" = ")[0]
    return sympy.parse_expr(text, transformations="all")


def polynomial(coefficients: list[int]) -> str:
    return " + ".join(f"({c})*x^{power}" for power, c in enumerate(coefficients))


def test_every_operation_has_a_property() -> None:
    properties = [name for name, test in globals().items() if name.startswith("test_") and hasattr(test, "hypothesis")]
    assert [one for one in OPERATIONS if not any(name.startswith(f"test_{one}_") for name in properties)] == []


@EXAMPLES
@given(st.lists(st.tuples(st.sampled_from("+-*"), WHOLE), min_size=1, max_size=6), WHOLE)
def test_evaluate_is_what_fractions_give(rest: list[tuple[str, int]], first: int) -> None:
    text = f"({first})" + "".join(f" {sign} ({number})" for sign, number in rest)
    assert Fraction(answer("evaluate", text)) == Fraction(eval(text))


@EXAMPLES
@given(WHOLE, WHOLE.filter(bool), WHOLE, WHOLE.filter(bool))
def test_answer_is_what_fractions_give(a: int, b: int, c: int, d: int) -> None:
    said = answer("answer", f"What is {a}/{b} plus {c}/{d}?").split(" ")[0]
    assert Fraction(said) == Fraction(a, b) + Fraction(c, d)


@EXAMPLES
@given(st.lists(WHOLE, min_size=2, max_size=4), st.lists(WHOLE, min_size=2, max_size=3))
def test_expand_keeps_the_value(left: list[int], right: list[int]) -> None:
    expanded = read(answer("expand", f"({polynomial(left)}) * ({polynomial(right)})"))
    for x in (-3, 2, 7):
        product = math.prod(sum(c * x**power for power, c in enumerate(side)) for side in (left, right))
        assert expanded.subs(X, x) == product


@EXAMPLES
@given(st.integers(2, 10**6))
@example(1024)
def test_factor_multiplies_back(number: int) -> None:
    said = answer("factor", str(number))
    if said.endswith("is a prime number"):
        assert all(number % divisor for divisor in range(2, math.isqrt(number) + 1))
    else:
        assert read(said.split(" = ")[1]) == number


@EXAMPLES
@given(st.sets(st.integers(-9, 9), min_size=1, max_size=3))
def test_solve_finds_the_roots_and_no_other(roots: set[int]) -> None:
    said = answer("solve", "*".join(f"(x - ({root}))" for root in roots) + " = 0")
    assert {int(part.removeprefix("x = ")) for part in said.split(" or ")} == roots


@EXAMPLES
@given(st.lists(WHOLE, min_size=2, max_size=5))
def test_differentiate_follows_the_power_rule(coefficients: list[int]) -> None:
    if not any(coefficients[1:]):
        return
    slope = read(answer("differentiate", polynomial(coefficients), "x"))
    for x in (-2, 1, 5):
        assert slope.subs(X, x) == sum(power * c * x ** (power - 1) for power, c in enumerate(coefficients) if power)


@EXAMPLES
@given(st.lists(WHOLE, min_size=2, max_size=4), st.integers(-5, 5), st.integers(1, 6))
def test_integrate_adds_up_the_powers(coefficients: list[int], low: int, width: int) -> None:
    if not any(coefficients[1:]):
        return
    high = low + width
    said = answer("integrate", f"{polynomial(coefficients)} from {low} to {high}")
    total = sum(
        Fraction(c, power + 1) * (high ** (power + 1) - low ** (power + 1)) for power, c in enumerate(coefficients)
    )
    assert Fraction(said.split(" ")[0]) == total


@EXAMPLES
@given(st.integers(-9, 9), st.integers(-9, 9).filter(bool))
def test_limit_of_a_removable_gap_is_its_value(at: int, slope: int) -> None:
    assert answer("limit", f"({slope})*(x^2 - ({at})^2)/(x - ({at})) as x -> {at}") == str(2 * at * slope)


@EXAMPLES
@given(st.integers(-9, 9).filter(bool), WHOLE, WHOLE)
def test_discriminant_is_the_formula(a: int, b: int, c: int) -> None:
    assert answer("discriminant", f"({a})x^2 + ({b})x + ({c})") == f"D = {b * b - 4 * a * c}"


@EXAMPLES
@given(st.lists(WHOLE, min_size=2, max_size=12))
def test_statistics_are_those_of_the_standard_library(numbers: list[int]) -> None:
    said = answer("statistics", ", ".join(map(str, numbers)))
    mean = Fraction(said.removeprefix("mean ").split(",")[0].split(" ")[0])
    assert mean == Fraction(sum(numbers), len(numbers))
    middle = said.split("median ")[1].split(",")[0].split(" ")[0]
    assert float(Fraction(middle)) == statistics.median(numbers)


@EXAMPLES
@given(st.integers(1, 5000))
def test_convert_there_and_back_is_the_same(miles: int) -> None:
    there = answer("convert", f"{miles} miles to feet").rsplit("= ", 1)[1]
    assert answer("convert", f"{there} to miles").rsplit("= ", 1)[1] == f"{miles} miles"


@EXAMPLES
@given(st.integers(-9, 9), st.integers(-9, 9))
def test_simplify_keeps_the_value(a: int, b: int) -> None:
    simple = read(answer("simplify", f"(x^2 + ({a + b})x + ({a * b})) / (x + ({a}))"))
    for x in (20, 31):
        assert simple.subs(X, x) == x + b
