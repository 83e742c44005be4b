"""Solves a question that is understood whole; nothing is answered that no second way confirms."""

from collections.abc import Callable
from functools import partial

from agents.mathematics.printing import format_steps
from agents.mathematics.questions import algebra, bags, comparing, measures, number_bases, sequences, whole_numbers
from agents.mathematics.questions.givens import Givens
from agents.mathematics.questions.problem import Problem
from agents.mathematics.questions.reader import VALUES, read_question
from agents.mathematics.questions.result import Result

_SOLVERS: dict[str, Callable[..., Result]] = {
    operation: getattr(module, operation)
    for module, operations in (
        (algebra, "evaluate simplify expand factor coefficient solve find derivative differentiate"),
        (whole_numbers, "is_prime is_composite prime_factors divides is_multiple place_value round_to_places "
                        "round_to_nearest"),
        (comparing, "compare same different which rank closest sort_up sort_down"),
        (sequences, "next_term nth_term"),
        (measures, "convert convert_into before after minutes_between"),
        (number_bases, "change_base arithmetic_in_base"),
        (bags, "draw draw_from"),
    )
    for operation in operations.split()
} | {operation: partial(lambda name, givens, *rest: algebra.value(givens, name, *rest), operation) for operation in VALUES}  # fmt: skip


def answer_question(question: str) -> str:
    """Return the steps and the answer to a question, as Markdown.

    Raises:
        NotUnderstoodError: Not every word of the question has a meaning here.
        AlgebraError: It has no answer, or none that a second way confirms.
    """
    result = solve_problem(read_question(question))
    return f"{format_steps(result.steps, result.answer)}\n\nChecked {result.checked}."


def solve_problem(problem: Problem) -> Result:
    """Return the confirmed answer to a problem."""
    givens = Givens(problem)
    result = _SOLVERS[problem.operation](givens, *problem.arguments)
    return Result(result.answer, result.checked, (*givens.steps, *result.steps))
