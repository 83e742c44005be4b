"""Each kind of question against another way to the same value, on numbers that nobody chose."""

import math
import re
import statistics
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.mathematics.expressions.parser import AlgebraError
from agents.mathematics.questions.reader import read_question
from agents.mathematics.solver import _PROBLEMS, answer_question
from tests.agents.mathematics import test_solver
from tests.agents.mathematics.questions import test_templates

EXAMPLES = settings(max_examples=3)
SIZE = st.integers(2, 40)
DAY = date(2024, 1, 1)

# The operation, the question, and the number or the text that is right.
KINDS: tuple[tuple[str, str, Callable[[int, int, int], object]], ...] = (
    ("evaluate", "What is {a} - {b} * {c}?", lambda a, b, c: a - b * c),
    ("sum", "sum of {a}, {b} and {c}", lambda a, b, c: sum((a, b, c))),
    ("product", "product of {a}, {b} and {c}", lambda a, b, c: math.prod((a, b, c))),
    ("difference", "difference between {a} and {b}", lambda a, b, c: max(a, b) - min(a, b)),
    ("remainder", "What is the remainder when {a} is divided by {b}?", lambda a, b, c: a % b),
    ("gcd", "gcd of {a} and {b}", lambda a, b, c: math.gcd(a, b)),
    ("lcm", "lcm of {a} and {b}", lambda a, b, c: math.lcm(a, b)),
    ("denominator", "common denominator of 1/{a} and 1/{b}", lambda a, b, c: math.lcm(a, b)),
    ("mean", "mean of {a}, {b}, {c}", lambda a, b, c: Fraction(a + b + c, 3)),
    ("median", "median of {a}, {b}, {c}", lambda a, b, c: statistics.median((a, b, c))),
    ("root_rounded", "What is the square root of {a} to the nearest integer?",
     lambda a, b, c: min(range(a + 1), key=lambda root: abs(root - math.sqrt(a)))),
    ("compare", "Is {a} greater than {b}?", lambda a, b, c: f"{'Yes' if a > b else 'No'}: "),
    ("same", "Are {a} and {b} equal?", lambda a, b, c: f"{'Yes' if a == b else 'No'}: "),
    ("order_of", "Compare {a} and {b}", lambda a, b, c: f"{a} {'<' if a < b else '=' if a == b else '>'} {b}"),
    ("rank", "What is the second biggest value in {a}, {b}, {c}?", lambda a, b, c: sorted((a, b, c))[1]),
    ("sort_up", "Sort {a}, {b}, {c} in ascending order", lambda a, b, c: ", ".join(map(str, sorted((a, b, c))))),
    ("sort_down", "Sort {a}, {b}, {c} in descending order",
     lambda a, b, c: ", ".join(map(str, sorted((a, b, c), reverse=True)))),
    ("closest", "What is the closest to 0.3 in {a}, -{b}?", lambda a, b, c: a if a - 0.3 < b + 0.3 else f"−{b}"),
    ("is_prime", "Is {a} a prime number?",
     lambda a, b, c: "Yes: " if all(a % one for one in range(2, a)) else "No: "),
    ("is_composite", "Is {a} composite?",
     lambda a, b, c: "Yes: " if any(a % one == 0 for one in range(2, a)) else "No: "),
    ("is_even", "Is {a} even?", lambda a, b, c: "No: " if a & 1 else "Yes: "),
    ("is_odd", "Is {a} odd?", lambda a, b, c: "Yes: " if a & 1 else "No: "),
    ("divides", "Is {a} a factor of {b}?", lambda a, b, c: "Yes: " if b // a * a == b else "No: "),
    ("divisors", "What are the factors of {a}?",
     lambda a, b, c: ", ".join(str(one) for one in range(1, a + 1) if a % one == 0)),
    ("count_divisors", "How many divisors does {a} have?",
     lambda a, b, c: sum(a % one == 0 for one in range(1, a + 1))),
    ("prime_factors", "What are the prime factors of {a}?",
     lambda a, b, c: ", ".join(str(p) for p in range(2, a + 1) if a % p == 0 and all(p % q for q in range(2, p)))),
    ("multiples", "List the first 3 multiples of {a}", lambda a, b, c: f"{a}, {a + a}, {a + a + a}"),
    ("common_divisors", "common factors of {a} and {b}",
     lambda a, b, c: ", ".join(str(one) for one in range(1, 41) if a % one == 0 and b % one == 0)),
    ("divide_with_remainder", "{a} divided by {b} with remainder",
     lambda a, b, c: "{} remainder {}".format(*divmod(a, b))),
    ("digit_sum", "sum of the digits of {a}{b}", lambda a, b, c: sum(map(int, f"{a}{b}"))),
    ("next_prime", "What is the next prime after {a}?",
     lambda a, b, c: next(p for p in range(a + 1, 99) if all(p % q for q in range(2, p)))),
    ("nth_prime", "What is the {a}th prime number?",
     lambda a, b, c: [p for p in range(2, 200) if all(p % q for q in range(2, p))][a - 1]),
    ("primes_between", "prime numbers between {a} and 60",
     lambda a, b, c: ", ".join(str(p) for p in range(a, 61) if all(p % q for q in range(2, p)))),
    ("round_to_places", "Round {a}.{b}4{c} to 0 decimal places", lambda a, b, c: a + (int(str(b)[0]) >= 5)),
    ("round_to_nearest", "Round {a}{b} to the nearest ten", lambda a, b, c: (int(f"{a}{b}") + 5) // 10 * 10),
    ("place_value", "What is the units digit of {a}{b}?", lambda a, b, c: str(b)[-1]),
    ("change_base", "Convert {a} to binary", lambda a, b, c: f"{a:b} (base 2)"),
    ("arithmetic_in_base", "In base 16, what is {a} * {b}?",
     lambda a, b, c: f"{int(str(a), 16) * int(str(b), 16):x} (base 16)"),
    ("as_percent", "Write {a}/100 as a percentage", lambda a, b, c: f"{a} %"),
    ("as_decimal", "Write {a}/8 as a decimal", lambda a, b, c: Fraction(a, 8)),
    ("as_fraction", "Write 0.{a} as a fraction", lambda a, b, c: Fraction(f"0.{a}")),
    ("share", "What percent of {a} is {b}?", lambda a, b, c: Fraction(100 * b, a)),
    ("whole_of", "{a} is {b}% of what number?", lambda a, b, c: Fraction(100 * a, b)),
    ("change", "percent change from {a} to {b}", lambda a, b, c: Fraction(100 * abs(b - a), a)),
    ("raise_by", "Increase {a} by {b}%", lambda a, b, c: Fraction(a * (100 + b), 100)),
    ("lower_by", "Decrease {a} by {b}%", lambda a, b, c: Fraction(a * (100 - b), 100)),
    ("simple_interest", "simple interest on {a}00 at {b}% for {c} years", lambda a, b, c: a * b * c),
    ("draw_card", "probability of drawing a heart from a deck", lambda a, b, c: Fraction(13, 52)),
    ("dice_sum", "probability of a sum of {c} with two dice",
     lambda a, b, c: Fraction(sum(sum(roll) == c for roll in product(range(1, 7), repeat=2)), 36)),
    ("dice_other", "What is the probability of not rolling a 6?", lambda a, b, c: 1 - Fraction(1, 6)),
    ("dice_face", "What is the probability of rolling a 6 on a die?", lambda a, b, c: Fraction(1, 6)),
    ("draw_colour", "A bag contains {a} red and {b} blue balls. What is the probability of drawing a red ball?",
     lambda a, b, c: Fraction(a, a + b)),
    ("draw_two", "A bag contains {a} red and {b} blue balls. Two balls are drawn without replacement. What is the "
     "probability that both are red?", lambda a, b, c: Fraction(math.comb(a, 2), math.comb(a + b, 2))),
    ("choose", "How many ways can you choose 2 from {a}?", lambda a, b, c: len(list(combinations(range(a), 2)))),
    ("permute", "How many permutations of {a} objects taken 2 at a time?",
     lambda a, b, c: len(list(permutations(range(a), 2)))),
    ("hypotenuse", "hypotenuse of a right triangle with legs {a}*3 and {a}*4", lambda a, b, c: 5 * a),
    ("distance_between", "distance between (0, {b}) and ({a}*3, {b} + {a}*4)", lambda a, b, c: 5 * a),
    ("midpoint", "midpoint of (0, {a}) and ({b}*2, {a})", lambda a, b, c: f"({b}, {a})"),
    ("slope", "slope of the line through (0, {a}) and (1, {b})", lambda a, b, c: b - a),
    ("line_with_slope", "line with slope {a} through (0, {b})", lambda a, b, c: f"y = {a}x + {b}"),
    ("complement", "complement of {a} degrees", lambda a, b, c: f"{90 - a}°"),
    ("supplement", "supplement of {a} degrees", lambda a, b, c: f"{180 - a}°"),
    ("vertex", "vertex of y = (x - {a})^2 + {b}", lambda a, b, c: f"({a}, {b})"),
    ("axis_of_symmetry", "axis of symmetry of y = (x - {a})^2", lambda a, b, c: f"x = {a}"),
    ("y_intercept", "y-intercept of y = {a}x + {b}", lambda a, b, c: b),
    ("slope_of", "slope of y = {a}x + {b}", lambda a, b, c: a),
    ("slope_at", "derivative of {a}x^2 at x = {b}", lambda a, b, c: 2 * a * b),
    ("coefficient_of", "coefficient of x^2 in (x + {a})^3", lambda a, b, c: 3 * a),
    ("determinant", "determinant of [[{a}, {b}], [{c}, 1]]", lambda a, b, c: a - b * c),
    ("trace", "trace of [[{a}, {b}], [{c}, {a}]]", lambda a, b, c: a + a),
    ("transpose", "transpose of [[{a}, {b}]]", lambda a, b, c: f"[[{a}], [{b}]]"),
    ("matrix_rank", "rank of [[{a}, {b}], [{a}*2, {b}*2]]", lambda a, b, c: 1),
    ("dot", "dot product of ({a}, {b}) and ({c}, 1)", lambda a, b, c: a * c + b),
    ("cross", "cross product of ({a}, 0, 0) and (0, {b}, 0)", lambda a, b, c: f"(0, 0, {a * b})"),
    ("magnitude", "length of the vector ({a}*3, {a}*4)", lambda a, b, c: 5 * a),
    ("convert", "{a} hours in minutes", lambda a, b, c: f"{60 * a} minutes"),
    ("convert_sum", "{a} hours and {b} minutes in minutes", lambda a, b, c: f"{60 * a + b} minutes"),
    ("days_between", "How many days between 1 January 2024 and {a} March 2024?",
     lambda a, b, c: (DAY.replace(month=3, day=a) - DAY).days if a <= 31 else None),
    ("next_term", "What is next in {a}, {a} + {b}, {a} + 2*{b}, {a} + 3*{b}?", lambda a, b, c: a + 4 * b),
    ("to_roman", "What is {a} in Roman numerals?",
     lambda a, b, c: "X" * (a // 10) * (a < 40) + "XL" * (a == 40) + ("", "I", "II", "III", "IV", "V", "VI", "VII",
                                                               "VIII",
                                                               "IX")[a % 10]),
    ("weekday_of", "What day of the week was {a} January 2024?",
     lambda a, b, c: (DAY + timedelta(a - 1)).strftime("%A") if a <= 31 else None),
)  # fmt: skip


@pytest.mark.parametrize(("operation", "question", "expected"), KINDS, ids=[kind[0] for kind in KINDS])
def test_another_way_gives_the_same(operation: str, question: str, expected: Callable[[int, int, int], object]) -> None:
    @EXAMPLES
    @given(SIZE, SIZE, SIZE)
    def holds(a: int, b: int, c: int) -> None:
        wanted = expected(a, b, c)
        if wanted is None:
            return
        asked = question.format(a=a, b=b, c=c)
        assert read_question(asked).operation == operation
        said = answer_question(asked).answer
        if isinstance(wanted, str):
            assert said.startswith(wanted), asked
        else:
            number = re.match(r"−?\d+(?:[./]\d+)?", said)
            assert number is not None, asked
            assert Fraction(number[0].replace("−", "-")) == Fraction(str(wanted)), asked

    holds()


def test_every_operation_has_a_property_or_an_answered_example() -> None:
    answered = vars(test_solver.test_answer_is_right_and_checked)["pytestmark"][0].args[1]
    known = vars(test_templates.test_a_known_sentence_is_answered)["pytestmark"][0].args[1]
    tried = {operation for operation, *_ in KINDS} | set(OTHERS)
    for question, _ in (*answered, *known):
        try:
            tried.add(read_question(question).operation)
        except AlgebraError:
            continue  # one with choices
    assert set(_PROBLEMS) - tried == set()


OTHERS = (
    "solve", "differentiate", "integrate", "limit", "discriminant", "factor", "expand", "simplify", "describe",
)  # fmt: skip
"""Those of `test_properties`."""
