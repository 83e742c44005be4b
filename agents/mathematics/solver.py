"""Solves tasks and problems; nothing is answered that no second way confirms."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from agents.mathematics.algebra import (
    calculus,
    domains,
    equations,
    evaluation,
    forms,
    functions,
    inequalities,
    matrices,
    series,
)
from agents.mathematics.choices import choose
from agents.mathematics.claims import answer_claims
from agents.mathematics.everyday import (
    calendar_dates,
    finance,
    measures,
    percentages,
    rates,
    ratios,
    stories,
    units,
    word_problems,
)
from agents.mathematics.expressions.parser import AlgebraError, Equation, Name, Node, parse
from agents.mathematics.geometry import angles, shapes
from agents.mathematics.geometry import plane as geometry
from agents.mathematics.givens import Givens
from agents.mathematics.numbers import (
    comparing,
    number_bases,
    primes,
    roman_numerals,
    rounding,
    sequences,
    unknown_numbers,
    whole_numbers,
)
from agents.mathematics.probability import arrangements, bags, cards, chance, statistics
from agents.mathematics.problem import VALUES, Problem
from agents.mathematics.questions.claims import read_claims
from agents.mathematics.questions.reader import read_question
from agents.mathematics.questions.tokens import NotUnderstoodError
from agents.mathematics.result import Result
from agents.mathematics.task import OPERATIONS, Task

_BOUNDS = re.compile(r"^(?P<body>.+?)\s+from\s+(?P<low>.+?)\s+to\s+(?P<high>.+)$", re.IGNORECASE | re.DOTALL)
_LIMIT = re.compile(
    r"^(?P<body>.+?)\s*(?:,|\bas\b)\s*(?P<variable>[A-Za-z])\s*(?:->|→|approaches|goes to|tends to)\s*(?P<point>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_FRACTION_BEFORE_FACTOR = re.compile(
    r"(?<![\w.)^])((?:\d+(?:[a-z](?:\^\d+)?)?|[a-z](?:\^\d+)?)/(?:\d+))([a-zA-Z](?![a-zA-Z])|\([^()]*\))"
)
_IN_MONEY = {"raise_by", "lower_by", "simple_interest", "compound_interest", "compound_amount", "compounded",
             "loan_payment", "proportion", "unit_price",
             "better_buy", "cost_of", "price_of_more", "change_from", "lower_price", "raise_price"}  # fmt: skip
_USING_EQUATIONS = {"evaluate", "solve", "find_given"}
_LOGARITHM = "log is read as the logarithm to base 10; write ln for the natural one."


def solve_task(task: Task) -> Result:
    """Return the confirmed answer to a task.

    Raises:
        AlgebraError: It cannot be solved, or no second way confirms it; the message says what to change.
    """
    if task.operation not in OPERATIONS:
        raise AlgebraError(f"The operation must be one of {', '.join(OPERATIONS)}.")
    if task.variable and not re.fullmatch(r"[A-Za-z]\w{0,9}", task.variable):
        raise AlgebraError("The variable must be a name such as x.")
    result = _TASKS[task.operation](task)
    if re.search(r"\blog\b", task.expression):
        return Result(result.answer, result.checked, result.steps, _LOGARITHM)
    return result


def answer_question(question: str) -> Result:
    """Return the confirmed answer to a question of words, or to what a learner claims to have found.

    Raises:
        NotUnderstoodError: Not every word of the question has a meaning here.
        AlgebraError: It has no answer, or none that a second way confirms.
    """
    try:
        problem = read_question(question)
    except NotUnderstoodError:
        if claims := read_claims(question):
            return answer_claims(claims, solve_task)
        if chosen := choose(question, answer_question):
            return chosen
        raise
    return _with_notes(solve_problem(problem), problem, question)


def solve_problem(problem: Problem) -> Result:
    """Return the confirmed answer to a problem."""
    if problem.operation not in _PROBLEMS:
        raise AlgebraError("A graph is drawn by the plotter and not calculated; ask for the graph alone.")
    givens = Givens(problem)
    if givens.remaining() and problem.operation not in _USING_EQUATIONS:
        raise AlgebraError("The equations that are given leave their letters open; ask for one of those.")
    result = _PROBLEMS[problem.operation](givens, *problem.arguments)
    return Result(result.answer, result.checked, (*givens.steps, *result.steps), result.note)


def _with_notes(result: Result, problem: Problem, question: str) -> Result:
    """Add the sign of a price, and how a fraction before a letter or a parenthesis was read."""
    answer, note = result.answer, result.note
    amount = re.fullmatch(r"(−?)(\d+)(?:\.(\d{1,2}))?", answer)
    if problem.currency and problem.operation in _IN_MONEY and amount:
        cents = f".{amount[3]:0<2}" if amount[3] else ""
        answer = f"{amount[1]}{problem.currency}{amount[2]}{cents}"
    if (tight := _FRACTION_BEFORE_FACTOR.search(question)) and not note:
        note = f"{tight[0]} is read as ({tight[1]}){tight[2]}; write parentheses for another reading."
    return replace(result, answer=answer, note=note)


def _nothing_given() -> Givens:
    return Givens(Problem("evaluate", ()))


def _expression(text: str) -> Node:
    statements = parse(text)
    if len(statements) != 1:
        raise AlgebraError("One expression is needed here; separate nothing with commas.")
    if isinstance(statements[0], Equation):
        raise AlgebraError("There is an equals sign; use the operation solve for equations.")
    return statements[0]


def _unknown(task: Task) -> Name | None:
    return Name(task.variable) if task.variable else None


def _evaluate(task: Task) -> Result:
    if inequalities.is_inequality(task.expression):
        return _solve(task)
    statements = parse(task.expression)
    if len(statements) > 1 or isinstance(statements[0], Equation):
        return equations.solve(_nothing_given(), statements)
    return evaluation.evaluate(_nothing_given(), statements[0])


def _solve(task: Task) -> Result:
    if inequalities.is_inequality(task.expression):
        sides, signs = inequalities.split_inequality(task.expression)
        return inequalities.solve_inequality(_nothing_given(), sides, signs, _unknown(task))
    return equations.solve(_nothing_given(), parse(task.expression), _unknown(task))


def _integrate(task: Task) -> Result:
    bounds = _BOUNDS.match(task.expression)
    body = _without_differential(bounds["body"] if bounds else task.expression)
    ends = (_expression(bounds["low"]), _expression(_without_differential(bounds["high"]))) if bounds else None
    return calculus.integrate(_nothing_given(), _expression(body), _unknown(task), ends)


def _without_differential(text: str) -> str:
    return re.sub(r"\s*\bd[a-z]\s*$", "", text)


def _limit(task: Task) -> Result:
    approach = _LIMIT.match(task.expression)
    if approach is None:
        raise AlgebraError("Say where the limit is taken, such as “sin(x)/x as x -> 0”.")
    point = re.sub(r"\binfinity\b", "oo", approach["point"].strip(), flags=re.IGNORECASE)
    side = re.search(r"(?:\s*from the (left|right)|([+-]))$", point)
    named = "" if side is None else side[1] or ("right" if side[2] == "+" else "left")
    at = _expression(point[: side.start()] if side else point)
    return calculus.limit(_nothing_given(), _expression(approach["body"]), Name(approach["variable"]), at, named)


_TASKS: dict[str, Callable[[Task], Result]] = {
    "evaluate": _evaluate,
    "answer": lambda task: answer_question(task.expression),
    "simplify": lambda task: forms.simplify(_nothing_given(), _expression(task.expression)),
    "expand": lambda task: forms.expand(_nothing_given(), _expression(task.expression)),
    "factor": lambda task: forms.factor(_nothing_given(), _expression(task.expression)),
    "solve": _solve,
    "differentiate": lambda task: calculus.differentiate(
        _nothing_given(), _expression(task.expression), _unknown(task)
    ),
    "integrate": _integrate,
    "limit": _limit,
    "discriminant": lambda task: equations.discriminant(_nothing_given(), parse(task.expression)[0]),
    "statistics": lambda task: statistics.describe(_nothing_given(), parse(task.expression)),
    "convert": lambda task: units.convert(task.expression),
}
_PROBLEMS: dict[str, Callable[..., Result]] = {
    operation: getattr(module, operation)
    for module, operations in (
        (bags, "draw"),
        (angles, "polygon_angle polygon_angles third_angle complement supplement hands_angle"),
        (arrangements, "choose permute arrange arrange_word"),
        (calculus, "differentiate integrate limit slope_at tangent"),
        (calendar_dates, "weekday_of days_between date_after date_before"),
        (cards, "draw_card"),
        (chance, "dice_sum dice_face dice_other coins draw_colour draw_two"),
        (comparing, "compare order_of same different which rank closest sort_up sort_down"),
        (domains, "domain"),
        (equations, "solve discriminant find_given"),
        (evaluation, "evaluate"),
        (finance, "simple_interest compound_interest compound_amount compounded loan_payment"),
        (forms, "simplify expand factor coefficient coefficient_of"),
        (functions, "inverse vertex complete_square slope_of axis_of_symmetry y_intercept"),
        (geometry, "hypotenuse other_leg distance_between midpoint slope line line_with_slope sector_area arc_length"),
        (inequalities, "solve_inequality"),
        (
            matrices,
            "determinant inverse_matrix transpose matrix_rank matrix_product matrix_arithmetic dot cross eigenvalues "
            "magnitude angle_between trace unit_vector",
        ),
        (measures, "convert convert_sum before after time_between"),
        (number_bases, "change_base arithmetic_in_base"),
        (percentages, "share whole_of change raise_by lower_by as_decimal as_fraction as_percent"),
        (primes, "next_prime nth_prime primes_between"),
        (roman_numerals, "to_roman from_roman"),
        (rates, "average_speed same_rate travel_time work_together better_buy"),
        (ratios, "split_in_ratio simplify_ratio part_of_ratio"),
        (
            rounding,
            "place_value digit_value round_to_places round_to_figures round_to_nearest as_scientific as_mixed",
        ),
        (sequences, "next_term nth_term sum_of_terms"),
        (series, "series"),
        (shapes, "shape_measure"),
        (statistics, "describe"),
        (stories, "gain lose story_count story_difference proportion each_has share_equally unit_price travel"),
        (
            whole_numbers,
            "digit_sum is_prime is_composite is_even is_odd prime_factors divisors divides count_divisors "
            "common_divisors multiples divide_with_remainder is_leap_year",
        ),
        (unknown_numbers, "find_number find_number_less consecutive_numbers sum_and_difference sum_of_first"),
        (
            word_problems,
            "groups_of shared_among cost_of price_of_more change_from more_by less_by percent_of_group lower_price "
            "raise_price",
        ),
    )
    for operation in operations.split()
} | {operation: partial(evaluation.value_of, operation) for operation in VALUES}
